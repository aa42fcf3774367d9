/** What a unit has submitted here, for as long as the demo runs. */
import { randomInt } from 'node:crypto';
import type { Service } from './services.ts';

export interface Receipt {
  /** `GJJ-048213` */
  number: string;
  service: Service;
  /** In milliseconds. */
  at: number;
}

export interface Receipts {
  /** Of this unit, newest first. */
  of(unitCode: string): readonly Receipt[];
  issue(unitCode: string, service: Service): Receipt;
}

const MOST_UNITS = 1_000;
const A_UNIT = 5;

/** `now`: the clock, in milliseconds. */
export function createReceipts(now: () => number): Receipts {
  const kept = new Map<string, readonly Receipt[]>();
  const of = (unitCode: string) => kept.get(unitCode) ?? [];
  return {
    of,
    issue(unitCode, service) {
      const number = `GJJ-${String(randomInt(1_000_000)).padStart(6, '0')}`;
      const receipt = { number, service, at: now() };
      const [oldest] = kept.keys();
      if (kept.size >= MOST_UNITS && oldest !== undefined) kept.delete(oldest);
      kept.set(unitCode, [receipt, ...of(unitCode)].slice(0, A_UNIT));
      return receipt;
    },
  };
}
