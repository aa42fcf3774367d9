/**
 * JSON text of plain data. Not `JSON.stringify`: old libraries (Prototype.js) add a `toJSON` to
 * arrays and objects, which would change the text.
 */
export function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${Array.prototype.map.call(value, toJson).join()}]`;
  if (!value || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${toJson(member)}`).join()}}`;
}

/** Copies plain data, so that the page may change what it gets. */
export const copyOf = <T>(value: T): T => JSON.parse(toJson(value)) as T;

/** Undefined for text that is not JSON, such as a gateway's error page. */
export function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** A gateway, or a broken service, may call something else by the name of a list. */
export const isList = (value: unknown): value is object[] => Array.isArray(value) && value.every(Boolean);
