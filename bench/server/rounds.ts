/** What a round of the server's measurement hands on to the report. */
import type { Served } from './load.ts';
import type { Case } from './requests.ts';

/** One side's requests of one case in one round: microseconds of CPU a request, milliseconds to the answer. */
export interface Round {
  side: string;
  case: Case;
  node: number;
  database: number;
  p50: number;
  perSecond: number;
}

/** The open loop: requests a second of each case. `known`: tokens that the server has seen; `new`: each request has its own. */
export const RATES = { known: 3_000, new: 3_000, certified: 600 } as const;
export type OpenCase = keyof typeof RATES;

export interface OpenRound extends Served {
  side: string;
  case: OpenCase;
}
