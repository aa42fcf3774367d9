const undo: (() => void)[] = [];

afterEach(() => undo.splice(0).forEach((put) => put()));

/** Replaces a property until the test ends, or until the result is called. */
export function replace<T extends object, Name extends keyof T>(
  object: T,
  name: Name,
  value: T[Name],
): () => void {
  const before = object[name];
  const put = () => void (object[name] = before);
  object[name] = value;
  undo.push(put);
  return put;
}
