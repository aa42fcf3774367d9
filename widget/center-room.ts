/** The certification centre in the page (flows.md B.7-9): asks for the status, keeps it true, opens the form. */
import { Task } from '@lit/task';
import type { TemplateResult } from 'lit/html.js';
import type { CertificationStatus, KindView } from '../bff/contract/wire.ts';
import type { Failure } from './failure.ts';
import type { Poller } from './polling.ts';
import type { Locale } from './locales/words.ts';
import type { InlineRoom, ViewHost } from './room.ts';
import { centerStyles } from './styles/center.ts';
import { type CenterModel, centerView } from './views/center.ts';

/** A re-check waits for the registry, which changes a few times a day. Milliseconds. */
const BETWEEN_LOOKS = 30_000;

export class CenterRoom implements InlineRoom, CenterModel {
  language: Locale = 'zh-Hans';
  withdrawal: CenterModel['withdrawal'];
  readonly #host: ViewHost;
  #poller: Promise<Poller> | undefined;
  readonly #task: Task<[], CertificationStatus>;
  #returning = false;
  #followed: AbortSignal | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
    host.adopt(centerStyles);
    host.requestUpdate();
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

  /** The focus goes to the row when the button that was pressed has gone. */
  rendered(): void {
    this.#follow();
    const { state, root } = this.#host;
    const place = root.querySelector<HTMLElement>('#real-name,#trouble');
    if (!this.#returning || !place || state.name !== 'idle' || root.activeElement) return;
    this.#returning = false;
    if (document.activeElement === document.body) place.focus();
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
    this.#returning = true;
    void this.#task.run();
  }

  withdraw(): void {
    this.#returning = true;
    void this.#withdraw();
  }

  /** What happens elsewhere shows without reloading: to who comes back to the page, and while a re-check waits. */
  #follow(): void {
    const { lifetime: signal } = this.#host;
    if (this.#followed === signal) return;
    this.#followed = signal;
    const ask = (): void => {
      const { known, client } = this.#host;
      if (document.visibilityState === 'visible' && known && known.status !== 'certified')
        void client?.ask(true);
    };
    document.addEventListener('visibilitychange', ask, { signal });
    const timer = setInterval(() => this.recheck && ask(), BETWEEN_LOOKS);
    signal.addEventListener('abort', () => clearInterval(timer));
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
