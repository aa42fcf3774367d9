/** Limits how many things one person looks up at the desk. Each process counts its own. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { DeskSession } from './sessions.ts';

/** In seconds. */
export const LOOK_UPS = { points: 60, duration: 600 };
export const TOO_MANY_LOOK_UPS = ['查询太频繁', '十分钟内最多查询60次，请稍后再试。'] as const;

/** Counts a look-up: true when the person may make it. */
export type CountLookUp = (session: Pick<DeskSession, 'subject'>) => Promise<boolean>;

export function createLookUps(): CountLookUp {
  const limiter = new RateLimiterMemory(LOOK_UPS);
  return ({ subject }) =>
    limiter.consume(subject).then(
      () => true,
      () => false,
    );
}
