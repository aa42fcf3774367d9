/** Sends the registration: the code first while the number is not proven, then everything; again while it is pending. */
import { Task, TaskStatus, initialState } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';
import type { RegistrationAnswer } from '../../bff/contract/wire.ts';
import type { Client } from '../api/client.ts';
import type { Result } from '../api/result.ts';
import { type Field, type FieldSet, Submission } from '../form/index.ts';
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
  readonly #submission = new Submission('/v1/registrations');
  readonly #registering: Task<[Client, Claim], Answer>;
  readonly #waiting: Task<[Client, Claim], Answer | 'stalled'>;

  constructor(host: ReactiveControllerHost, fields: FieldSet, phone: Phone) {
    this.#fields = fields;
    this.#phone = phone;
    this.#registering = new Task(host, {
      autoRun: false,
      task: async ([client, claim], { signal }) => {
        const answer = await this.#send(client, claim, signal);
        return signal.aborted ? initialState : answer;
      },
    });
    this.#waiting = new Task(host, {
      autoRun: false,
      task: async ([client, claim], { signal }) => {
        const answer = await this.#sendUntilDecided(client, claim, signal).catch(() => undefined);
        return signal.aborted ? initialState : (answer ?? 'stalled');
      },
    });
  }

  get sending(): boolean {
    return this.#registering.status === TaskStatus.PENDING;
  }

  /** Undefined when nobody waits for the answer any more. */
  async register(client: Client, claim: Claim): Promise<Answer | undefined> {
    await this.#registering.run([client, claim]);
    return this.#registering.status === TaskStatus.COMPLETE ? this.#registering.value : undefined;
  }

  /** Asks again until a pending registration is decided. Undefined when nobody waits for it any more. */
  async waitForDecision(client: Client, claim: Claim): Promise<Answer | 'stalled' | undefined> {
    await this.#waiting.run([client, claim]);
    return this.#waiting.status === TaskStatus.COMPLETE ? this.#waiting.value : undefined;
  }

  stopWaiting(): void {
    this.#waiting.abort();
  }

  abort(): void {
    this.#registering.abort();
    this.#waiting.abort();
  }

  /** The same claim keeps its key until it is refused: also after a success, which is then told again with a fresh assertion. */
  async #send(client: Client, { fields, number, code }: Claim, signal: AbortSignal): Promise<Answer> {
    const proof = await this.#phone.prove(client, number, code, signal);
    if (!proof.ok) return proof;
    const body = { ...this.#fields.request(fields), phoneProof: proof.value };
    return this.#submission.send<RegistrationAnswer>(client, body, signal);
  }

  /** Asks ever more slowly until there is an answer; undefined when there is none after ten minutes, or the signal aborts. */
  async #sendUntilDecided(client: Client, claim: Claim, signal: AbortSignal): Promise<Answer | undefined> {
    const { askUntilDecided } = await import('../api/polling.ts');
    let last: Answer | undefined;
    const decided = await askUntilDecided(async () => {
      const result = (last = await this.#send(client, claim, signal));
      if (result.ok) return result.value.outcome !== 'pending';
      return passesByItself(result.failure.code) ? (result.failure.retryAfter ?? 0) : true;
    }, signal);
    return decided && !signal.aborted ? last : undefined;
  }

  /** The numbers have gone: what was sent goes too. */
  forget(): void {
    this.#submission.forget();
  }
}
