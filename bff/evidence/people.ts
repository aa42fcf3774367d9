/** The comparable form of people: comparable names, digests of numbers. Imported rows have the same form. */
import type { Person } from '../contract/wire.ts';
import type { Digester } from '../protection/digest.ts';
import type { ComparablePerson } from './evidence.ts';
import { comparableName } from './names.ts';
import { representativesOf, type RepresentativeFields } from './representatives.ts';

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

/** The name alone, as a certification at the counter keeps it. */
export const nameDigest = (digester: Digester, { name }: Pick<Person, 'name'>): string =>
  digester.of('name', comparableName(name));

/** The same under every key that ever was. `name`: comparable. */
export const nameDigestsEver = (digester: Digester, name: string): string[] => digester.ever('name', name);

const handlerText = ({ name, idNumber }: Person): string => JSON.stringify([comparableName(name), idNumber]);

/** Digests of a handler under every live key, newest first. The first is stored; a look-up uses all. */
export const handlerDigests = (digester: Digester, person: Person): string[] =>
  digester.all('handler', handlerText(person));

/** The same, and under the keys that were replaced: for finding a person in old rows. */
export const handlerDigestsEver = (digester: Digester, person: Person): string[] =>
  digester.ever('handler', handlerText(person));
