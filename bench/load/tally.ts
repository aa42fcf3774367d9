/** Collects times and answers of a load, for each minute and in total, and compares them with the limits. */
import { quantile } from '../support/statistics.ts';
import type { Watched } from './watch.ts';

export type Kind = 'read' | 'submission';
const KINDS = ['read', 'submission'] as const;

/** Milliseconds. */
const P99_BELOW: Record<Kind, number> = { read: 100, submission: 500 };
/** Memory at the end divided by that of the second minute, when compilers and caches are warm. */
const GROWTH_BELOW = 1.15;
const SHORTEST_FOR_MEMORY = 5;

interface Times {
  count: number;
  p50: number;
  p99: number;
  max: number;
}

export interface Summary {
  times: Record<Kind, Times>;
  statuses: Record<string, number>;
}

export type Minute = Summary & Watched;

class Counts {
  readonly times: Record<Kind, number[]> = { read: [], submission: [] };
  readonly statuses: Record<string, number> = {};

  add(kind: Kind, milliseconds: number, status: string): void {
    this.times[kind].push(milliseconds);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
  }

  summary(): Summary {
    const of = (kind: Kind): Times => {
      const sorted = this.times[kind].toSorted((a, b) => a - b);
      const at = (part: number) => quantile(sorted, part) ?? 0;
      return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
    };
    return { times: { read: of('read'), submission: of('submission') }, statuses: this.statuses };
  }
}

export interface Tally {
  heading: string;
  add(kind: Kind, milliseconds: number, status: string): void;
  /** The summary since the last call. */
  take(): Summary;
  total(): Summary;
  lineOf(minute: Minute): string;
}

const cell = (value: number, digits = 0) => value.toFixed(digits).padStart(7);
const timesOf = ({ p50, p99, max }: Times) => cell(p50, 1) + cell(p99, 1) + cell(max);
const statusesOf = (statuses: Record<string, number>) =>
  Object.entries(statuses)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');

export function createTally(): Tally {
  const all = new Counts();
  let recent = new Counts();
  return {
    heading:
      'reads, ms: p50    p99    max | submissions    p50    p99    max | RSS, MB | behind, s: seal, address, deliver | answers',
    add(kind, milliseconds, status) {
      for (const counts of [all, recent]) counts.add(kind, milliseconds, status);
    },
    take() {
      const taken = recent.summary();
      recent = new Counts();
      return taken;
    },
    total: () => all.summary(),
    lineOf: ({ times, statuses, rss, seal, fanOut, delivery }) =>
      `${timesOf(times.read)} | ${timesOf(times.submission)} | ${cell(rss)} | ${cell(seal, 1)}${cell(fanOut, 1)}${cell(delivery, 1)} | ${statusesOf(statuses)}`,
  };
}

/** `idleAfter`: seconds after the end until nothing waited. */
export function verdictOf(total: Summary, minutes: readonly Minute[], idleAfter: number) {
  const { times, statuses } = total;
  const failed = Object.keys(statuses).filter((status) => status !== '200');
  const judged = KINDS.map((kind) => {
    const { count, p50, p99, max } = times[kind];
    return {
      isReached: count > 0 && p99 < P99_BELOW[kind],
      line: `${kind}s: ${count}, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (below ${P99_BELOW[kind]}), max ${max.toFixed(0)} ms`,
    };
  });
  judged.push({ isReached: failed.length === 0, line: `answers: ${statusesOf(statuses)}` });
  const [early, late] = [minutes[1]?.rss ?? 0, minutes.at(-1)?.rss ?? 0];
  const grown = late / early;
  judged.push(
    minutes.length < SHORTEST_FOR_MEMORY
      ? { isReached: true, line: `memory: ${late.toFixed(0)} MB at the end; the run is too short to compare` }
      : {
          isReached: grown < GROWTH_BELOW,
          line: `memory: ${early.toFixed(0)} MB after two minutes, ${late.toFixed(0)} MB at the end: × ${grown.toFixed(2)} (below ${GROWTH_BELOW})`,
        },
  );
  const longest = (of: (minute: Minute) => number) => Math.max(...minutes.map(of)).toFixed(1);
  judged.push({
    isReached: true,
    line: `workers: at most ${longest(({ seal }) => seal)} s behind with sealing, ${longest(({ fanOut }) => fanOut)} s with addressing, ${longest(({ delivery }) => delivery)} s with delivery; all done ${idleAfter.toFixed(1)} s after the end`,
  });
  return {
    lines: judged.map(({ isReached, line }) => `${isReached ? '✓' : '✗'} ${line}`),
    isReached: judged.every(({ isReached }) => isReached),
  };
}
