/** Sends the registration: first the code, unless the number is proven, then everything. Repeats it while it is pending. */
import type { ReactiveControllerHost } from 'lit';
import type { RegistrationAnswer } from '../../bff/contract/wire.ts';
import type { Session } from '../session/session.ts';
import type { Result } from '../api/result.ts';
import { ManualTask } from '../controllers/manual-task.ts';
import { type Draft, type Field, type FieldSet, Submission } from '../form/index.ts';
import { loadPart } from '../loading/load-part.ts';
import { passesByItself } from './notice.ts';
import type { Phone } from './phone.ts';

type Answer = Result<RegistrationAnswer>;

/** The data to send; every field has passed its check. */
export interface Claim {
  fields: readonly Field[];
  /** 11 digits. */
  number: string;
  /** Six digits; ignored when the number is proven. */
  code: string;
}

export class RegistrationSender {
  readonly #fields: FieldSet;
  readonly #phone: Phone;
  readonly #claim: () => Claim;
  readonly #submission: Submission;
  readonly #registering: ManualTask<[Session], Answer>;
  readonly #waiting: ManualTask<[Session], Answer | 'stalled'>;

  constructor(
    host: ReactiveControllerHost,
    draft: Draft,
    fields: FieldSet,
    phone: Phone,
    claim: () => Claim,
  ) {
    this.#claim = claim;
    this.#submission = new Submission('/v1/registrations', { draft });
    this.#fields = fields;
    this.#phone = phone;
    this.#registering = new ManualTask(host, ([session], signal) => this.#send(session, signal));
    this.#waiting = new ManualTask(host, async ([session], signal) => {
      const answer = await this.#sendUntilDecided(session, signal).catch(() => undefined);
      return answer ?? 'stalled';
    });
  }

  get sending(): boolean {
    return this.#registering.running;
  }

  /** Undefined when it was aborted. */
  register(session: Session): Promise<Answer | undefined> {
    return this.#registering.resultOf(session);
  }

  /** Polls until a pending registration is decided. Undefined when it was aborted. */
  waitForDecision(session: Session): Promise<Answer | 'stalled' | undefined> {
    return this.#waiting.resultOf(session);
  }

  stopWaiting(): void {
    this.#waiting.abort();
  }

  abort(): void {
    this.#registering.abort();
    this.#waiting.abort();
  }

  /** The same claim is sent with the same key until it is refused. After a success this gets a fresh assertion. */
  async #send(session: Session, signal: AbortSignal): Promise<Answer> {
    const { fields, number, code } = this.#claim();
    const proof = await this.#phone.prove(session, number, code, signal);
    if (!proof.ok) return proof;
    const body = { ...this.#fields.request(fields), phoneProof: proof.value };
    return this.#submission.send<RegistrationAnswer>(session, body, { signal });
  }

  /** Sends with back-off until there is a decision; undefined after ten minutes, or when the signal aborts. */
  async #sendUntilDecided(session: Session, signal: AbortSignal): Promise<Answer | undefined> {
    const { askUntilDecided } = await loadPart('polling', () => import('../api/polling.ts'));
    let last: Answer | undefined;
    const decided = await askUntilDecided(async () => {
      const result = (last = await this.#send(session, signal));
      if (result.ok) return result.value.outcome !== 'pending';
      return passesByItself(result.failure.code) ? (result.failure.retryAfter ?? 0) : true;
    }, signal);
    return decided && !signal.aborted ? last : undefined;
  }
}
