/** Sends the registration: the code first while the number is not proven, then everything; again while it is pending. */
import type { RegistrationAnswer } from '../../bff/contract/wire.ts';
import type { Client } from '../client.ts';
import type { Draft } from '../draft.ts';
import type { Result } from '../failure.ts';
import type { FieldSet } from '../field-set.ts';
import type { Field } from '../fields.ts';
import { Submission } from '../submission.ts';
import type { Phone } from './phone.ts';

type Answer = Result<RegistrationAnswer>;

/** What is sent; every field has passed its check. */
export interface Claim {
  fields: readonly Field[];
  /** 11 digits. */
  number: string;
  /** Six digits; not looked at when the number is proven. */
  code: string;
}

/** Failures that a later try can mend without the user. */
const PASSES = /^(network|unavailable|internal|too-many-requests)$/;

export class Sending {
  readonly #draft: Draft;
  readonly #fields: FieldSet;
  readonly #phone: Phone;
  readonly #submission = new Submission('/v1/registrations');

  constructor(draft: Draft, fields: FieldSet, phone: Phone) {
    this.#draft = draft;
    this.#fields = fields;
    this.#phone = phone;
  }

  /** The same claim keeps its key until it is refused: also after a success, which is then told again with a fresh assertion. */
  async send(client: Client, { fields, number, code }: Claim, signal: AbortSignal): Promise<Answer> {
    const proof = await this.#phone.prove(client, number, code, signal);
    if (!proof.ok) return proof;
    const body = { ...this.#fields.request(fields), phoneProof: proof.value };
    this.#draft.sent = true;
    return this.#submission.send<RegistrationAnswer>(client, body, signal);
  }

  /** Asks ever more slowly until there is an answer; undefined when there is none after ten minutes, or the signal aborts. */
  async sendUntilDecided(client: Client, claim: Claim, signal: AbortSignal): Promise<Answer | undefined> {
    const { askUntilDecided } = await import('../polling.ts');
    let last: Answer | undefined;
    const decided = await askUntilDecided(async () => {
      const result = (last = await this.send(client, claim, signal));
      if (result.ok) return result.value.outcome !== 'pending';
      return PASSES.test(result.failure.code) ? (result.failure.retryAfter ?? 0) : true;
    }, signal);
    return decided && !signal.aborted ? last : undefined;
  }

  /** The numbers have gone: what was sent goes too. */
  forget(): void {
    this.#submission.forget();
  }
}
