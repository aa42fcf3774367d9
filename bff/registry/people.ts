/**
 * The comparable form of people: comparable names, digests of numbers. Imported rows have the same
 * form.
 */
import type { Person } from '../contract/wire.ts';
import type { Digester } from '../keys/index.ts';
import type { ComparablePerson } from './evidence.ts';
import { comparableName } from './names.ts';
import { representativesOf, type RepresentativeFields } from './representatives.ts';
import { claimedForms, registeredForms } from './same-name.ts';

/** Digests of a representative's number under every live key, newest first. */
const numberDigests = (digester: Digester, idNumber: string): string[] => digester.all('number', idNumber);

/** `person` in normalized form, as the request's schema gives it. */
export const comparablePerson = (person: Person, digester: Digester): ComparablePerson => ({
  name: comparableName(person.name),
  numbers: numberDigests(digester, person.idNumber),
});

/** The representatives that a file's row or a partner's answer names. */
export const comparableRepresentatives = (
  fields: readonly RepresentativeFields[],
  digester: Digester,
): ComparablePerson[] =>
  representativesOf(fields).map(({ name, idNumber }) => ({
    name,
    numbers: idNumber === undefined ? [] : numberDigests(digester, idNumber),
  }));

/**
 * The name alone, as a certification at the counter keeps it: of each order of its words that a
 * registry may have.
 */
export const nameDigests = (digester: Digester, { name }: Pick<Person, 'name'>): string[] =>
  registeredForms(name).map((form) => digester.of('name', form));

/**
 * Digests of a registry's name under every key that ever was. One of them is among the
 * `nameDigests` of the same person.
 */
export const nameDigestsEver = (digester: Digester, name: string): string[] =>
  [...new Set([...registeredForms(name), ...claimedForms(name)])].flatMap((form) =>
    digester.ever('name', form),
  );

const handlerText = (form: string, idNumber: string): string => JSON.stringify([form, idNumber]);

/**
 * Digests of a claimed handler under every live key. A certification keeps the first; a look-up
 * uses all.
 */
export const handlerDigests = (digester: Digester, { name, idNumber }: Person): string[] =>
  claimedForms(name).flatMap((form) => digester.all('handler', handlerText(form, idNumber)));

/** The same, and under the keys that were replaced: for finding a person in old rows. */
export const handlerDigestsEver = (digester: Digester, { name, idNumber }: Person): string[] =>
  claimedForms(name).flatMap((form) => digester.ever('handler', handlerText(form, idNumber)));

/** Digests of a handler of a file: of each form of the name, under every live key, newest first. */
export const recordedHandlerDigests = (digester: Digester, { name, idNumber }: Person): string[][] =>
  registeredForms(name).map((form) => digester.all('handler', handlerText(form, idNumber)));
