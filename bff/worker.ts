/** Runs a background worker: repeats its step until nothing is left to do, then pauses, until a signal stops it. */
import { setTimeout as rest } from 'node:timers/promises';
import type { Logger } from 'pino';
import { adviceOn, reasonOf } from './database/database.ts';
import { AuditAlarm } from './events/alarm.ts';
import type { Metrics } from './metrics.ts';

export interface Worker {
  name: string;
  /** Milliseconds between two rounds. */
  pause: number;
  /** Does one step. True when more may be left to do. */
  step: () => Promise<boolean>;
  /** Milliseconds that a step may take. Default: a minute. */
  within?: number;
}

/** Steps in one round, so that a worker that always has more to do still pauses. */
const MAXIMUM_STEPS = 1_000;

/**
 * The timeout of a step in milliseconds. It is a safety net, because everything that steps wait for has its own timeout. A late step runs
 * on beside the next round, which is safe: the steps of several processes run at the same time too.
 */
const STEP_TIMEOUT = 60_000;

class StepTookTooLong extends Error {
  override name = 'StepTookTooLong';
}

async function inTime<T>(work: Promise<T>, within: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StepTookTooLong()), within);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Resolves when the worker has stopped after `signal`. It finishes the running step first. */
export async function runWorker(
  worker: Worker,
  log: Logger,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<void> {
  const { name, pause, step, within = STEP_TIMEOUT } = worker;
  while (!signal.aborted) {
    try {
      for (let steps = 0; steps < MAXIMUM_STEPS && !signal.aborted; steps++) {
        const more = await inTime(step(), within);
        metrics.workers.inc({ worker: name, result: more ? 'done' : 'idle' });
        if (!more) break;
      }
    } catch (error) {
      const isAlarm = error instanceof AuditAlarm;
      metrics.workers.inc({ worker: name, result: isAlarm ? 'alarm' : 'failed' });
      const why = { worker: name, reason: reasonOf(error) };
      if (isAlarm) log.error(why, error.message);
      else log.warn({ ...why, advice: adviceOn(error) }, 'a background step failed and is tried again');
    }
    await rest(pause, undefined, { signal }).catch(() => undefined);
  }
}
