/** The clients that elements of a page share: one for each BFF and token source. */
import { Client } from './client.ts';
import type { TokenSource } from './token.ts';

export class ClientRegistry {
  readonly #clients = new Map<string, Client>();

  /** `bff` without a final slash. Elements with a `getToken` of their own share the newest. */
  get(bff: string, source: TokenSource): Client {
    const key = `${bff} ${source.getToken ? '' : source.tokenUrl}`;
    let client = this.#clients.get(key);
    if (!client) this.#clients.set(key, (client = new Client(bff, source, Date.now)));
    client.source = source;
    return client;
  }
}

/** The one piece of module-level state: a page's elements have nothing else in common. */
export const clients = new ClientRegistry();
