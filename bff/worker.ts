/** Background work: steps that repeat until they have nothing to do, then rest; stopped by a signal. */
import { setTimeout as rest } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AuditAlarm } from './audit/alarm.ts';
import { adviceOn, reasonOf } from './database/database.ts';
import type { Metrics } from './metrics.ts';

export interface Worker {
  name: string;
  /** Milliseconds between two rounds. */
  pause: number;
  /** One step; true when there may be more to do at once. */
  step: () => Promise<boolean>;
  /** Milliseconds that a step may take. Default: a minute. */
  within?: number;
}

/** Steps of one round at most, so that a step that always has more cannot starve shutdown or its logs. */
const ROUND = 1_000;

/**
 * A step that takes longer is left to itself, and the next round begins: any number of processes may run a step, so two of them do no harm.
 * All that steps wait for has limits of its own; this is for what nobody thought of. Milliseconds.
 */
const STEP_WITHIN = 60_000;

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

/** Resolves when the worker has stopped after `signal`: the step in hand is finished first. */
export async function runWorker(
  worker: Worker,
  log: Logger,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<void> {
  const { name, pause, step, within = STEP_WITHIN } = worker;
  while (!signal.aborted) {
    try {
      for (let steps = 0; steps < ROUND && !signal.aborted; steps++) {
        const more = await inTime(step(), within);
        metrics.workers.inc({ worker: name, result: more ? 'done' : 'idle' });
        if (!more) break;
      }
    } catch (error) {
      const isAlarm = error instanceof AuditAlarm;
      metrics.workers.inc({ worker: name, result: isAlarm ? 'alarm' : 'failed' });
      const why = { worker: name, reason: reasonOf(error) };
      if (isAlarm) log.error(why, error.message);
      else log.warn({ ...why, advice: adviceOn(error) }, 'a background step failed; it is tried again');
    }
    await rest(pause, undefined, { signal }).catch(() => undefined);
  }
}
