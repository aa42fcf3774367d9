/** Limits how many things one person looks up at the desk. Each process counts its own. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { DeskSession } from './sessions.ts';

/** In seconds. */
export const LOOK_UPS = { points: 60, duration: 600 };
export const TOO_MANY_LOOK_UPS = [
  '查询太频繁',
  '十分钟内最多查60个编号或单位，请稍后再试。已经打开的仍然可以办理。',
] as const;

type Person = Pick<DeskSession, 'subject'>;

/** A thing is a unit's code or a number. Once it is open it is not counted again, so that the page after a deed is always shown. */
export interface LookUps {
  /** True when the person may look the thing up; then it is open. */
  count(person: Person, thing: string): Promise<boolean>;
  /** For a thing that is shown with one that was counted. */
  open(person: Person, thing: string): Promise<void>;
}

export function createLookUps(): LookUps {
  const limiter = new RateLimiterMemory(LOOK_UPS);
  const opened = new RateLimiterMemory({ points: 1, duration: LOOK_UPS.duration });
  const keyOf = ({ subject }: Person, thing: string) => `${subject} ${thing}`;
  const open: LookUps['open'] = async (person, thing) => {
    await opened.set(keyOf(person, thing), 1, LOOK_UPS.duration);
  };
  return {
    open,
    async count(person, thing) {
      if (await opened.get(keyOf(person, thing))) return true;
      const mayLook = await limiter.consume(person.subject).then(
        () => true,
        () => false,
      );
      if (mayLook) await open(person, thing);
      return mayLook;
    },
  };
}
