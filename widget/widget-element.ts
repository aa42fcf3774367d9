import { type TemplateResult, nothing, render } from 'lit/html.js';
import type { Client } from './client.ts';
import { clients } from './clients.ts';
import { type Failure, isRetryable } from './failure.ts';
import { nearestLocale } from './locale.ts';
import { upgrade } from './properties.ts';
import type { Locale } from './locales/words.ts';

/**
 * What all elements of the widget have in common: attributes and properties, where to ask, which language to
 * speak, how to show a dialog. Templates are lit-html's; LitElement's reactive properties would be a third of
 * the entry script for what a few accessors do.
 *
 * @attr {string} bff - base URL of the BFF, a path is allowed; from the script's URL when it is not given
 * @attr {string} token-url - URL of the portal, asked by GET with its cookies, answers `{"token": "…"}`
 * @attr {string} privacy-url - the portal's personal data notice, linked from the form
 * @attr {'zh-Hans' | 'zh-Hant' | 'en'} locale - else the nearest `lang`, else `zh-Hans`
 * @attr {'standard' | 'large'} [appearance=standard] - `large`: bigger text and targets, one thing at a time
 *
 * @csspart dialog - every dialog
 * @csspart title - its title
 * @csspart text - its paragraphs
 * @csspart actions - its row of buttons
 * @csspart button - a button
 * @csspart primary - the one that is recommended, also a `button`
 * @csspart link - a link, or a button that looks like one
 * @csspart icon - the icon of a result or an error
 * @csspart form - the form
 * @csspart unit - the unit that is certified
 * @csspart field - a field with label, hint and error
 * @csspart label - its label
 * @csspart hint - its hint
 * @csspart input - its input
 * @csspart choice - one of the identities
 * @csspart error - the message at a field
 * @csspart summary - the errors counted at the top
 * @csspart center - the centre in the page
 * @csspart row - a kind in it
 * @csspart state - its state, date and reason
 *
 * @cssprop [--unit-certification-primary=#0b5cad] - primary colour, also of the focus ring
 * @cssprop [--unit-certification-on-primary=#fff] - text on it
 * @cssprop [--unit-certification-surface=#fff] - background of dialogs
 * @cssprop [--unit-certification-surface-raised] - background of what stands out on them; by default mixed from surface and primary
 * @cssprop [--unit-certification-text=#17212b] - text
 * @cssprop [--unit-certification-text-muted] - hints; by default mixed from text and surface
 * @cssprop [--unit-certification-border=#6f7c89] - borders of fields and buttons, 3 : 1 at least
 * @cssprop [--unit-certification-success=#0f5a2b] - success
 * @cssprop [--unit-certification-warning=#6b3d00] - warning
 * @cssprop [--unit-certification-danger=#99191c] - errors
 * @cssprop [--unit-certification-radius=8px] - corners
 * @cssprop [--unit-certification-font='PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif] - type
 * @cssprop [--unit-certification-font-size=16px] - base size; 20px in `large`
 */
export class WidgetElement extends HTMLElement {
  /** The BFF that served the script: what `bff` defaults to. */
  static scriptBff: string | undefined;

  declare bff: string | undefined;
  declare tokenUrl: string | undefined;
  declare privacyUrl: string | undefined;
  declare locale: Locale | undefined;
  declare appearance: 'standard' | 'large' | undefined;

  /** @internal */
  readonly root = this.attachShadow({ mode: 'open' });
  #getToken: (() => Promise<string>) | undefined;
  #lifetime = new AbortController();
  #rendering: Promise<void> | undefined;
  #shown = '';

  get getToken(): (() => Promise<string>) | undefined {
    return this.#getToken;
  }

  set getToken(getToken: (() => Promise<string>) | undefined) {
    this.#getToken = getToken;
    this.requestUpdate();
  }

  /** @internal Aborts when the element leaves the page; a new one comes with it. */
  get lifetime(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** @internal The page's shared client; undefined while the attributes do not say where to ask. */
  get client(): Client | undefined {
    const bff = this.bff ?? WidgetElement.scriptBff;
    const { tokenUrl, getToken } = this;
    if (bff === undefined || !(tokenUrl || getToken)) return undefined;
    return clients.get(bff.replace(/\/+$/, ''), { tokenUrl, getToken });
  }

  /** Resolves when what was asked for last is on the screen. */
  get updateComplete(): Promise<void> {
    return this.#rendering ?? Promise.resolve();
  }

  connectedCallback(): void {
    upgrade(this);
    this.#lifetime = new AbortController();
    this.#shown = '';
    this.requestUpdate();
  }

  disconnectedCallback(): void {
    this.#lifetime.abort();
  }

  attributeChangedCallback(): void {
    this.requestUpdate();
  }

  /** @internal Renders before the next frame; calls until then are one. */
  requestUpdate(): void {
    this.#rendering ??= Promise.resolve().then(() => {
      this.#rendering = undefined;
      if (this.isConnected) this.update();
    });
  }

  protected update(): void {
    render(this.render() ?? nothing, this.root, { host: this });
  }

  protected render(): TemplateResult | undefined {
    return undefined;
  }

  protected get language(): Locale {
    return nearestLocale(this.locale ?? this.closest<HTMLElement>('[lang]')?.lang ?? '');
  }

  protected get dialog(): HTMLDialogElement | null {
    return this.root.querySelector('dialog');
  }

  /** Shows the rendered dialog; one with another name replaces it, announced as a dialog of its own. */
  protected showDialog(name: string): void {
    const { dialog } = this;
    if (dialog && (name !== this.#shown || !dialog.open)) {
      dialog.close();
      dialog.showModal();
      dialog.querySelector<HTMLElement>('[autofocus]')?.focus();
    }
    this.#shown = dialog ? name : '';
  }

  /** @internal Tells the page of a failure; of one that only its developer can mend, the console too. */
  report({ code }: Failure): void {
    if (code === 'misconfigured' || code === 'insecure-context') console.error('unit-certification:', code);
    this.announce('certification-error', { code, retryable: isRetryable(code) });
  }

  /** @internal */
  adopt(css: string): void {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      this.root.adoptedStyleSheets = [...this.root.adoptedStyleSheets, sheet];
    } catch {
      // Safari before 16.4 has no constructable style sheets; there a strict style-src cannot be met.
      const style = document.createElement('style');
      style.textContent = css;
      this.root.prepend(style);
    }
  }

  /** Dispatches a public event; false when the page prevented a cancelable one. */
  protected announce(type: string, detail?: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }
}
