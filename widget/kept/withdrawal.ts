/** Withdraws what the service keeps: a claim that waits, a re-check or a case. */
import type { ReactiveController } from 'lit';
import type { KeptWithdrawn } from '../../bff/contract/wire.ts';
import { fail } from '../api/result.ts';
import type { Host } from '../controllers/host.ts';
import { whenLeft } from '../page/left.ts';
import type { KeptHere } from '../procedure/claims.ts';
import type { CertificationProcedure } from '../procedure/state.ts';

export class WithdrawalController implements ReactiveController {
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  #sending = new AbortController();

  constructor(host: Host, procedure: CertificationProcedure) {
    this.#host = host;
    this.#procedure = procedure;
    host.addController(this);
  }

  hostDisconnected(): void {
    whenLeft(this.#host, () => {
      this.end();
      if (this.#procedure.state.withdrawal?.step === 'sending')
        this.#procedure.dispatch({ type: 'withdrawal-dropped' });
    });
  }

  async send({ reference }: KeptHere): Promise<void> {
    const { session } = this.#host;
    const { signal } = (this.#sending = new AbortController());
    const result = session
      ? await session.call<KeptWithdrawn>(`/v1/certification/kept/${reference}`, {
          method: 'DELETE',
          expects: 'status',
          signal,
          fresh: true,
        })
      : fail('misconfigured');
    if (signal.aborted) return;
    if (result.ok) this.#procedure.dispatch({ type: 'claim-withdrawn' });
    else this.#procedure.dispatch({ type: 'failed', of: 'withdrawal', failure: result.failure });
  }

  /** Another user is logged in. */
  end(): void {
    this.#sending.abort();
  }
}
