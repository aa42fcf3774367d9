/** Requests automatic re-checks of the refused claim (docs/en/embedding.md, "Automatic re-checks"). */
import type { ReactiveController } from 'lit';
import type { FormBody } from '../../bff/contract/wire.ts';
import type { Host } from '../controllers/host.ts';
import { toJson } from '../api/json.ts';
import { type Result, fail } from '../api/result.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import type { Session } from '../session/session.ts';

/** Undefined when the typed data cannot be sent, for example after the numbers were cleared. Then the form is shown. */
type ClaimSource = () => FormBody | undefined;

export class RecheckController implements ReactiveController {
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #claim: ClaimSource;
  #applying = new AbortController();

  constructor(host: Host, procedure: CertificationProcedure, claim: ClaimSource) {
    this.#host = host;
    this.#procedure = procedure;
    this.#claim = claim;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#applying.abort();
  }

  reset(): void {
    this.#applying.abort();
  }

  /** Whether the request may be sent: not after the user has left the dialog. */
  #leaves(): boolean {
    const asked = this.#procedure.state.dialog.name === 'recheck-sending';
    if (!asked) this.#applying.abort();
    return asked;
  }

  #request(session: Session, claim: FormBody, signal: AbortSignal): Promise<Result<{ until: string }>> {
    return session.call('/v1/certification/recheck', {
      body: toJson({ ...claim, consent: true }),
      expects: 'until',
      signal,
      fresh: true,
      leaves: () => this.#leaves(),
    });
  }

  /** Asks for the re-checks. */
  async apply(): Promise<void> {
    const { session } = this.#host;
    const claim = this.#claim();
    if (!claim) return;
    this.#applying.abort();
    this.#applying = new AbortController();
    const { signal } = this.#applying;
    const result = session ? await this.#request(session, claim, signal) : fail('misconfigured');
    if (signal.aborted) return;
    if (result.ok) this.#procedure.dispatch({ type: 'recheck-kept', until: result.value.until });
    else this.#procedure.dispatch({ type: 'failed', of: 'recheck', failure: result.failure });
  }
}
