/** Measures the lag of the workers: seconds from a recorded submission to its seal, and to the delivery of its webhook. */
import { startReceiver } from '../server/receiver.ts';
import { withClient } from '../server/sides.ts';
import { rounded } from '../support/statistics.ts';
import type { Grown } from './grown.ts';
import { submit, type Load } from './load.ts';

/** Milliseconds that the portal takes to answer a webhook. */
const RECEIVER_TAKES = 20;

/** Seconds. */
interface Delay {
  p50: number;
  p99: number;
  max: number;
}

export interface Lag {
  replicas: number;
  submissions: number;
  /** Milliseconds to the answer. */
  p99: number;
  sealed: Delay;
  delivered: Delay;
}

const quantiles = (delay: string) =>
  `percentile_cont(array[0.5, 0.99, 1]) within group (order by extract(epoch from ${delay}))`;

export async function measureLag(
  grown: Grown,
  { replicas, ...load }: Load & { replicas: number },
): Promise<Lag> {
  const { side } = grown;
  const receiver = await startReceiver(RECEIVER_TAKES);
  const others = await Promise.all(Array.from({ length: replicas - 1 }, () => side.startReplica()));
  try {
    side.sendWebhooksTo(receiver.url);
    const { before } = await query<{ before: string }>(
      grown,
      'select coalesce(max(position), 0) as before from event',
    );
    const { p99 } = await submit(grown, [side.server, ...others], load);
    await side.untilIdle();
    const { sealed } = await query<{ sealed: number[] }>(
      grown,
      `select ${quantiles('seal.at - event.at')} as sealed
       from event join seal on previous < event.position and seal.position >= event.position
       where event.position > ${before} and type = 'certification.certified'`,
    );
    const { told, delivered } = await query<{ told: string; delivered: number[] }>(
      grown,
      `select count(*) as told, ${quantiles('delivered_at - at')} as delivered
       from event join webhook_delivery on event = position where position > ${before}`,
    );
    const submissions = load.rate * load.seconds;
    if (Number(told) !== submissions) throw new Error(`${told} webhooks for ${submissions} submissions`);
    return { replicas, submissions, p99, sealed: delayOf(sealed), delivered: delayOf(delivered) };
  } finally {
    await Promise.all(others.map((other) => other.stop()));
    receiver.stop();
  }
}

const delayOf = ([p50, p99, max]: number[]): Delay => ({ p50: p50!, p99: p99!, max: max! });

const query = <Row extends object>({ side }: Grown, query: string): Promise<Row> =>
  withClient(side.databaseUrl, async (client) => (await client.query<Row>(query)).rows[0]!);

export const LAG_COLUMNS = [
  'workers',
  'submissions',
  'answer p99 ms',
  ...['sealed', 'delivered'].flatMap((what) => [`${what} after, s: p50`, 'p99', 'max']),
];

export const lagRow = ({ replicas, submissions, p99, sealed, delivered }: Lag) => [
  replicas === 1 ? 'one process' : `${replicas} processes`,
  submissions,
  rounded(p99),
  ...[sealed, delivered].flatMap((delay) => [rounded(delay.p50), rounded(delay.p99), rounded(delay.max)]),
];
