import { type TemplateResult, html } from 'lit/html.js';
import type { RegistrationRequest } from '../../bff/contract/wire.ts';
import { loadLocale } from '../locale.ts';
import type { Locale } from '../locales/words.ts';
import { SHARED_ATTRIBUTES, reflect } from '../properties.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { message } from '../views/message.ts';
import { WidgetElement } from '../widget-element.ts';
import type { RegistrationHost } from './host.ts';
import type { RegistrationRoom } from './registration-room.ts';
import { type AllWords, combined, loadRegistrationWords } from './words.ts';

/** Inputs in which Enter means "send this form". */
const TYPED = /^(text|password|email|tel|number|search|url|date)$/;

/**
 * The form by which a new unit registers at a portal, in the page (contract.md, section 1). The portal's own fields
 * (login name, password) are its children: laid out here, never read. Set them up with the browser's own
 * validation; what it finds invalid is shown before anything is sent.
 *
 * @tagname unit-registration
 *
 * @slot - the portal's own fields, with their heading; `h2`, `label`, `input` and `p` among its children look like the form's
 *
 * @fires {CustomEvent<{unit: {code: string, name: string}, assertion: string}>} unit-registered - the unit, as typed, has been verified: send `assertion` with the portal's own fields to the portal's server
 * @fires {CustomEvent<{code: string, retryable: boolean}>} certification-error - something did not work
 *
 * @csspart registration - the form's surface
 * @csspart heading - the title of a group of fields
 * @csspart notice - what became of the last try, at the fields that it is about or above the button
 */
export class UnitRegistration extends WidgetElement implements RegistrationHost {
  static get observedAttributes(): string[] {
    return SHARED_ATTRIBUTES;
  }

  #room: RegistrationRoom | undefined;
  #words: AllWords | undefined;
  /** Of the words that are there or on their way. */
  #language: Locale | undefined;
  #failed = false;
  /** A page's own script may set `getToken` a moment after this one has run. */
  #late = false;
  #reported = false;

  constructor() {
    super();
    this.adopt(dialogStyles);
    // Events of what is in the slot come by here too, and those that do not leave the shadow root.
    this.root.addEventListener('input', this.#edited);
    this.addEventListener('keydown', this.#pressed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setTimeout(() => {
      this.#late = true;
      this.requestUpdate();
    }, 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Not for an element that is only moved: it is back before the microtask.
    queueMicrotask(() => this.isConnected || this.#room?.left());
  }

  /**
   * For a page that could not create the account after `unit-registered`: takes the notice of success away. 「注册」 then tells
   * the page again, with a fresh assertion. Does nothing when there is no such notice.
   */
  withdraw(): void {
    this.#room?.withdraw();
  }

  /** @internal */
  get invalid(): readonly HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>(':invalid')].filter(
      (field) => 'validationMessage' in field && !field.matches('fieldset'),
    );
  }

  /** @internal */
  registered(unit: RegistrationRequest['unit'], assertion: string): void {
    this.announce('unit-registered', { unit, assertion });
  }

  protected override update(): void {
    const obstacle = this.#obstacle;
    if (obstacle && !this.#reported) this.report({ code: obstacle });
    this.#reported = !!obstacle;
    if (this.language !== this.#language) this.#load();
    super.update();
    this.#room?.rendered();
  }

  protected override render(): TemplateResult {
    const obstacle = this.#obstacle;
    const words = this.#words;
    const surface = (content: unknown): TemplateResult =>
      html`<section part="registration" lang=${this.language} aria-busy=${!content}>
        ${content ?? html`<slot></slot>`}
      </section>`;
    // Browsers remember that a module could not be loaded: only the page anew can help. No words but these are there.
    if (this.#failed)
      return surface(
        html`<p role="alert" lang="zh-Hans">页面没有加载完整，请检查网络后刷新</p>
          <button part="button" @click=${() => location.reload()}>刷新页面</button>`,
      );
    if (!words || !this.#room) return surface(undefined);
    if (obstacle) return surface(message({ ...words.result.trouble[obstacle], icon: 'danger', actions: [] }));
    return this.#room.view(this.language, words);
  }

  /** Why nobody should begin to fill in the form. */
  get #obstacle(): 'insecure-context' | 'misconfigured' | undefined {
    if (!isSecureContext) return 'insecure-context';
    return this.#late && !this.client ? 'misconfigured' : undefined;
  }

  #load(): void {
    const language = (this.#language = this.language);
    this.#failed = false;
    void Promise.all([
      import('./registration-room.ts'),
      loadLocale(language),
      loadRegistrationWords(language),
    ])
      .then(
        ([{ RegistrationRoom, formStyles, registrationStyles }, words, own]) => {
          if (language !== this.#language) return;
          this.#words = combined(words, own.registration);
          if (this.#room) return;
          this.#room = new RegistrationRoom(this);
          this.adopt(formStyles + registrationStyles);
        },
        // Without the words of another language the form goes on in the one that it has.
        () => (this.#failed = !this.#words),
      )
      .finally(() => this.requestUpdate());
  }

  readonly #edited = (event: Event): void => {
    const target = event.target as Element;
    this.#room?.edited(this.root.contains(target) ? target.id : undefined);
  };

  /** Enter in one of the page's own fields is as Enter in any other of the form. */
  readonly #pressed = (event: KeyboardEvent): void => {
    const { target, key, isComposing, keyCode, defaultPrevented } = event;
    if (key !== 'Enter' || isComposing || keyCode === 229 || defaultPrevented) return;
    if (!(target instanceof HTMLInputElement) || !TYPED.test(target.type)) return;
    event.preventDefault();
    this.#room?.submit();
  };
}

reflect(UnitRegistration);
