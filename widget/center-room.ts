/** The certification centre in the page (flows.md B.7-9): asks for the status, keeps it true, opens the form. */
import { Task } from '@lit/task';
import type { TemplateResult } from 'lit/html.js';
import type { CertificationStatus, KindView } from '../bff/contract/wire.ts';
import type { Failure } from './failure.ts';
import type { Poller } from './polling.ts';
import type { Locale } from './locales/words.ts';
import type { InlineRoom, ViewHost } from './room.ts';
import { type CenterModel, centerView } from './views/center.ts';

export { centerStyles } from './styles/center.ts';

export class CenterRoom implements InlineRoom, CenterModel {
  language: Locale = 'zh-Hans';
  withdrawal: CenterModel['withdrawal'];
  readonly #host: ViewHost;
  #poller: Promise<Poller> | undefined;
  readonly #task: Task<[], CertificationStatus>;
  #returning = false;

  constructor(host: ViewHost) {
    this.#host = host;
    const controllers = {
      addController: () => undefined,
      removeController: () => undefined,
      requestUpdate: () => host.requestUpdate(),
      get updateComplete() {
        return host.updateComplete.then(() => true);
      },
    };
    this.#task = new Task(controllers, {
      autoRun: false,
      args: () => [],
      task: async () => {
        const result = await host.ask();
        if (!result.ok) throw result.failure;
        return result.value;
      },
    });
    // What the portal's server calls certified is not asked for.
    if (host.knownStatus !== 'certified') void this.#task.run();
  }

  view(language: Locale): TemplateResult {
    this.language = language;
    if (this.kinds?.some(({ status }) => status === 'pending')) void this.#poll();
    return centerView(this);
  }

  /** After the form, the focus goes to the row when the button that opened it has gone. */
  rendered(): void {
    const { state, root } = this.#host;
    if (!this.#returning || state.name !== 'idle') return;
    this.#returning = false;
    if (!root.activeElement) root.querySelector<HTMLElement>('#real-name')?.focus();
  }

  get kinds(): readonly KindView[] | undefined {
    const { client, knownStatus } = this.#host;
    if (client?.status) return client.status.kinds;
    return knownStatus && !this.failure
      ? [
          { kind: 'phone', status: 'certified' },
          { kind: 'real-name', status: knownStatus },
          { kind: 'real-person', status: 'not-open' },
        ]
      : undefined;
  }

  get canSubmit(): boolean {
    return this.#host.client?.status?.canSubmit ?? true;
  }

  get recheck(): CertificationStatus['recheck'] {
    return this.#host.client?.status?.recheck;
  }

  get failure(): string | undefined {
    return this.#task.render({ error: (error) => (error as Failure).code });
  }

  certify(): void {
    this.withdrawal = undefined;
    this.#returning = true;
    this.#host.open();
  }

  retry(): void {
    void this.#task.run();
  }

  withdraw(): void {
    void this.#withdraw();
  }

  async #poll(): Promise<void> {
    this.#poller ??= import('./polling.ts').then(({ Poller }) => new Poller());
    const { client, lifetime } = this.#host;
    const poller = await this.#poller.catch(() => (this.#poller = undefined));
    await poller?.run(client, lifetime, () => undefined);
  }

  async #withdraw(): Promise<void> {
    const { client } = this.#host;
    this.withdrawal = 'asking';
    this.#host.requestUpdate();
    const gone = await client?.call('/v1/certification/recheck', { method: 'DELETE' });
    if (gone?.ok) await client?.ask(true);
    this.withdrawal = gone?.ok ? 'withdrawn' : 'notWithdrawn';
    this.#host.requestUpdate();
  }
}
