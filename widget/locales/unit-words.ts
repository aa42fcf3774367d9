/** Words that differ by class of unit: the names of its certificate, its authority and its head. */
import { type UnitClass, unitClassOf } from '../../bff/contract/unit-class.ts';

/** A language's names for all classes. */
export type UnitNames = { [Key in keyof UnitClass]: Record<UnitClass[Key], string> };

export type UnitWords = Record<keyof UnitClass, string>;

/** `code`: the unit's; undefined while not known. */
export function unitWords(names: UnitNames, code: string | undefined): UnitWords {
  const all: Record<string, Record<string, string>> = names;
  const own = Object.entries(unitClassOf(code)).map(([key, of]) => [key, all[key]![of as string]!]);
  return Object.fromEntries(own) as UnitWords;
}
