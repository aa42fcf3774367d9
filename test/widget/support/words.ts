/** Every sentence of a language; functions are called with sample values. */
export function sentences(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') {
    const moment = { date: '2026-11-25', time: '08:30' };
    const calls: unknown[][] = [
      ['江苏示例科技有限公司', 2],
      [1, 4],
      [0, 4],
      [moment],
      [undefined],
      ['number', 'required', 'X'],
      ['name', 'too-short', 'X'],
      ['number', 'too-short', 'X', 3],
      ['number', 'resident-length', 'X', 17],
      ['number', 'unknown-document', 'X', 18],
      ['name', 'sign-in-name', 'X', 0],
      ['name', 'unit-in-name', 'X', 0],
      ['date', 'no-such-day', 'X', 0],
    ];
    return calls.flatMap((call) => {
      try {
        return sentences((words as (...values: unknown[]) => unknown)(...call));
      } catch {
        return []; // The function does not accept the sample values.
      }
    });
  }
  return words && typeof words === 'object' ? Object.values(words).flatMap(sentences) : [];
}

/** The shape of the words: the type of each key, and the number of paragraphs of each text. */
export const shapeOf = (words: unknown): unknown =>
  words && typeof words === 'object'
    ? Object.fromEntries(
        Object.entries(words)
          .map(([key, value]) => [key, shapeOf(value)])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      )
    : typeof words;
