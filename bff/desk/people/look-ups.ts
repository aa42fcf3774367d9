/** Limits how many things one person looks up at the desk, over all pages and all processes. */
import { MINUTE } from '../../contract/time.ts';
import type { Database } from '../../database/index.ts';
import type { Digester } from '../../keys/index.ts';
import { DESK_LIMITS, countLookUp, openLookUp, type Look } from '../../limits/index.ts';
import type { DeskSession } from './sessions.ts';

const { allowed, window } = DESK_LIMITS['desk.lookUps'];
export const TOO_MANY_LOOK_UPS = [
  '查询太频繁',
  `${window / MINUTE}分钟内最多查${allowed}个编号或单位，请稍后再试。已经打开的仍然可以办理。`,
] as const;

type Person = Pick<DeskSession, 'subject'>;

interface LookUpDependencies {
  database: Database;
  digester: Digester;
  now: () => number;
}

/**
 * A thing is a unit's code, a reference, or what was typed instead. Once it is open it is not
 * counted again, so that the page after a deed is always shown.
 */
export interface LookUps {
  /** True when the person may look the thing up; then it is open. */
  count(person: Person, thing: string): Promise<boolean>;
  /** For a thing that is shown together with another one, which was counted. */
  open(person: Person, thing: string): Promise<void>;
}

export function createLookUps({ database, digester, now }: LookUpDependencies): LookUps {
  const lookOf = ({ subject }: Person, thing: string): Look => ({
    person: digester.of('desk-look', subject),
    thing: digester.of('desk-look', `${subject}\0${thing}`),
  });
  return {
    count: (person, thing) => countLookUp(database, lookOf(person, thing), now()),
    open: (person, thing) => openLookUp(database, lookOf(person, thing), now()),
  };
}
