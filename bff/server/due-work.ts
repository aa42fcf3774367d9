/**
 * Which workers have something to do. One read answers for all workers of a process that ask while
 * it runs.
 */
import { sql } from 'kysely';
import { answeringSources, claimsAreDue, type Dependencies } from '../attempts/index.ts';
import { termsAreOver } from '../certifications/index.ts';
import { prepare } from '../database/index.ts';
import { deliveriesAreDue, isEventUnaddressed } from '../delivery/index.ts';
import { isEventUnsealed, newestSealColumn } from '../events/index.ts';
import { isImportUnapplied } from '../import/index.ts';

/** By worker: whether it has something to do. */
interface DueWork {
  pending: boolean;
  imports: boolean;
  due: boolean;
  'audit-seal': boolean;
  'fan-out': boolean;
  webhooks: boolean;
}

interface Row extends DueWork {
  /** The sealer also looks whether the chain was cut, each time the newest seal is another one. */
  newest_seal: string | null;
}

const dueStatement = prepare<{ now: Date; waitingFor: readonly string[] }, Row>(
  'workers_due',
  (p) => sql<Row>`
  select ${claimsAreDue(p)} as pending, ${isImportUnapplied} as imports, ${termsAreOver(p)} as due, ${isEventUnsealed} as "audit-seal",
         ${newestSealColumn}, ${isEventUnaddressed} as "fan-out", ${deliveriesAreDue(p)} as webhooks`,
);

/** A worker's step, done when the read says that it has something to do. */
export type WhenDue = (
  worker: keyof DueWork,
  step: (signal: AbortSignal) => Promise<boolean>,
) => (signal: AbortSignal) => Promise<boolean>;

export function createWhenDue({ database, sources, now }: Dependencies): WhenDue {
  let running: Promise<Row> | undefined;
  const read = async (): Promise<Row> => {
    const values = { now: new Date(now()), waitingFor: answeringSources(sources) };
    return (await database.run(dueStatement, values))[0]!;
  };
  // Workers with the same pause wake together, and wait for the same read, so they go on waking
  // together.
  const dueNow = (): Promise<Row> => (running ??= read().finally(() => (running = undefined)));
  let seenSeal: string | null | undefined;
  return (worker, step) => async (signal) => {
    const { newest_seal: newestSeal, ...due } = await dueNow();
    const isOtherSeal = worker === 'audit-seal' && newestSeal !== seenSeal;
    if (!due[worker] && !isOtherSeal) return false;
    const more = await step(signal);
    if (worker === 'audit-seal') seenSeal = newestSeal;
    return more;
  };
}
