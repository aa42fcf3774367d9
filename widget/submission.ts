/** One submission of a claim: single by its key, however often it has to be sent. */
import type { CertificationRequest, Outcome } from '../bff/contract/wire.ts';
import type { Client } from './client.ts';
import { type Result, fail } from './failure.ts';

export class Submission {
  #body = '';
  #key = '';

  readonly #path: string;

  /** `path`: where claims are sent to. */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Sends the claim. The key stays the same while the claim is unchanged and not refused, so that a retry after a cut
   * gets the first answer; a changed claim, or the same one after a refusal, is a new submission.
   */
  async send<Answer extends { outcome: Outcome }>(
    client: Client,
    claim: CertificationRequest,
    signal: AbortSignal,
  ): Promise<Result<Answer>> {
    const body = JSON.stringify(claim);
    if (body !== this.#body) {
      this.#body = body;
      this.#key = crypto.randomUUID();
    }
    const result = await client.call<Answer>(this.#path, {
      body,
      idempotencyKey: this.#key,
      signal,
    });
    const told = result.ok ? result.value.outcome : result.failure.code;
    if (/^(rejected|key-reused)$/.test(told)) this.forget();
    // Never a success that was not told in these words.
    return result.ok && !/^(certified|rejected|pending)$/.test(told) ? fail('unavailable') : result;
  }

  /** Drops the claim's text with its numbers; the same claim is a new submission from then on. */
  forget(): void {
    this.#body = '';
  }
}
