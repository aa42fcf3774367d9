/** Sends certifications at a steady rate (open loop) to the processes that serve one database. */
import { createVisitors, type Served } from '../server/load.ts';
import { EXPECTED, requestsOf, visitorsOf } from '../server/requests.ts';
import type { Server } from '../support/processes.ts';
import type { Grown } from './grown.ts';

export interface Load {
  /** Submissions a second, of all processes together. */
  rate: number;
  seconds: number;
}

/** Seconds of submissions before the measurement. */
export const WARM_UP_SECONDS = 2;

const CONNECTIONS = 32;

/** Returns the times of the slowest process. */
export async function submit(
  { side, units }: Grown,
  servers: readonly Server[],
  { rate, seconds }: Load,
): Promise<Served> {
  const visitors = await visitorsOf(units.splice(0, rate * seconds), side.secret);
  const requests = await requestsOf('certified', visitors, side.secret);
  const served = await Promise.all(
    servers.map(async ({ url }, at) => {
      const process = createVisitors();
      try {
        return await process.run({
          port: Number(new URL(url).port),
          requests: requests.filter((_, index) => index % servers.length === at),
          expected: EXPECTED.certified,
          connections: CONNECTIONS,
          rate: rate / servers.length,
        });
      } finally {
        process.stop();
      }
    }),
  );
  return served.reduce((slowest, one) => (one.p99 > slowest.p99 ? one : slowest));
}
