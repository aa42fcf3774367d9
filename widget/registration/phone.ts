/**
 * Proves a phone number: proof of work, message, code, and the BFF's phone proof for the right code. The phone proof
 * remains valid while the user corrects other fields. Each number needs its own.
 */
import { checkPhoneCode } from '../../bff/contract/contact.ts';
import type { PhoneCodeAnswer, PhoneProofAnswer } from '../../bff/contract/wire.ts';
import type { Session } from '../session/session.ts';
import { toJson } from '../api/json.ts';
import { type Failure, type Result, fail, succeed } from '../api/result.ts';
import { Countdown, type FieldChecked, type FieldProblem } from '../form/index.ts';
import { ProofOfWork } from './proof-of-work.ts';
import type { RegistrationHost } from './registration-host.ts';

/** A value about one number. */
interface ForNumber<T> {
  phone: string;
  value: T;
}

/** Wrong tries that the BFF accepts for a code. The default of its `LIMIT_CODE_TRIES`. */
const TRIES = 5;

export class Phone {
  /** A code is being requested. */
  busy = false;
  /** Tries left for the code that was sent last. */
  tries = 0;
  /** Seconds between two codes; 0 before the first. */
  pause = 0;
  /** Why no code was sent to the number of the last request. */
  failed: ForNumber<Failure> | undefined;
  readonly #changed: () => void;
  readonly #work = new ProofOfWork();
  /** When the number may get another code, in milliseconds. */
  #paused: ForNumber<number> | undefined;
  #sent = '';
  #proof: ForNumber<string> | undefined;
  #proving: (ForNumber<string> & { answer: Promise<Result<string>> }) | undefined;
  /** The last refused code. It is not sent again, because that would cost a try. */
  #refused: (ForNumber<FieldProblem> & { code: string }) | undefined;
  #proofExpired = false;

  constructor(host: RegistrationHost) {
    this.#changed = () => host.requestUpdate();
    new Countdown(host, () => this.#paused?.value);
  }

  wasSentTo(phone: string): boolean {
    return !!phone && this.#sent === phone;
  }

  proofFor(phone: string): string | undefined {
    return this.#proof?.phone === phone ? this.#proof.value : undefined;
  }

  /** Seconds until a code may be requested again. */
  waitFor(phone: string, now: number): number {
    return this.#paused?.phone === phone ? Math.max(Math.ceil((this.#paused.value - now) / 1000), 0) : 0;
  }

  /** Starts the proof of work. */
  prepare(session: Session, signal: AbortSignal): void {
    void this.#work.prepare(session, signal);
  }

  /** Asks the BFF to send a code. */
  async requestCode(session: Session, phone: string, signal: AbortSignal): Promise<Result<PhoneCodeAnswer>> {
    this.busy = true;
    this.failed = undefined;
    this.#changed();
    let result = await this.#request(session, phone, signal);
    // The proof of work is too old or used already. The user cannot help that, so retry once with a new one.
    if (!result.ok && result.failure.code === 'proof-of-work-invalid')
      result = await this.#request(session, phone, signal);
    this.busy = false;
    if (signal.aborted) return result;
    if (result.ok) {
      this.#sent = phone;
      this.tries = TRIES;
      this.#refused = undefined;
      this.#proofExpired = false;
      this.#pauseCodes(phone, result.value.resendAfter);
    } else {
      const { code, retryAfter = 0 } = result.failure;
      this.failed = { phone, value: result.failure };
      if (code === 'too-many-codes' && retryAfter <= 60) this.#pauseCodes(phone, retryAfter);
    }
    this.#changed();
    return result;
  }

  /** Asks the BFF to check the code, unless the number is proven. Callers at the same time share one try. */
  async prove(session: Session, phone: string, code: string, signal: AbortSignal): Promise<Result<string>> {
    const proof = this.proofFor(phone);
    if (proof) return succeed(proof);
    if (this.#proving?.phone === phone && this.#proving.value === code) return this.#proving.answer;
    const answer = this.#prove(session, phone, code, signal);
    const proving = (this.#proving = { phone, value: code, answer });
    const result = await answer;
    if (this.#proving === proving) this.#proving = undefined;
    return result;
  }

  /** Checks the typed code for a number, including the BFF's answers about it. */
  checkCode(phone: string, typed: string): FieldChecked {
    if (!typed && this.#proofExpired) return { code: 'unproven' };
    const checked = checkPhoneCode(typed);
    const refused = this.#refused;
    return checked.ok && refused?.code === checked.value && refused.phone === phone
      ? { code: refused.value }
      : checked;
  }

  /** Forgets everything about all numbers. */
  reset(): void {
    this.busy = this.#proofExpired = false;
    this.tries = 0;
    this.failed = this.#proof = this.#proving = this.#refused = undefined;
    this.#paused = undefined;
    this.#sent = '';
  }

  /** Forgets the phone proof, which has expired at the BFF. */
  expire(): void {
    this.#proof = undefined;
    this.#sent = '';
    this.#proofExpired = true;
  }

  async #request(session: Session, phone: string, signal: AbortSignal): Promise<Result<PhoneCodeAnswer>> {
    const proof = await this.#work.take(session, signal);
    if (!proof.ok) return proof;
    const body = toJson({ phone, proof: proof.value });
    return session.call<PhoneCodeAnswer>('/v1/registrations/phone-codes', {
      body,
      expects: 'resendAfter',
      signal,
    });
  }

  async #prove(session: Session, phone: string, code: string, signal: AbortSignal): Promise<Result<string>> {
    const body = toJson({ phone, code });
    const result = await session.call<PhoneProofAnswer>('/v1/registrations/phone-proofs', {
      body,
      expects: 'phoneProof',
      signal,
    });
    if (signal.aborted) return result.ok ? fail('network') : result;
    if (result.ok) {
      this.#proof = { phone, value: result.value.phoneProof };
      return succeed(result.value.phoneProof);
    }
    const problem = /^phone-code-(wrong|expired)$/.exec(result.failure.code)?.[1] as FieldProblem | undefined;
    if (problem) {
      // After a reload only the BFF knows how often an earlier code was tried.
      const known = this.wasSentTo(phone);
      if (known) this.tries = problem === 'expired' ? 0 : this.tries - 1;
      this.#refused = { phone, code, value: known && !this.tries ? 'expired' : problem };
    }
    return result;
  }

  #pauseCodes(phone: string, seconds: number): void {
    this.#paused = { phone, value: Date.now() + seconds * 1000 };
    this.pause = seconds;
  }
}
