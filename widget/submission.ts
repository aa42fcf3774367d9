/** One submission of a claim: single by its key, however often it has to be sent. */
import type { CertificationAnswer, CertificationRequest } from '../bff/contract/wire.ts';
import type { Client } from './client.ts';
import { type Result, fail } from './failure.ts';

export class Submission {
  #body = '';
  #key = '';

  /**
   * Sends the claim. The key stays the same while the claim is unchanged and unanswered, so that a retry after
   * a cut gets the first answer; a changed or answered claim is a new submission.
   */
  async send(
    client: Client,
    claim: CertificationRequest,
    signal: AbortSignal,
  ): Promise<Result<CertificationAnswer>> {
    const body = JSON.stringify(claim);
    if (body !== this.#body) {
      this.#body = body;
      this.#key = crypto.randomUUID();
    }
    const result = await client.call<CertificationAnswer>('/v1/certification', {
      body,
      idempotencyKey: this.#key,
      signal,
    });
    if (!result.ok) {
      if (result.failure.code === 'key-reused') this.forget();
      return result;
    }
    // Never a success that was not told in these words.
    if (!/^(certified|rejected|pending)$/.test(result.value.outcome)) return fail('unavailable');
    this.forget();
    return result;
  }

  /** Drops the claim's text with its numbers. */
  forget(): void {
    this.#body = '';
  }
}
