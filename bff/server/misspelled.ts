/**
 * Finds variables whose names are almost those that the service reads: the default would count in
 * their place, and nobody would be told.
 */

/**
 * A name may differ by one letter for each so many letters: `PORT` by none, because other programs
 * have such names too.
 */
const LETTERS_PER_MISTAKE = 5;

/** The letters to add, take away or replace, to make one text of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [column, counterpart] of [...other].entries())
      next.push(
        Math.min(next[column]! + 1, row[column + 1]! + 1, row[column]! + (letter === counterpart ? 0 : 1)),
      );
    row = next;
  }
  return row[other.length]!;
}

export interface Misspelled {
  name: string;
  /** The variable that is probably meant. */
  meant: string;
}

/**
 * A variable of another program, with a name of this kind, is no mistake beside the right one.
 * `known`: the names that are read.
 */
export function misspelledIn(env: NodeJS.ProcessEnv, known: readonly string[]): Misspelled[] {
  const isSet = (name: string) => Boolean(env[name]?.trim());
  const open = known.filter((name) => !isSet(name));
  return Object.keys(env).flatMap((name) => {
    if (known.includes(name) || !isSet(name)) return [];
    const typed = name.trim().toUpperCase();
    const meant = open.find((one) => {
      const allowed = Math.floor(one.length / LETTERS_PER_MISTAKE);
      return allowed > 0 && Math.abs(one.length - typed.length) <= allowed && distance(one, typed) <= allowed;
    });
    return meant === undefined ? [] : [{ name, meant }];
  });
}
