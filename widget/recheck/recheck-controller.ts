/** Applies for automatic re-checks of the refused claim (docs/en/embedding.md, "Automatic re-checks"). */
import { Task, TaskStatus, initialState } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CertificationRequest, RecheckRequest } from '../../bff/contract/wire.ts';
import type { Client } from '../api/client.ts';
import { toJson } from '../api/json.ts';
import type { Result } from '../api/result.ts';
import type { FlowController } from '../flow/flow-controller.ts';

interface Host extends ReactiveControllerHost {
  readonly client: Client | undefined;
}

/** Undefined, and the form shown, when the typed data cannot be sent any more. */
type ClaimSource = () => Promise<CertificationRequest | undefined>;

export class RecheckController implements ReactiveController {
  readonly #host: Host;
  readonly #flow: FlowController;
  readonly #claim: ClaimSource;
  readonly #applying: Task<[Client, RecheckRequest], Result<{ until: string }>>;

  constructor(host: Host, flow: FlowController, claim: ClaimSource) {
    this.#host = host;
    this.#flow = flow;
    this.#claim = claim;
    this.#applying = new Task(host, {
      autoRun: false,
      task: async ([client, request], { signal }) => {
        const body = toJson(request);
        const result = await client.call<{ until: string }>('/v1/certification/recheck', {
          body,
          expects: 'until',
          signal,
        });
        return signal.aborted ? initialState : result;
      },
    });
    host.addController(this);
    flow.handle({ 'apply-recheck': () => void this.#apply() });
  }

  hostDisconnected(): void {
    this.#applying.abort();
  }

  async #apply(): Promise<void> {
    const { client } = this.#host;
    const claim = await this.#claim();
    if (!client || !claim) return;
    await this.#applying.run([client, { ...claim, consent: true }]);
    if (this.#applying.status !== TaskStatus.COMPLETE) return;
    // Kept or not: the center must tell the truth, also when the user has left this dialog.
    void client.ask(true);
    const result = this.#applying.value!;
    if (result.ok) this.#flow.dispatch({ type: 'recheck-kept', until: result.value.until });
    else this.#flow.dispatch({ type: 'failed', of: 'recheck', failure: result.failure });
  }
}
