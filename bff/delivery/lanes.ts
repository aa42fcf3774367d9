/**
 * One lane for each receiver, so that none waits for another: a lane has its own few messages on their way, and its own circuit. What
 * is due stays in the database; a lane takes no more than it sends at once.
 */
import { sql } from 'kysely';
import { prepare } from '../database/statement.ts';
import { isWithin } from '../network/circuit-breaker.ts';
import { deliverTo, type Deliverer } from './deliver.ts';

/** Messages on their way to one receiver from one process: at first, and at most after batches that arrived whole. */
const FIRST_ROOM = 4;
const MOST_ROOM = 32;
/** Batches in a row of which nothing arrived: so many open a receiver's circuit. */
const FAILURES = 3;
/** The circuit stays open for the first pause, then for twice as long after each message that is let through in vain. Milliseconds. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

/** The failures of a receiver that failed at the last try. */
interface Circuit {
  /** Batches in a row. */
  failures: number;
  /** Milliseconds since the epoch. */
  failedAt: number;
}

export interface Lanes {
  /** Starts a lane for each receiver that something is due for; waits for none. Throws what a lane has failed with since. */
  step(): Promise<boolean>;
  /** Resolves when no message is on its way. */
  idle(): Promise<void>;
}

const receiversStatement = prepare<{ now: Date }, { id: string }>(
  'delivery_receivers',
  (p) => sql<{ id: string }>`
  select site.id from site
  cross join lateral (
    select from webhook_delivery
    where site_id = site.id and delivered_at is null and dead_at is null
      and next_try_at <= ${p('now')}::timestamptz
    limit 1
  ) due`,
);

/** `signal`: nothing more is taken once it is aborted. */
export function createLanes(deliverer: Deliverer, signal: AbortSignal): Lanes {
  const running = new Map<string, Promise<void>>();
  const circuits = new Map<string, Circuit>();
  const errors: unknown[] = [];

  /** `room`, unless the circuit is open: it lets nothing through, and a single message when its pause is over. */
  const admitted = (receiver: string, room: number): number => {
    const { failures, failedAt } = circuits.get(receiver) ?? { failures: 0, failedAt: 0 };
    if (failures < FAILURES) return room;
    const pause = Math.min(FIRST_PAUSE * 2 ** (failures - FAILURES), LONGEST_PAUSE);
    return isWithin(pause, failedAt, deliverer.now()) ? 0 : 1;
  };
  const settle = (receiver: string, well: boolean): void => {
    if (well) return void circuits.delete(receiver);
    const failures = (circuits.get(receiver)?.failures ?? 0) + 1;
    circuits.set(receiver, { failures, failedAt: deliverer.now() });
  };
  const lane = async (receiver: string): Promise<void> => {
    let room = FIRST_ROOM;
    while (!signal.aborted) {
      const most = admitted(receiver, room);
      if (most === 0) return;
      const sent = await deliverTo(deliverer, receiver, most);
      if (sent === 'nothing-due') return;
      if (sent === 'unsent') continue; // that tells nothing of the receiver
      settle(receiver, sent !== 'failed');
      room = sent === 'arrived' ? Math.min(room * 2, MOST_ROOM) : FIRST_ROOM;
    }
  };

  return {
    async step() {
      if (errors.length > 0) throw errors.shift();
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
