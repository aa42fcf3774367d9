/** Reads the memory of a BFF and the lag of its workers every five seconds. */
import { readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import pg from 'pg';

const EVERY = 5_000;

/** The age of the oldest waiting row in seconds; 0 when nothing waits. */
const LAGS = `
  select coalesce(extract(epoch from now() - (
           select min(at) from event where position > coalesce((select max(position) from seal), 0))), 0)::float8 as seal,
         coalesce(extract(epoch from now() - (
           select min(at) from event where position > coalesce((select position from fan_out), 0))), 0)::float8 as "fanOut",
         coalesce(extract(epoch from now() - (
           select min(at) from event join webhook_delivery on event = position where delivered_at is null)), 0)::float8 as delivery`;

export interface Lags {
  seal: number;
  fanOut: number;
  delivery: number;
}

export interface Watched extends Lags {
  /** Resident memory of the process in MB. */
  rss: number;
}

export interface Watcher {
  /** The longest lags since the last call. */
  take(): Watched;
  /** Waits until the workers have nothing to do; returns the seconds. */
  untilIdle(): Promise<number>;
  close(): Promise<void>;
}

export async function watch(databaseUrl: string, { pid }: { pid: number }): Promise<Watcher> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const lags = async () => (await client.query<Lags>(LAGS)).rows[0]!;
  const rss = () =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  const none: Lags = { seal: 0, fanOut: 0, delivery: 0 };
  let longest = none;
  const timer = setInterval(
    () =>
      void lags().then((now) => {
        longest = {
          seal: Math.max(longest.seal, now.seal),
          fanOut: Math.max(longest.fanOut, now.fanOut),
          delivery: Math.max(longest.delivery, now.delivery),
        };
      }),
    EVERY,
  );
  return {
    take() {
      const taken = { ...longest, rss: rss() };
      longest = none;
      return taken;
    },
    async untilIdle() {
      const started = performance.now();
      for (let left = await lags(); left.seal + left.fanOut + left.delivery > 0; left = await lags())
        await rest(100);
      return (performance.now() - started) / 1000;
    },
    async close() {
      clearInterval(timer);
      await client.end();
    },
  };
}
