/** The registration's requests. Each answer comes back as an event. */
import type {
  FormBody,
  PhoneCodeAnswer,
  PhoneCodeRequest,
  PhoneProofAnswer,
  RegistrationAnswer,
} from '../../bff/contract/wire.ts';
import { toJson } from '../api/json.ts';
import { askUntilDecided } from '../api/polling.ts';
import { type Result, fail, failLogged } from '../api/result.ts';
import type { RegistrationHost } from '../controllers/host.ts';
import { type Field, shownAt } from '../form/fields.ts';
import { Submission } from '../form/submission.ts';
import type { Draft } from '../session/draft.ts';
import type { Session } from '../session/session.ts';
import type { AllErrors } from './all-errors.ts';
import { ProofOfWork } from './proof-of-work.ts';
import type { PhoneState, RegistrationEvent } from './state.ts';
import { passesByItself } from './transition.ts';

/** The form, as its requests see it. */
export interface RegistrationForm {
  readonly draft: Draft;
  readonly errors: AllErrors;
  readonly all: readonly Field[];
  /** All that is sent, once every field has passed its check. */
  body(): FormBody;
}

/** `unit`: the one to register, once its code is complete. */
type CodeRequest = Omit<PhoneCodeRequest, 'proof'>;

export class Requests {
  readonly #host: RegistrationHost;
  readonly #form: RegistrationForm;
  readonly #dispatch: (event: RegistrationEvent) => void;
  readonly #submission: Submission;
  readonly #work = new ProofOfWork();
  /** Aborted when the element has left the page. */
  #life = new AbortController();
  /** Aborted when the stage is left. */
  #stage = new AbortController();

  constructor(host: RegistrationHost, form: RegistrationForm, dispatch: (event: RegistrationEvent) => void) {
    this.#host = host;
    this.#form = form;
    this.#dispatch = dispatch;
    this.#submission = new Submission('/v1/registrations', 'outcome');
  }

  /** The element has left the page. */
  end(): void {
    this.#life.abort();
    this.#life = new AbortController();
  }

  endStage(): void {
    this.#stage.abort();
    this.#stage = new AbortController();
  }

  async prepare(): Promise<void> {
    const { signal } = this.#life;
    const challenge = await this.#ask((session) => this.#work.prepare(session, signal).challenge);
    if (challenge.ok && !signal.aborted)
      this.#dispatch({ type: 'registrable-answered', registrable: challenge.value });
  }

  /**
   * Has a code sent to the number. A proof of work that is too old or used already is no fault of
   * the user: retries once with a new one.
   */
  async code(phone: string, unit: string | undefined, signal: AbortSignal): Promise<Result<PhoneCodeAnswer>> {
    const request = { phone, ...(unit !== undefined && { unit: { code: unit } }) };
    const send = (): Promise<Result<PhoneCodeAnswer>> =>
      this.#ask((session) => this.#sendCode(session, request, signal));
    const first = await send();
    const isStale = !first.ok && first.failure.code === 'proof-of-work-invalid';
    const result = isStale ? await send() : first;
    if (signal.aborted) return result;
    if (result.ok) this.#dispatch({ type: 'code-sent', phone, answer: result.value, at: Date.now() });
    else this.#dispatch({ type: 'code-failed', phone, unit, failure: result.failure });
    return result;
  }

  async prove({ phone, value: code }: NonNullable<PhoneState['proving']>): Promise<void> {
    const { signal } = this.#life;
    const result = await this.#ask((session) =>
      session.call<PhoneProofAnswer>('/v1/registrations/phone-proofs', {
        body: toJson({ phone, code }),
        expects: 'phoneProof',
        signal,
      }),
    );
    if (signal.aborted) return;
    if (result.ok) this.#dispatch({ type: 'proven', phone, proof: result.value.phoneProof });
    else this.#dispatch({ type: 'unproven', phone, code, failure: result.failure });
  }

  async send(): Promise<void> {
    const { signal } = this.#stage;
    const result = await this.#register(signal);
    if (!signal.aborted) this.#conclude(result);
  }

  /**
   * Polls by sending the same request with the same key, because the BFF stores no pending
   * registration.
   */
  async poll(): Promise<void> {
    const { signal } = this.#stage;
    let last: Result<RegistrationAnswer> | undefined;
    const ask = async (): Promise<boolean | number> => {
      last = await this.#register(signal);
      if (last.ok) return last.value.outcome !== 'pending';
      return passesByItself(last.failure.code) ? (last.failure.retryAfter ?? 0) : true;
    };
    const decided = await (this.#host.session ? askUntilDecided(ask, signal) : false);
    if (signal.aborted) return;
    if (decided && last) this.#conclude(last);
    else this.#dispatch({ type: 'stalled' });
  }

  async #sendCode(
    session: Session,
    request: CodeRequest,
    signal: AbortSignal,
  ): Promise<Result<PhoneCodeAnswer>> {
    const proof = await this.#work.use(session, signal);
    if (!proof.ok) return proof;
    return session.call<PhoneCodeAnswer>('/v1/registrations/phone-codes', {
      body: toJson({ ...request, proof: proof.value }),
      expects: 'resendAfter',
      signal,
    });
  }

  /** With the same key until it is refused: after a success this gets a fresh assertion. */
  #register(signal: AbortSignal): Promise<Result<RegistrationAnswer>> {
    const form = this.#form;
    return this.#ask((session) =>
      this.#submission.send<RegistrationAnswer>(session, form.draft, form.body(), { signal }),
    ).catch(failLogged);
  }

  /** The page's own fields may have become invalid meanwhile. */
  #conclude(result: Result<RegistrationAnswer>): void {
    const { all, errors } = this.#form;
    const hasErrors = errors.exist;
    if (result.ok) this.#dispatch({ type: 'answered', answer: result.value, at: Date.now(), hasErrors });
    else this.#dispatch({ type: 'failed', failure: shownAt(all, result.failure) });
  }

  /** Fails where the page has not said where to ask. */
  async #ask<Answer>(request: (session: Session) => Promise<Result<Answer>>): Promise<Result<Answer>> {
    const { session } = this.#host;
    return session ? request(session) : fail('misconfigured');
  }
}
