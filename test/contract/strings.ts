/** Mistakes people make when they type a number. */

/** `text` with the character at `index` replaced. */
export const withCharacter = (text: string, index: number, character: string): string =>
  text.slice(0, index) + character + text.slice(index + 1);

/** `text` with the characters at `index` and `index + 1` swapped. */
export const withNeighboursSwapped = (text: string, index: number): string =>
  text.slice(0, index) + text[index + 1]! + text[index]! + text.slice(index + 2);
