import { type TemplateResult, html } from 'lit';
import type { FailureCode } from '../api/result.ts';
import type { RegistrationHost } from '../controllers/host.ts';
import { helpView } from '../dialog/help.ts';
import { isRendered } from '../page/rendered.ts';
import { isElement, isSelected } from '../page/tree.ts';
import { message } from '../dialog/message.ts';
import { pageFormStyles } from '../form/page-form-styles.ts';
import { LazyPart, LazyWords, Loader } from '../loading/loader.ts';
import { fullTimeOf } from '../locales/dates.ts';
import { loadRegistrationWords } from '../locales/index.ts';
import { connection as defaultConnection } from '../locales/zh-Hans/connection.ts';
import type { RegistrationController } from '../registration/index.ts';
import type { Purpose } from '../session/session.ts';
import { GRACE } from '../session/token.ts';
import { surfaceStyles } from '../styles/surface.ts';
import { describeWith } from './debugging.ts';
import { WidgetElement } from './widget-element.ts';

/** Inputs in which Enter means "send this form". */
const TYPED = /^(text|password|email|tel|number|search|url|date)$/;

/**
 * The form by which a new unit registers at a portal, in the page (docs/en/registration.md). The
 * portal's own fields (login name, password) are its children: laid out here, never read. Set them
 * up with the browser's own validation; what it finds invalid is shown before anything is sent.
 *
 * @tagname unit-registration
 *
 * @slot - the portal's own fields, with their heading; `h2`, `label`, `input` and `p` among its children look like the form's
 *
 * @slot help - what the portal offers to people who need help, with each refusal: a hotline, a hint
 *
 * @fires {CustomEvent<{unit: {code: string, name: string}, assertion: string}>} unit-registered - the unit, as typed, has been verified: send `assertion` with the portal's own fields to the portal's server
 * @fires {CustomEvent<{code: string, retryable: boolean, requestId?: string}>} certification-error - something did not work
 *
 * @csspart registration - the form's surface
 * @csspart heading - the title of a group of fields
 * @csspart notice - the result of the last try, at the fields that it is about or above the button
 */
export class UnitRegistration extends WidgetElement implements RegistrationHost {
  static override styles = [...WidgetElement.styles, surfaceStyles, ...pageFormStyles];

  readonly #part = new LazyPart(
    'registration',
    () => import('../registration/index.ts'),
    (part) => {
      this.addStyles(part.registrationStyles);
      return { ...part, controller: new part.RegistrationController(this) };
    },
  );

  readonly #words = new LazyWords(this, loadRegistrationWords);

  readonly #loader = new Loader(
    this,
    () => [this.#words, this.#part],
    () => this.language,
  );

  #graceOver = false;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #reported = false;

  constructor() {
    super();
    describeWith(
      this,
      'registration-debug',
      () => import('../debug/registration.ts'),
      ({ explainRegistration, mistakesOf }) =>
        explainRegistration({
          mistakes: mistakesOf(this),
          rendered: isRendered(this),
          obstacle: this.#obstacle,
          form: !!this.#part.value && !!this.#words.value,
          stage: this.#controller?.stage,
          missing: !!this.#loader.failed,
        }),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#pressed);
    this.#grace = setTimeout(() => {
      this.#graceOver = true;
      this.requestUpdate();
    }, GRACE);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#grace);
  }

  /**
   * For a page that could not create the account after `unit-registered`: removes the notice of
   * success. 「注册」 then dispatches the event again, with a fresh assertion. Does nothing when there
   * is no such notice.
   */
  withdraw(): void {
    this.#controller?.withdraw();
  }

  /** @internal */
  get invalid(): readonly HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>(':invalid')].filter(
      (field, _index, all) =>
        'validationMessage' in field &&
        !field.matches('fieldset') &&
        // In a group of radio buttons each is invalid: the first one stands for the group.
        (field.type !== 'radio' ||
          field === all.find(({ type, name }) => type === 'radio' && name === field.name)),
    );
  }

  protected override get purpose(): Purpose {
    return 'registration';
  }

  protected override updated(): void {
    const obstacle = this.#obstacle;
    if (obstacle && !this.#reported) this.report({ code: obstacle });
    this.#reported = !!obstacle;
  }

  protected override render(): TemplateResult {
    const obstacle = this.#obstacle;
    const part = this.#part.value;
    const { failed } = this.#loader;
    const words = this.#words.value?.(this.#controller?.unitCode);
    const surface = (content: unknown): TemplateResult =>
      html`<section part="registration" lang=${words?.tag ?? this.language} aria-busy=${!content}>
        ${content ?? html`<slot></slot>`}
      </section>`;
    if (words && obstacle)
      return surface(
        message({
          ...words.problems.trouble[obstacle],
          icon: 'danger',
          actions: [],
          below: helpView(this.setting('help')),
        }),
      );
    if (!words || !part) return surface(failed && this.#missing(failed));
    return part.registrationView(part.controller, {
      ...part.combined(words),
      timeOf: fullTimeOf(words.tag),
    });
  }

  get #controller(): RegistrationController | undefined {
    return this.#part.value?.controller;
  }

  /** A problem that makes filling in the form useless. */
  get #obstacle(): 'insecure-context' | 'misconfigured' | undefined {
    if (!isSecureContext) return 'insecure-context';
    return this.#graceOver && !this.session ? 'misconfigured' : undefined;
  }

  /** Shown when a part did not load. In the page's language if that has loaded. */
  #missing(failed: FailureCode): TemplateResult {
    const words = this.#words.value?.();
    const { tag, connection } = words ?? { tag: 'zh-Hans', connection: defaultConnection };
    return html`<div role="alert" lang=${tag}>
      ${message({
        ...((failed === 'unavailable' && words?.problems.trouble.unavailable) || connection.missing),
        below: helpView(this.setting('help')),
        actions: [{ label: connection.retry, run: () => void this.#loader.load() }],
      })}
    </div>`;
  }

  /** Enter in one of the page's own fields submits, as in the form's fields. */
  readonly #pressed = (event: KeyboardEvent): void => {
    const { target, key, isComposing, keyCode, defaultPrevented } = event;
    if (key !== 'Enter' || isComposing || keyCode === 229 || defaultPrevented) return;
    if (!isElement(target) || !isSelected(target, 'input') || !TYPED.test((target as HTMLInputElement).type))
      return;
    event.preventDefault();
    this.#controller?.submit();
  };
}
