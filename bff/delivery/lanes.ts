/**
 * One lane for each receiver, so that none waits for another: a lane has its own few messages on
 * their way, and its own circuit. What is due stays in the database; a lane takes no more than it
 * sends at once.
 */
import { sql } from 'kysely';
import { type Parameter, prepare } from '../database/index.ts';
import { type BreakerRule, type CircuitBreaker, createCircuitBreaker } from '../network/index.ts';
import { deliverTo, type Deliverer, type Sent } from './deliver.ts';

/**
 * Messages on their way to one receiver from one process: at first, and at most after batches that
 * arrived whole.
 */
const FIRST_ROOM = 4;
const MOST_ROOM = 32;
/** `failures`: batches in a row of which nothing arrived. */
const RECEIVER: BreakerRule = { failures: 3, pause: 5_000, longestPause: 300_000 };

/** Whether a batch says that its receiver works. */
const WORKS: Record<Sent, boolean | undefined> = {
  arrived: true,
  partly: true,
  failed: false,
  unsent: undefined,
  'nothing-due': undefined,
};

export interface Lanes {
  /** Throws what a lane has failed with since. */
  check(): void;
  /** The same, and starts a lane for each receiver that something is due for; waits for none. */
  step(): Promise<boolean>;
  /** Resolves when no message is on its way. */
  idle(): Promise<void>;
}

const receivers = (p: Parameter<{ now: Date }>) => sql<{ id: string }>`
  select site.id from site
  cross join lateral (
    select from webhook_delivery
    where site_id = site.id and delivered_at is null and dead_at is null
      and next_try_at <= ${p('now')}::timestamptz
    limit 1
  ) due`;

const receiversStatement = prepare('delivery_receivers', receivers);

/** SQL: whether something is due at a receiver. */
export const deliveriesAreDue = (p: Parameter<{ now: Date }>) => sql`exists (${receivers(p)})`;

/** `signal`: nothing more is taken once it is aborted. */
export function createLanes(deliverer: Deliverer, signal: AbortSignal): Lanes {
  const running = new Map<string, Promise<void>>();
  const breakers = new Map<string, CircuitBreaker>();
  const errors: unknown[] = [];

  const breakerOf = (receiver: string): CircuitBreaker => {
    const breaker = breakers.get(receiver) ?? createCircuitBreaker(RECEIVER);
    breakers.set(receiver, breaker);
    return breaker;
  };
  const lane = async (receiver: string): Promise<void> => {
    const breaker = breakerOf(receiver);
    let room = FIRST_ROOM;
    while (!signal.aborted) {
      const most = { any: room, probe: 1, none: 0 }[breaker.admit(deliverer.now())];
      if (most === 0) return;
      let works: boolean | undefined; // undefined also when the database fails
      try {
        const sent = await deliverTo(deliverer, receiver, most);
        if (sent === 'nothing-due') return;
        works = WORKS[sent];
        if (works !== undefined) room = sent === 'arrived' ? Math.min(room * 2, MOST_ROOM) : FIRST_ROOM;
      } finally {
        breaker.record(works, deliverer.now());
      }
    }
  };

  const check = () => {
    if (errors.length > 0) throw errors.shift();
  };

  return {
    check,
    async step() {
      check();
      for (const { id } of await deliverer.database.run(receiversStatement, {
        now: new Date(deliverer.now()),
      })) {
        if (running.has(id)) continue;
        const ended = lane(id)
          .catch((error: unknown) => void errors.push(error))
          .finally(() => running.delete(id));
        running.set(id, ended);
      }
      return false;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}
