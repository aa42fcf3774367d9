/** The background workers of every BFF process, and their intervals. */
import type { Logger } from 'pino';
import { countCases, endOverCases } from '../cases/index.ts';
import { messageOf } from '../status/index.ts';
import {
  type Dependencies,
  dropNeedlessRechecks,
  expireClaims,
  mendClaimRetries,
  settleClaims,
} from '../attempts/index.ts';
import { HOUR } from '../contract/time.ts';
import { alone, reasonOf } from '../database/index.ts';
import {
  createFanOut,
  createLanes,
  createReport,
  createSend,
  type Lanes,
  mendDeliveryRetries,
} from '../delivery/index.ts';
import { createSealer, readHead, removeOldEvents } from '../events/index.ts';
import type { Metrics } from './metrics.ts';
import { applyImports } from '../import/index.ts';
import { LAGS, readLags, removeExpired } from '../upkeep/index.ts';
import { createDestinations } from '../network/index.ts';
import { auditRefusals, type Refusals, removeOldCounters } from '../limits/index.ts';
import { endDue } from '../certifications/index.ts';
import { endUnderHolds } from '../holds/index.ts';
import { createWhenDue } from './due-work.ts';
import { runWorker, type Worker } from './repeat.ts';

/** Milliseconds after which it is an alarm that an event has no seal. */
const LONGEST_LAG = 300_000;

/** Milliseconds by which the clocks of processes may differ. */
const CLOCK_TOLERANCE = 600_000;

/** A claim mostly waits for a partner, so one process settles several at once. */
const CLAIMS_AT_ONCE = 8;

/** The name in the metrics of the messages that the worker `webhooks` sends. */
export const DELIVERY = 'webhook-delivery';
/** These results are counted from 0: Prometheus sees no increase in a series that begins with 1. */
const ALARMING = ['failed', 'late', 'alarm', 'dead'];

export interface WorkerParts {
  certification: Dependencies;
  refusals: Refusals;
  /** Puts a digest key out of use that nothing needs any more. */
  retireDigestKey(signal: AbortSignal): Promise<boolean>;
  /** Hosts that webhooks may reach although their addresses are not public. */
  webhookAllow: readonly string[];
  log: Logger;
  metrics: Metrics;
}

/**
 * Runs all workers until `signal`. Resolves when the running steps are done and the last refusals
 * are written.
 */
export async function runWorkers(parts: WorkerParts, signal: AbortSignal): Promise<void> {
  const { refusals, log, metrics } = parts;
  const { workers, lanes } = createWorkers(parts, signal);
  for (const worker of [...workers.map(({ name }) => name), DELIVERY])
    for (const result of ALARMING) metrics.workers.inc({ worker, result }, 0);
  await Promise.all(workers.map((worker) => runWorker(worker, log, metrics, signal)));
  await lanes.idle();
  await refusals
    .write()
    .catch((error: unknown) =>
      log.warn(
        { reason: reasonOf(error) },
        'the refusals of the last minute could not be written and are lost',
      ),
    );
}

/** `lanes` send the webhooks that the worker `webhooks` hands to them. */
export function createWorkers(
  { certification, refusals, retireDigestKey, webhookAllow, log, metrics }: WorkerParts,
  signal: AbortSignal,
): { workers: Worker[]; lanes: Lanes } {
  const { database, cipher, keys, digester, now } = certification;
  const audit = { database, cipher, keys, now };
  const head = () => readHead(database, keys);
  const lanes = createLanes(
    {
      database,
      cipher,
      keys,
      messageOf,
      head,
      send: createSend(now, createDestinations(webhookAllow)),
      now,
      report: createReport(log, (result) => metrics.workers.inc({ worker: DELIVERY, result })),
    },
    signal,
  );
  /** For steps that may take long: one process at a time does them. The others are short. */
  const onlyOne = (name: string, step: Worker['step']): Worker['step'] => {
    return async (stopping) => (await alone(database, name, step, stopping)) ?? false;
  };
  const apply = onlyOne('imports', async (ending) => {
    const { graceDays } = certification;
    const options = { now: now(), graceDays, actor: 'worker:imports', digester, keys } as const;
    await applyImports(database, options, ending);
    return false;
  });
  const whenDue = createWhenDue(certification);
  const sendDue = whenDue('webhooks', () => lanes.step());
  const workers: Worker[] = [
    {
      name: 'pending',
      pause: 1_000,
      step: whenDue(
        'pending',
        async () => (await settleClaims(certification, CLAIMS_AT_ONCE)).length === CLAIMS_AT_ONCE,
      ),
    },
    {
      name: 'imports',
      pause: 1_000,
      step: whenDue('imports', apply),
    },
    {
      name: 'cases',
      pause: 60_000,
      async step() {
        const more = await endOverCases(certification, now());
        for (const { state, count } of await countCases(database)) metrics.cases.set({ state }, count);
        return more;
      },
    },
    {
      name: 'rechecks',
      pause: 60_000,
      async step() {
        await dropNeedlessRechecks(certification, now());
        return false;
      },
    },
    {
      name: 'holds',
      pause: 60_000,
      async step() {
        await endUnderHolds(certification);
        return false;
      },
    },
    { name: 'due', pause: 1_000, step: whenDue('due', () => endDue(certification, now())) },
    { name: 'audit-seal', pause: 1_000, step: whenDue('audit-seal', createSealer(audit)) },
    { name: 'fan-out', pause: 500, step: whenDue('fan-out', createFanOut(certification, now)) },
    {
      name: 'webhooks',
      pause: 500,
      async step(stopping) {
        lanes.check();
        return sendDue(stopping);
      },
    },
    {
      name: 'refusals',
      pause: 60_000,
      async step() {
        await refusals.write();
        await auditRefusals(certification, now());
        return false;
      },
    },
    {
      name: 'arrivals',
      pause: HOUR,
      async step() {
        await certification.arrivals.measure(now());
        return false;
      },
    },
    {
      name: 'retry-times',
      pause: 60_000,
      async step() {
        await mendClaimRetries(database, now(), CLOCK_TOLERANCE);
        await mendDeliveryRetries(database, now(), CLOCK_TOLERANCE);
        return false;
      },
    },
    {
      name: 'retention',
      pause: 600_000,
      step: onlyOne('retention', async (ending) => {
        const moreClaims = await expireClaims(certification, now());
        const moreCounters = await removeOldCounters(database, now());
        const moreRows = await removeExpired(database, now(), ending);
        if (moreClaims || moreCounters || moreRows) return true;
        await retireDigestKey(ending);
        return false;
      }),
    },
    {
      name: 'audit-retention',
      pause: 600_000,
      step: onlyOne('audit-retention', () => removeOldEvents(audit)),
    },
    {
      name: 'audit-head',
      pause: 60_000,
      // The database's users cannot write to the log, so an event that they remove can be proven by
      // the head in it.
      async step() {
        const newest = await head();
        if (newest) log.info({ audit: newest }, 'audit head');
        return false;
      },
    },
    {
      name: 'lags',
      pause: 60_000,
      async step() {
        const lags = await readLags(audit);
        for (const lag of LAGS) metrics.lags[lag].set(lags[lag] / 1000);
        if (lags.seal > LONGEST_LAG)
          log.error(
            { worker: 'audit-seal', seconds: Math.round(lags.seal / 1000) },
            'events wait for their seal',
          );
        return false;
      },
    },
  ];
  return { workers, lanes };
}
