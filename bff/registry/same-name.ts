/**
 * Whether a claim names a person of a registry. Names are the same when their comparable forms are
 * (`names.ts`); Latin ones also when their letters are, in any order of the words (decision 0033).
 * Registries run Latin names together, so that only one of the two need have words. Pure.
 *
 * Both sides have forms, and one in common is enough. What is only kept as a digest is compared by
 * the digests of the same forms.
 */
import { DOTS, personName, tableOf } from './names.ts';

const LATIN = /\p{Script=Latin}/u;
const BETWEEN_WORDS = new RegExp(`[\\s\\p{Pd}−${DOTS}]+`, 'u');
const APOSTROPHES = /['’‘ʼʻʾʿʹ′`]/gu;
const BETWEEN_LETTERS = `[\\s\\p{Pd}−${DOTS}'’‘ʼʻʾʿʹ′\`]`;
const ONLY_LATIN = new RegExp(`^(?:${BETWEEN_LETTERS}|\\p{Script=Latin}|\\p{M})+$`, 'u');
/** A letter with its marks. */
const LATIN_LETTER = /\p{Script=Latin}\p{M}*/gu;
const INSIDE_LATIN = new RegExp(`(?<=\\p{Script=Latin})${BETWEEN_LETTERS}+(?=\\p{Script=Latin})`, 'gu');

/**
 * Letters without a decomposition in Unicode, as passports' machine readable lines have them (ICAO
 * 9303-3, section 6).
 */
const LETTERS = tableOf('æ:ae œ:oe ß:ss þ:th ð:d đ:d ħ:h ı:i ł:l ŋ:n ŧ:t ə:e ĸ:q ø:o');

/** Letters that machine readable lines expand, and that others write without their mark. */
const EXPANDED = tableOf('ä:ae å:aa ö:oe ø:oe ü:ue');

type Folding = (letter: string) => string;

/** Without marks. */
const bare: Folding = (letter) => {
  const [base] = letter.normalize('NFD');
  return LETTERS.get(base!) ?? base!;
};
/** As a passport's machine readable lines. */
const expanded: Folding = (letter) => EXPANDED.get(letter) ?? bare(letter);

const foldLetters = (text: string, fold: Folding): string =>
  text.replace(LATIN_LETTER, (letter) => fold(letter.normalize('NFC')));

/** The words of a name of only Latin letters, folded. */
const wordsOf = (name: string, fold: Folding): string[] =>
  foldLetters(name, fold)
    .replace(/\p{M}/gu, '')
    .replace(APOSTROPHES, '')
    .split(BETWEEN_WORDS)
    .filter((word) => word !== '');

/**
 * Up to this many words are tried in every order, 120 at most. More words are only rotated: the
 * surname before or after the other names.
 */
const WORDS_IN_ANY_ORDER = 5;

const rotations = (words: readonly string[]): string[][] =>
  words.map((_, at) => [...words.slice(at), ...words.slice(0, at)]);

const permutations = (words: readonly string[]): string[][] =>
  words.length < 2
    ? [[...words]]
    : words.flatMap((word, at) => permutations(words.toSpliced(at, 1)).map((rest) => [word, ...rest]));

type Orders = (words: readonly string[]) => string[][];

const anyOrder: Orders = (words) => (words.length > WORDS_IN_ANY_ORDER ? rotations : permutations)(words);

const foldings = [bare, expanded];

const latinForms = (name: string, orders: Orders): string[] =>
  foldings.flatMap((fold) => orders(wordsOf(name, fold)).map((words) => words.join('')));

/** `A(B)`: one name in two scripts. */
function twoScripts(name: string): { latin: string; other: string } | undefined {
  const [, before, inside] = /^([^()]+)\(([^()]+)\)$/.exec(name) ?? [];
  if (before === undefined || inside === undefined) return undefined;
  const isPair = (latin: string, other: string) => ONLY_LATIN.test(latin) && !LATIN.test(other);
  if (isPair(before, inside)) return { latin: before, other: inside };
  return isPair(inside, before) ? { latin: inside, other: before } : undefined;
}

const formsOf = (name: string, orders: Orders, isSet: boolean): string[] => {
  const comparable = personName(name);
  if (!LATIN.test(comparable)) return [comparable];
  if (ONLY_LATIN.test(comparable)) return [...new Set(latinForms(comparable, orders))];
  const scripts = twoScripts(comparable);
  if (!scripts)
    return [...new Set(foldings.map((fold) => foldLetters(comparable.replace(INSIDE_LATIN, ''), fold)))];
  const { latin, other } = scripts;
  const forms = [...new Set(latinForms(latin, orders))];
  const whole = forms.map((form) => `${other}(${form})`);
  return isSet ? [...forms, other, ...whole] : whole;
};

/**
 * The forms of a name as somebody types it; the first one is the name as typed. Only Latin names
 * have several.
 */
export const claimedForms = (name: string): string[] => formsOf(name, anyOrder, false);

/**
 * The forms of a name as a registry or a handlers' file has it. A name in two scripts is each of
 * the two, and both together.
 */
export const registeredForms = (name: string): string[] => formsOf(name, rotations, true);

/**
 * Signs of a lost character: `?`, a mask, an unknown entity, a private-use character without a
 * known place. No claim can equal such a name.
 */
const DAMAGE = /[?*\p{Co}]|&#?\w+;/u;
/** `name`: comparable. */
export const isDamaged = (name: string): boolean => DAMAGE.test(name);

/**
 * The registry's people whom a claim names, by their comparable names. A claim is decided, and
 * counted, by no others.
 */
export function peopleNamed<Named extends { name: string }>(
  claimed: string,
  people: readonly Named[],
): Named[] {
  const forms = new Set(claimedForms(claimed));
  return people.filter(
    ({ name }) => !isDamaged(name) && registeredForms(name).some((form) => forms.has(form)),
  );
}

/** Whether two rows of a registry name one person, however much of the name each of them has. */
export const areSameName = (one: string, other: string): boolean =>
  one === other ||
  peopleNamed(one, [{ name: other }]).length > 0 ||
  peopleNamed(other, [{ name: one }]).length > 0;

/**
 * The form by which guesses at a person are counted together, never compared: of Latin names the
 * letters in their order in the alphabet. `e`, and `a` after `a`, are left out, because a passport
 * may have them for a mark. Of a name in two scripts it is the Latin one's.
 */
export function countedName(name: string): string {
  const comparable = personName(name);
  if (!LATIN.test(comparable)) return comparable;
  const counted = twoScripts(comparable)?.latin ?? comparable;
  const folded = foldLetters(counted.replace(INSIDE_LATIN, ''), bare);
  const others = folded
    .replace(/[\p{Script=Latin}\p{M}]/gu, '')
    .replace(new RegExp(BETWEEN_LETTERS, 'gu'), '');
  const letters = [...folded].filter((letter) => LATIN.test(letter)).sort();
  return `${others} ${letters.join('').replace(/e|(?<=a)a/g, '')}`;
}
