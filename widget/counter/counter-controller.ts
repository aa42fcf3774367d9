/** Opens a case at the counter with the typed claim, and withdraws it (docs/en/embedding.md, "At the counter"). */
import type { ReactiveController } from 'lit';
import type { CaseAnswer, FormBody } from '../../bff/contract/wire.ts';
import { toJson } from '../api/json.ts';
import { type Result, fail } from '../api/result.ts';
import type { Host } from '../controllers/host.ts';
import type { ClaimForm } from '../form/form-controller.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import type { Session } from '../session/session.ts';

const CASE = '/v1/certification/case';

export class CounterController implements ReactiveController {
  /** The state of the withdrawal, after the user has asked for one. */
  withdrawal: 'asking' | 'withdrawn' | 'notWithdrawn' | undefined;
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #form: () => ClaimForm | undefined;
  #opening = new AbortController();
  #withdrawing = new AbortController();

  constructor(host: Host, procedure: CertificationProcedure, form: () => ClaimForm | undefined) {
    this.#host = host;
    this.#procedure = procedure;
    this.#form = form;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  /** Another user is logged in. */
  reset(): void {
    this.#opening.abort();
    this.#withdrawing.abort();
    this.withdrawal = undefined;
  }

  #request(session: Session, claim: FormBody, signal: AbortSignal): Promise<Result<CaseAnswer>> {
    return session.call(CASE, {
      body: toJson({ ...claim, consent: true }),
      expects: 'reference',
      signal,
      fresh: true,
      beforeSending: () => {
        if (this.#procedure.state.dialog.name !== 'counter-sending') this.#opening.abort(); // The user has left the dialog.
      },
    });
  }

  /** Sends the claim. The same claim, sent again, gets the same case. */
  async open(): Promise<void> {
    const { session } = this.#host;
    const form = this.#form();
    const claim = form?.claim();
    if (!claim) return form?.correct();
    this.#opening.abort();
    const { signal } = (this.#opening = new AbortController());
    this.withdrawal = undefined;
    const result = session ? await this.#request(session, claim, signal) : fail('misconfigured');
    if (signal.aborted) return;
    if (result.ok) this.#procedure.dispatch({ type: 'case-opened', answer: result.value, at: Date.now() });
    else this.#procedure.dispatch({ type: 'failed', of: 'counter', failure: result.failure });
  }

  /** Shows the unit's case, or the form for one. */
  show(): void {
    this.withdrawal = undefined;
    this.#procedure.dispatch({ type: 'open', intent: 'counter' });
  }

  async withdraw(): Promise<void> {
    const { session } = this.#host;
    if (!session) return;
    const { signal } = (this.#withdrawing = new AbortController());
    this.#tell('asking');
    const { ok } = await session.call(CASE, { method: 'DELETE', signal, fresh: true });
    if (ok && !signal.aborted) await session.ask(true);
    if (!signal.aborted) this.#tell(ok ? 'withdrawn' : 'notWithdrawn');
  }

  #tell(withdrawal: CounterController['withdrawal']): void {
    this.withdrawal = withdrawal;
    this.#host.requestUpdate();
  }
}
