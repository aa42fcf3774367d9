/** Requests automatic re-checks of the refused claim (docs/en/embedding.md, "Automatic re-checks"). */
import type { ReactiveController } from 'lit';
import type { FormBody } from '../../bff/contract/wire.ts';
import type { Host } from '../controllers/host.ts';
import { toJson } from '../api/json.ts';
import { type Result, fail } from '../api/result.ts';
import type { ClaimForm } from '../form/form-controller.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import type { Session } from '../session/session.ts';

export class RecheckController implements ReactiveController {
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #form: () => ClaimForm | undefined;
  #applying = new AbortController();

  constructor(host: Host, procedure: CertificationProcedure, form: () => ClaimForm | undefined) {
    this.#host = host;
    this.#procedure = procedure;
    this.#form = form;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#applying.abort();
  }

  reset(): void {
    this.#applying.abort();
  }

  #request(session: Session, claim: FormBody, signal: AbortSignal): Promise<Result<{ until: string }>> {
    return session.call('/v1/certification/recheck', {
      body: toJson({ ...claim, consent: true }),
      expects: 'until',
      signal,
      fresh: true,
      beforeSending: () => {
        if (this.#procedure.state.dialog.name !== 'recheck-sending') this.#applying.abort(); // The user has left the dialog.
      },
    });
  }

  /** Asks for the re-checks. */
  async apply(): Promise<void> {
    const { session } = this.#host;
    const form = this.#form();
    const claim = form?.claim();
    if (!claim) return form?.correct();
    this.#applying.abort();
    this.#applying = new AbortController();
    const { signal } = this.#applying;
    const result = session ? await this.#request(session, claim, signal) : fail('misconfigured');
    if (signal.aborted) return;
    if (result.ok) this.#procedure.dispatch({ type: 'recheck-kept', until: result.value.until });
    else this.#procedure.dispatch({ type: 'failed', of: 'recheck', failure: result.failure });
  }
}
