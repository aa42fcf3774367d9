/** What a site's server asks the certification service about a unit (contract, section 3). */
import type { TokenIssuer } from './site-tokens.ts';

export type CertificationStatus = 'certified' | 'uncertified' | 'pending' | 'lapsed';

const STATUSES: readonly unknown[] = ['certified', 'uncertified', 'pending', 'lapsed'];

/** What a site's server knows of a unit when it makes a page. */
export interface Standing {
  status: CertificationStatus | undefined;
  /** The status stands for now; otherwise it is what the last webhook told, and the service is away. */
  fresh: boolean;
}

export interface StatusApi {
  /** The unit's real-name status; undefined when the service does not answer in time, or not sensibly. */
  statusOf(unitCode: string): Promise<CertificationStatus | undefined>;
}

export interface StatusApiOptions {
  /** Base URL of the certification service, without a trailing slash. */
  bffUrl: string;
  tokens: TokenIssuer;
  /** The clock, in milliseconds. */
  now: () => number;
  /** Milliseconds that a page waits for the answer at most. */
  timeout?: number;
}

/** A token is used for four of its five minutes. */
const TOKEN_MS = 240_000;

export function createStatusApi({ bffUrl, tokens, now, timeout = 1_500 }: StatusApiOptions): StatusApi {
  let token: { text: Promise<string>; until: number } | undefined;
  const bearer = () => {
    if (!token || now() >= token.until)
      token = { text: tokens.issueForStatus(now()), until: now() + TOKEN_MS };
    return token.text;
  };
  return {
    async statusOf(unitCode) {
      try {
        const answer = await fetch(`${bffUrl}/v1/units/${encodeURIComponent(unitCode)}/certification`, {
          headers: { Authorization: `Bearer ${await bearer()}` },
          redirect: 'error',
          signal: AbortSignal.timeout(timeout),
        });
        if (!answer.ok) {
          if (answer.status === 401) token = undefined; // keys were changed: the next question has a new token
          return undefined;
        }
        const { kinds } = (await answer.json()) as { kinds: { kind: string; status: unknown }[] };
        const status = kinds.find(({ kind }) => kind === 'real-name')?.status;
        return STATUSES.includes(status) ? (status as CertificationStatus) : undefined;
      } catch {
        return undefined; // whatever went wrong, the page has to say that it does not know
      }
    },
  };
}
