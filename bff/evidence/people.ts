/** People as evidence is compared and looked up: comparable names, digests of numbers. Imported rows hold the same. */
import type { ComparablePerson, RegistryRecord } from './evidence.ts';
import { comparableName } from './names.ts';
import type { Person } from '../contract/wire.ts';
import type { Digester } from '../protection/digest.ts';

export interface RegistryRow {
  name: string;
  representatives: string[];
  /** `numbers[i]` belongs to `representatives[i mod length]`, once per live digest key. */
  numbers: string[];
  founded_on: string | null;
  active: boolean;
}

export const registryRecordOf = (row: RegistryRow): RegistryRecord => ({
  name: row.name,
  representatives: row.representatives.map((name, index) => ({
    name,
    numbers: row.numbers.filter((_, at) => at % row.representatives.length === index),
  })),
  foundedOn: row.founded_on ?? undefined,
  active: row.active,
});

/** `person` in normalised form, as the request's schema gives it. */
export const comparablePerson = (person: Person, digester: Digester): ComparablePerson => ({
  name: comparableName(person.name),
  numbers: numberDigests(digester, person.idNumber),
});

/** A handler under every live key, newest first: the first is written, all are looked up. */
export const handlerDigests = (digester: Digester, { name, idNumber }: Person): string[] =>
  digester.all('handler', JSON.stringify([comparableName(name), idNumber]));

/** A representative's number under every live key, newest first. */
export const numberDigests = (digester: Digester, idNumber: string): string[] =>
  digester.all('number', idNumber);
