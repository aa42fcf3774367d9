/**
 * Finds mistakes in an element's attributes: misspelled names and invalid values. A sentence each.
 */
import type { LitElement } from 'lit';
import type { Status } from '../../bff/contract/wire.ts';
import { LOCALES } from '../locales/index.ts';

// Neither the statuses nor the check of addresses is imported: those modules come with the form,
// which an error must not download.
const STATUSES = { certified: 1, uncertified: 1, pending: 1, lapsed: 1, 'not-open': 1 } satisfies Record<
  Status,
  1
>;

const VALUES: Record<string, readonly string[]> = {
  appearance: ['standard', 'large'],
  'known-status': Object.keys(STATUSES),
};

const ADDRESSES = ['center-url', 'resume-url', 'login-url', 'privacy-url'];

const OTHER_SCHEME = /^\s*(?!https?:)[a-z][a-z\d+.-]*:/i;

/** `token_url`, `tokenurl` and `token-url` compare as equal. */
const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

function misspelled(name: string, known: readonly string[]): string[] {
  const meant = known.find((each) => lettersOf(each) === lettersOf(name));
  return meant && !known.includes(name) ? [`The attribute "${name}" must be written "${meant}".`] : [];
}

function impossible(name: string, value: string): string[] {
  const values = VALUES[name];
  if (values)
    return values.includes(value) ? [] : [`"${name}" is "${value}"; possible values: ${values.join(', ')}.`];
  if (ADDRESSES.includes(name))
    return !OTHER_SCHEME.test(value)
      ? []
      : [`"${name}" is "${value}"; only http and https addresses are followed.`];
  return name === 'locale' && !LOCALES.some((locale) => languageOf(locale) === languageOf(value))
    ? [`"locale" is "${value}"; possible values: ${LOCALES.join(', ')}.`]
    : [];
}

/** `zh` of `zh-Hant` (BCP 47). */
const languageOf = (tag: string): string => tag.toLowerCase().split('-')[0]!;

export function mistakesOf(element: Element): string[] {
  const known = (element.constructor as typeof LitElement).observedAttributes;
  return [...element.attributes].flatMap(({ name, value }) =>
    known.includes(name) ? impossible(name, value) : misspelled(name, known),
  );
}
