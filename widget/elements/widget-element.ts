import {
  type CSSResultOrNative,
  LitElement,
  type PropertyDeclaration,
  type PropertyDeclarations,
  type PropertyValues,
} from 'lit';
import { VERSION } from '../../bff/contract/version.ts';
import type { Purpose, Session } from '../session/session.ts';
import { sessions, signOut } from '../session/sessions.ts';
import type { TokenSource } from '../session/token.ts';
import { errorDetailOf, isForDeveloper } from '../api/problems.ts';
import type { Failure } from '../api/result.ts';
import type { CertificationHost } from '../controllers/host.ts';
import { type Locale, nearestLocale } from '../locales/index.ts';
import { addStyles } from '../page/styles.ts';
import { closestAcross, rootsAround } from '../page/tree.ts';
import { tokens } from '../styles/tokens.ts';
import { type Settings, configurationListeners, pageSettings } from './configuration.ts';

/**
 * The BFF that served a script, from the script's URL (`…/widget/<name>.js`,
 * `…/widget/1.2.3/<name>.js`, path prefixes allowed), without a final slash.
 */
export const bffOf = (scriptUrl: string): string | undefined =>
  /^(https?:.+)\/widget\/(?:\d[\w.+-]*\/)?unit-[\w.-]+\.js/.exec(scriptUrl.replace(/[?#].*/, ''))?.[1];

/** A property for each setting. */
type Own<Values> = { [Name in keyof Required<Values>]: Values[Name] | undefined };

/**
 * The base class of the widget's elements: common attributes and properties, the session with the
 * BFF, the language, and events to the page.
 *
 * @attr {string} bff - base URL of the BFF, a path is allowed; from the script's URL when it is not given
 * @attr {string} token-url - URL of the portal, asked by GET with its cookies, answers `{"token": "…"}`
 * @attr {string} login-url - where the user logs in again when the session has ended
 * @attr {string} privacy-url - the portal's personal data notice: the form links to it where it asks for consent
 * @attr {string} help - the portal's help as plain text, a hotline for instance, where nothing is put into the slot `help`
 * @attr {Locale} locale - else the nearest `lang`, else `zh-Hans`
 * @attr {'standard' | 'large'} [appearance=standard] - `large`: bigger text and targets, one thing at a time
 * @attr {boolean} debug - says in the console what the element does, and why it shows nothing
 *
 * @csspart dialog - every dialog
 * @csspart title - its title
 * @csspart text - its paragraphs
 * @csspart actions - its row of buttons
 * @csspart button - a button
 * @csspart primary - the one that is recommended, also a `button`
 * @csspart help - the text of `help`
 * @csspart reference - the reference number of an answer that is not a success
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
 * @csspart center - the center in the page
 * @csspart row - a kind in it
 * @csspart state - its state, date and reason
 * @csspart history - the last submissions below it
 *
 * @cssprop [--unit-certification-primary=#0b5cad] - primary color, also of the focus ring
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
 * @cssprop [--unit-certification-font-size=16px] - base size; 20px in `large`. By default as large as the browser’s own setting, when that is larger
 */
export class WidgetElement extends LitElement implements Own<Settings> {
  static override properties: PropertyDeclarations = {
    bff: { reflect: true },
    tokenUrl: { attribute: 'token-url', reflect: true },
    getToken: { attribute: false },
    loginUrl: { attribute: 'login-url', reflect: true },
    privacyUrl: { attribute: 'privacy-url', reflect: true },
    help: { reflect: true },
    locale: { reflect: true },
    appearance: { reflect: true },
    debug: { type: Boolean, reflect: true },
  } satisfies Record<keyof Settings | 'debug', PropertyDeclaration>;

  static override styles: CSSResultOrNative[] = [tokens];

  /** The widget's version, as in package.json. */
  static readonly version: string = VERSION;

  /** The BFF that served the script: what `bff` defaults to. */
  static scriptBff: string | undefined;

  /**
   * For single-page portals (docs/en/embedding.md, "Portals in one page"): forgets the user with
   * everything shown and typed, and closes the dialogs. No request is made until an element enters
   * the page, `refresh()` is called, or the user acts.
   */
  static signOut(): void {
    signOut();
  }

  declare readonly renderRoot: ShadowRoot;
  declare bff: string | undefined;
  declare tokenUrl: string | undefined;
  declare getToken: (() => Promise<string>) | undefined;
  declare loginUrl: string | undefined;
  declare privacyUrl: string | undefined;
  declare help: string | undefined;
  declare locale: Locale | undefined;
  declare appearance: 'standard' | 'large' | undefined;
  declare debug: boolean;

  /** @internal Shared by elements with the same BFF and source of tokens; undefined without one. */
  session: Session | undefined;
  /** Where the session asks, and whether its `getToken` is the element's own. */
  #where: TokenSource & { bff?: string | undefined; isOwn?: boolean } = {};
  readonly #update = (): void => this.requestUpdate();
  /** Sees a change of the page's language. */
  readonly #languages = new MutationObserver(this.#update);
  readonly #explained = new Set<string>();
  readonly #styles = [...(this.constructor as typeof LitElement).elementStyles];

  constructor() {
    super();
    this.debug = false;
  }

  /** The purpose of the element's tokens. */
  protected get purpose(): Purpose {
    return 'certification';
  }

  /** @internal The language asked for: the attribute's, else the nearest `lang` in the page. */
  get language(): Locale {
    return nearestLocale(this.setting('locale') ?? closestAcross(this, '[lang]')?.getAttribute('lang') ?? '');
  }

  /** @internal The element's own attribute or property, else the page's default. */
  setting<Name extends keyof Settings>(name: Name): Settings[Name] {
    return (this as Settings)[name] ?? pageSettings[name];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    configurationListeners.add(this.#update);
    this.#observeLanguages();
  }

  /**
   * @internal The page has moved the element by `moveBefore()`. Without this method the browser
   * calls the disconnected and the connected callback instead, and an open dialog closes.
   */
  connectedMoveCallback(): void {
    this.#observeLanguages();
    this.requestUpdate();
  }

  /** @internal The page has moved it to another document. The style sheets do not follow. */
  adoptedCallback(): void {
    if (this.shadowRoot) addStyles(this.shadowRoot, this.#styles);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    configurationListeners.delete(this.#update);
    this.#languages.disconnect();
  }

  /** Follows a change of where to ask. */
  protected override willUpdate(_changed: PropertyValues): void {
    // For the style sheets: the attribute `appearance` is the element's own.
    this.setAttribute('data-unit-certification', this.setting('appearance') ?? 'standard');
    this.#openSession();
  }

  /** @internal Dispatches `certification-error`, and explains the failure. */
  report(failure: Failure): void {
    this.emit('certification-error', errorDetailOf(failure));
    this.explain(failure);
  }

  /** @internal The console explains a developer's problem once. */
  explain(failure: Failure): void {
    const { code, requestId } = failure;
    if (!isForDeveloper(failure) || this.#explained.has(code)) return;
    this.#explained.add(code);
    const asked = {
      localName: this.localName,
      bff: this.setting('bff'),
      tokenUrl: this.setting('tokenUrl'),
    };
    import('../debug/explain-problem.ts').then(
      ({ explainProblem, mistakesOf }) => console.error(explainProblem(asked, failure, mistakesOf(this))),
      (error) => console.error('unit-certification:', code, requestId, error),
    );
  }

  /** @internal Adds the styles of a loaded part. */
  addStyles(...styles: CSSResultOrNative[]): void {
    this.#styles.push(...styles);
    addStyles(this.renderRoot, styles);
  }

  /** Like Lit's own, but with style sheets of the document that the element is in. */
  protected override createRenderRoot(): ShadowRoot {
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    addStyles(root, this.#styles);
    this.renderOptions.renderBefore ??= root.firstChild; // else rendering clears `<style>` elements
    return root;
  }

  /** @internal Dispatches a public event; false when the page prevented a cancelable one. */
  emit(type: string, detail?: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }

  #observeLanguages(): void {
    this.#languages.disconnect();
    for (const root of rootsAround(this))
      this.#languages.observe(root, { subtree: true, attributeFilter: ['lang'] });
  }

  /** A new session where the element asks elsewhere than before. */
  #openSession(): void {
    const where = {
      bff: this.setting('bff') ?? WidgetElement.scriptBff,
      tokenUrl: this.setting('tokenUrl'),
      getToken: this.setting('getToken'),
    };
    const before = this.#where;
    if (where.bff === before.bff && where.tokenUrl === before.tokenUrl && where.getToken === before.getToken)
      return;
    // The page's session is shared: an element that gets a source of its own leaves it.
    const leaves = this.getToken && !before.isOwn;
    this.#where = { ...where, isOwn: !!this.getToken };
    const { bff, tokenUrl, getToken } = where;
    this.session =
      bff !== undefined && (tokenUrl || getToken)
        ? sessions.open(bff.replace(/\/+$/, ''), this.purpose, where, leaves ? undefined : this.session)
        : undefined;
  }
}

/** Both certification elements, for what is behind them. */
export type CertificationWidget = WidgetElement & CertificationHost;
