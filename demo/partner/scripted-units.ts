/**
 * Units for testers: a reserved range of codes in which the code itself says how the scripted registry
 * partner answers, and who the unit's people are. Everything is made up: the region 320199 does not exist.
 */
import { createHash, randomInt } from 'node:crypto';
import type { DemoPerson } from '../data/accounts.ts';

/** How the partner answers. The last four first give an answer that makes the claim wait, then the record. */
export const SCRIPTS = {
  truthful: 'T',
  inactive: 'X',
  unknown: 'N',
  /** The record, after some seconds. */
  slow: 'W',
  /** 503 for as long as the demo's busy unit. */
  busy: 'B',
  /** 503 for five times as long as `busy`. */
  outage: 'P',
  /** Not JSON. */
  garbage: 'G',
  /** `matches` instead of the record, which the service must not accept: it has not sent the claim. */
  verdict: 'J',
} as const;

export type Script = keyof typeof SCRIPTS;

/** The digits and letters of GB 32100. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const RANGE = '91320199MAQ';

/** The last character of a unified social credit code: weights 3^i mod 31 over the seventeen before (GB 32100). */
function checkCharacter(seventeen: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of seventeen) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

export function newUnitCode(script: Script): string {
  let code = RANGE + SCRIPTS[script];
  while (code.length < 17) code += ALPHABET[randomInt(ALPHABET.length)]!;
  return code + checkCharacter(code);
}

/** Undefined for a code outside of the range. */
export function scriptOf(code: string): Script | undefined {
  if (!code.startsWith(RANGE)) return undefined;
  return (Object.keys(SCRIPTS) as Script[]).find((script) => SCRIPTS[script] === code[RANGE.length]);
}

/** The check digit of a resident ID: ISO 7064 MOD 11-2 over the seventeen digits before (GB 11643). */
function checkDigit(seventeen: string): string {
  let remainder = 0;
  for (const digit of seventeen) remainder = ((remainder + Number(digit)) * 2) % 11;
  return '0123456789X'[(12 - remainder) % 11]!;
}

export interface UnitRecord {
  code: string;
  name: string;
  representative: DemoPerson;
  /** `YYYY-MM-DD`. */
  foundedOn: string;
  status: string;
}

export interface QaUnit {
  /** The record in the registry. */
  record: UnitRecord;
  /** A person with no part in the unit, until a scenario makes this person the representative. */
  stranger: DemoPerson;
}

const FAMILY = ['钟', '陆', '苏', '叶', '邵', '温', '祝', '路'];
const GIVEN = ['知行', '若水', '明朗', '书瑶', '云帆', '清越', '之南', '景行'];

/** The same code always gives the same unit and people. */
export function unitOf(code: string): QaUnit {
  const bytes = createHash('sha256').update(code).digest();
  const person = (at: number): DemoPerson => {
    const two = (value: number) => String(value).padStart(2, '0');
    const day = `${1960 + (bytes[at]! % 40)}${two(1 + (bytes[at + 1]! % 12))}${two(1 + (bytes[at + 2]! % 28))}`;
    const seventeen = `320199${day}${String(bytes.readUInt16BE(at + 3) % 1000).padStart(3, '0')}`;
    return {
      name: FAMILY[bytes[at + 5]! % FAMILY.length]! + GIVEN[bytes[at + 6]! % GIVEN.length]!,
      idNumber: seventeen + checkDigit(seventeen),
    };
  };
  return {
    record: {
      code,
      name: `云川质检${code.slice(12, 17)}有限公司`,
      representative: person(0),
      foundedOn: `20${String(10 + (bytes[16]! % 10))}-0${1 + (bytes[17]! % 9)}-1${bytes[18]! % 10}`,
      status: scriptOf(code) === 'inactive' ? '吊销' : '存续',
    },
    stranger: person(8),
  };
}
