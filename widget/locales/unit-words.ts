/** Words that differ by class of unit: the names of its certificate, its authority and its head. */
import { type UnitClass, unitClassOf } from '../../bff/contract/unit-class.ts';

/** A language's names for all classes. */
export type UnitNames = { [Key in keyof UnitClass]: Record<UnitClass[Key], string> };

/** The names of one class. */
export type UnitWords = Record<keyof UnitClass, string>;

/** `code`: the unit's; undefined while not known. */
export function unitWords(names: UnitNames, code: string | undefined): UnitWords {
  const { certificate, authority, head, foundingDatePlace } = unitClassOf(code);
  return {
    certificate: names.certificate[certificate],
    authority: names.authority[authority],
    head: names.head[head],
    foundingDatePlace: names.foundingDatePlace[foundingDatePlace],
  };
}
