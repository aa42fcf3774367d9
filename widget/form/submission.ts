/** One submission of a claim: single by its key, however often it has to be sent. */
import type { FormBody, Outcome } from '../../bff/contract/wire.ts';
import type { CallOptions, Session } from '../session/session.ts';
import { toJson } from '../api/json.ts';
import { type FailureCode, type Result, fail } from '../api/result.ts';
import type { Draft } from '../session/draft.ts';

/**
 * The signal that cancels a submission, and callbacks for when it is sent and when it was refused
 * for its token.
 */
type Watch = Pick<CallOptions<unknown>, 'signal' | 'beforeSending' | 'returns'>;

/**
 * Whether the same registration, sent again after the outcome, is a new submission; if not, it is
 * asked for again by its key. A certification goes on by the status, which its answers have.
 */
const IS_NEW_AFTER: Record<Outcome, boolean> = {
  certified: false,
  rejected: true,
  pending: false,
  kept: true,
  withdrawn: true,
};

/** Problems that a further request with the key would get again, whatever has changed since. */
const REFUSED: readonly FailureCode[] = ['key-reused', 'way-closed'];

/**
 * A random UUID (RFC 9562, version 4), also in browsers that have no `crypto.randomUUID`: Chromium
 * before 92, Safari before 15.4.
 */
const randomUuid = (): string =>
  // A 0 becomes any digit, the 8 one from 8 to b.
  '00000000-0000-4000-8000-000000000000'.replace(/[08]/g, (digit) => {
    const random = crypto.getRandomValues(new Uint8Array(1))[0]!;
    return (digit === '0' ? random % 16 : 8 + (random % 4)).toString(16);
  });

export class Submission {
  readonly #path: string;
  readonly #expects: 'outcome' | 'status';

  /** `path`: where claims are sent to. `expects`: a member of every answer. */
  constructor(path: string, expects: 'outcome' | 'status') {
    this.#path = path;
    this.#expects = expects;
  }

  /**
   * Sends the claim. The key stays the same while the claim is unchanged and has no answer that
   * ends it, so that a retry after a cut gets the first answer; a changed claim, or the same one
   * after its answer, is a new submission. `draft`: that the claim comes from; it remembers what
   * was sent.
   */
  async send<Answer extends { outcome: Outcome; status?: unknown }>(
    session: Session,
    draft: Draft,
    claim: FormBody,
    watch: Watch,
  ): Promise<Result<Answer>> {
    const body = toJson(claim);
    if (body !== draft.sent?.body) draft.sent = { body, key: randomUuid() };
    const result = await session.call<Answer>(this.#path, {
      body,
      idempotencyKey: draft.sent.key,
      expects: this.#expects,
      fresh: true,
      ...watch,
    });
    const isNew = result.ok && IS_NEW_AFTER[result.value.outcome];
    // A newer service may answer an outcome that this version does not know: that is no success.
    if (isNew === undefined) return fail('unavailable');
    if (result.ok ? isNew || result.value.status : REFUSED.includes(result.failure.code))
      draft.sent = undefined;
    return result;
  }
}
