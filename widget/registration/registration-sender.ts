/** Sends the registration: the code first while the number is not proven, then everything; again while it is pending. */
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

/** What is sent; every field has passed its check. */
export interface Claim {
  fields: readonly Field[];
  /** 11 digits. */
  number: string;
  /** Six digits; not looked at when the number is proven. */
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

  /** Undefined when nobody waits for the answer any more. */
  register(session: Session): Promise<Answer | undefined> {
    return this.#registering.resultOf(session);
  }

  /** Asks again until a pending registration is decided. Undefined when nobody waits for it any more. */
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

  /** The same claim keeps its key until it is refused: also after a success, which is then told again with a fresh assertion. */
  async #send(session: Session, signal: AbortSignal): Promise<Answer> {
    const { fields, number, code } = this.#claim();
    const proof = await this.#phone.prove(session, number, code, signal);
    if (!proof.ok) return proof;
    const body = { ...this.#fields.request(fields), phoneProof: proof.value };
    return this.#submission.send<RegistrationAnswer>(session, body, { signal });
  }

  /** Asks ever more slowly until there is an answer; undefined when there is none after ten minutes, or the signal aborts. */
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
