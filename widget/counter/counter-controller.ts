/** Opens a case at the counter with the typed claim, and withdraws it (docs/en/embedding.md, "At the counter"). */
import type { ReactiveController } from 'lit';
import type { CaseAnswer, FormBody } from '../../bff/contract/wire.ts';
import { toJson } from '../api/json.ts';
import type { Host } from '../controllers/host.ts';
import type { CertificationProcedure } from '../procedure/state.ts';

const CASE = '/v1/certification/case';

/** Undefined when the typed data cannot be sent, for example after the numbers were cleared. Then the form is shown. */
type ClaimSource = () => FormBody | undefined;

export class CounterController implements ReactiveController {
  /** The state of the withdrawal, after the user has asked for one. */
  withdrawal: 'asking' | 'withdrawn' | 'notWithdrawn' | undefined;
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #claim: ClaimSource;
  #opening = new AbortController();
  #withdrawing = new AbortController();

  constructor(host: Host, procedure: CertificationProcedure, claim: ClaimSource) {
    this.#host = host;
    this.#procedure = procedure;
    this.#claim = claim;
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

  /** Whether the request may be sent: not after the user has left the dialog. */
  #leaves(): boolean {
    const asked = this.#procedure.state.dialog.name === 'counter-sending';
    if (!asked) this.#opening.abort();
    return asked;
  }

  /** Sends the claim. The same claim, sent again, gets the same case. */
  async open(): Promise<void> {
    const { session } = this.#host;
    const claim = this.#claim();
    if (!session || !claim) return;
    this.#opening.abort();
    const { signal } = (this.#opening = new AbortController());
    this.withdrawal = undefined;
    const result = await session.call<CaseAnswer>(CASE, {
      body: toJson({ ...claim, consent: true }),
      expects: 'reference',
      signal,
      fresh: true,
      leaves: () => this.#leaves(),
    });
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
