/** Imported evidence: how rows are read back, and how people are digested to be found in them. */
import type { RegistryRecord } from '../certification/decide.ts';
import { comparableName } from '../certification/names.ts';
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

/** A handler under every live key, newest first: the first is written, all are looked up. */
export const handlerDigests = (digester: Digester, { name, idNumber }: Person): string[] =>
  digester.all('handler', JSON.stringify([comparableName(name), idNumber]));

/** A representative's number under every live key, newest first. */
export const numberDigests = (digester: Digester, idNumber: string): string[] =>
  digester.all('number', idNumber);
