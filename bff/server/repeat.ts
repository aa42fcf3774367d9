/**
 * Runs a background worker: repeats its step until nothing is left to do, then pauses, until a
 * signal stops it.
 */
import { setTimeout as rest } from 'node:timers/promises';
import type { Logger } from 'pino';
import { adviceOn, reasonOf } from '../database/index.ts';
import { AuditAlarm } from '../events/index.ts';
import type { Metrics } from './metrics.ts';

export interface Worker {
  name: string;
  /** Milliseconds between two rounds. */
  pause: number;
  /**
   * Does one step. True when more may be left to do. A step that takes long ends early at the
   * signal.
   */
  step: (signal: AbortSignal) => Promise<boolean>;
  /** Milliseconds after which a step is late. Default: a minute. */
  within?: number;
}

/** Steps in one round, so that a worker that always has more to do still pauses. */
const MAXIMUM_STEPS = 1_000;

/** Most steps take milliseconds; those after a large import take minutes. Milliseconds. */
const LATE_AFTER = 60_000;

/**
 * Resolves when the worker has stopped after `signal` and the running step has ended. No step
 * begins beside another one.
 */
export async function runWorker(
  worker: Worker,
  log: Logger,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<void> {
  const { name, pause, step, within = LATE_AFTER } = worker;
  const watched = async (): Promise<boolean> => {
    const begun = performance.now();
    const late = setInterval(() => {
      metrics.workers.inc({ worker: name, result: 'late' });
      const seconds = Math.round((performance.now() - begun) / 1000);
      log.warn({ worker: name, seconds }, 'a background step is still running');
    }, within);
    return step(signal).finally(() => clearInterval(late));
  };
  while (!signal.aborted) {
    try {
      for (let steps = 0; steps < MAXIMUM_STEPS && !signal.aborted; steps++) {
        const more = await watched();
        metrics.workers.inc({ worker: name, result: more ? 'done' : 'idle' });
        if (!more) break;
      }
    } catch (error) {
      if (signal.aborted && error === signal.reason) return; // the step ended early
      const isAlarm = error instanceof AuditAlarm;
      metrics.workers.inc({ worker: name, result: isAlarm ? 'alarm' : 'failed' });
      const why = { worker: name, reason: reasonOf(error) };
      if (isAlarm) log.error(why, error.message);
      else log.warn({ ...why, advice: adviceOn(error) }, 'a background step failed and is tried again');
    }
    await rest(pause, undefined, { signal }).catch(() => undefined);
  }
}
