/** The field and the button of the SMS code: requests a code, and checks it as soon as it is complete. */
import { problemOf } from '../api/problems.ts';
import type { Failure } from '../api/result.ts';
import type { Draft, Field, FieldSet } from '../form/index.ts';
import type { RegistrationHost } from './registration-host.ts';
import type { Phone } from './phone.ts';

export class CodeStep {
  readonly #host: RegistrationHost;
  readonly #draft: Draft;
  readonly #fields: FieldSet;
  readonly #phone: Phone;

  constructor(host: RegistrationHost, draft: Draft, fields: FieldSet, phone: Phone) {
    this.#host = host;
    this.#draft = draft;
    this.#fields = fields;
    this.#phone = phone;
  }

  /** The code's field. Its error depends on the BFF's answers. */
  field(number: string): Field {
    return {
      id: 'code',
      control: 'text',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      check: (typed) => this.#phone.checkCode(number, typed),
    };
  }

  /** Another number needs another code. The proof of work begins as soon as the number is complete. */
  numberChanged(number: string, signal: AbortSignal): void {
    if (this.#phone.proofFor(number)) this.#fields.forget(this.field(number));
    else this.drop();
    const { session } = this.#host;
    if (session && number) this.#phone.prepare(session, signal);
  }

  /** Undefined when a code was sent. */
  async request(number: string, signal: AbortSignal): Promise<Failure | undefined> {
    const { session } = this.#host;
    if (!session) return { code: 'misconfigured' };
    this.drop();
    const result = await this.#phone.requestCode(session, number, signal);
    return result.ok ? undefined : result.failure;
  }

  /** Checks a complete code at once, so that a wrong one is shown at its field. */
  async proveEarly(number: string, signal: AbortSignal): Promise<void> {
    const { session } = this.#host;
    const code = this.#fields.value(this.field(number));
    if (!session || !number || !code) return;
    const result = await this.#phone.prove(session, number, code, signal);
    if (signal.aborted) return;
    this.#host.requestUpdate();
    if (!result.ok) {
      // Any other failure is ignored here, because the code is checked again with the registration.
      if (problemOf(result.failure.code).place !== 'code') return;
      this.#host.report(result.failure);
      this.#fields.check([this.field(number)]);
    }
    // Move the focus only if the user is still in this field.
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    await this.#fields.reveal(result.ok ? 'proven' : 'code', activeElement);
  }

  /** Empties the field. */
  drop(): void {
    this.#draft.set('code', '');
    this.#fields.forget(this.field(''));
  }
}
