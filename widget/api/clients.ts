/** The clients that elements of a page share: one for each BFF and token source. */
import { Client } from './client.ts';
import type { TokenSource } from './token.ts';

export class ClientRegistry {
  readonly #clients = new Map<string, Client>();

  /** `bff` without a final slash. Elements with a `getToken` of their own share one, that of the element that asked last. */
  get(bff: string, source: TokenSource): Client {
    const key = `${bff} ${source.getToken ? '' : source.tokenUrl}`;
    let client = this.#clients.get(key);
    if (!client) this.#clients.set(key, (client = new Client(bff, source, Date.now)));
    client.source = source;
    return client;
  }
}

/** One registry a page. */
export const clients = new ClientRegistry();
