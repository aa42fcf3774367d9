/** The sessions that elements of a page share: one for each BFF and token source. */
import { Session } from './session.ts';
import type { TokenSource } from './token.ts';

export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** `bff` without a final slash. Elements with a `getToken` of their own share one, that of the element that asked last. */
  get(bff: string, source: TokenSource): Session {
    const key = `${bff} ${source.getToken ? '' : source.tokenUrl}`;
    let session = this.#sessions.get(key);
    if (!session) this.#sessions.set(key, (session = new Session(bff, source, Date.now)));
    session.source = source;
    return session;
  }
}

/** One registry a page. */
export const sessions = new Sessions();
