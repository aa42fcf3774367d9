/** The results of a round, for the report. */
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

/** Requests a second of each case in the open loop. `known`: with tokens that the server has verified before; `new`: each with a new token. */
export const RATES = { known: 3_000, new: 3_000, certified: 600 } as const;
export type OpenCase = keyof typeof RATES;

export interface OpenRound extends Served {
  side: string;
  case: OpenCase;
}
