/**
 * Opens the dialog that the host has rendered, as a modal one: only where it can be seen (a modal dialog that is not rendered
 * would freeze the page), and so that the page does not hear what is typed in it. It steps aside while its place is hidden, or the
 * page shows a modal box of its own that it has opened since, and comes back as it was.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { letCompositionEnd } from '../dialog/composition.ts';
import { PageModals } from '../page/modals.ts';
import { activeIn, documentOf, windowOf } from '../page/tree.ts';
import { isRendered } from '../page/rendered.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

export interface DialogOptions {
  /** The last word before a dialog opens; false when it must not. */
  admits: () => boolean;
  /** The user has left the dialog by Escape, or the browser has closed it. */
  dismissed: () => void;
}

/** What a page could listen for: hot keys, a Backspace or a paste that it blocks outside of its own inputs. */
const PRIVATE_EVENTS = ['keydown', 'keypress', 'keyup', 'copy', 'cut', 'paste', 'contextmenu'];

export class DialogController implements ReactiveController {
  readonly #host: Host;
  readonly #options: DialogOptions;
  readonly #places = new ResizeObserver(() => this.#synchronize());
  readonly #modals: PageModals;
  #dialog: HTMLDialogElement | null = null;
  /** Opened here: another element is another dialog, and is announced as such. */
  #shown: HTMLDialogElement | null = null;
  #guard: AbortController | undefined;
  /** Where the focus was before the first dialog. */
  #opener: Element | null = null;
  /** Where it was last in a dialog. */
  #focused: HTMLElement | undefined;

  constructor(host: Host, options: DialogOptions) {
    this.#host = host;
    this.#options = options;
    this.#modals = new PageModals(host, () => this.#synchronize());
    host.addController(this);
  }

  hostConnected(): void {
    this.#keepPrivate();
    this.#host.renderRoot.addEventListener('focusin', this.#remember);
  }

  hostUpdated(): void {
    if (!this.#host.isConnected) return; // An update may come after the element has left the page.
    const dialog = this.#host.renderRoot.querySelector('dialog');
    if (dialog !== this.#dialog) {
      this.#places.disconnect();
      // Its size changes when its place is hidden or shown.
      if (dialog) this.#places.observe(dialog);
      this.#dialog = dialog;
    }
    this.#synchronize();
  }

  hostDisconnected(): void {
    this.#places.disconnect();
    this.#guard?.abort();
    this.#modals.stop();
    this.#dialog = this.#shown = null;
  }

  /** Closes the dialog, which gives the focus back to where it was before, but takes it from no box of the page. */
  close(): void {
    this.#dialog?.close();
    if (!this.#modals.opened) (this.#opener as HTMLElement | null)?.focus();
    this.#opener = null;
    this.#modals.stop();
  }

  /** For the dialog's `cancel` event. */
  readonly canceled = (event: Event): void => {
    event.preventDefault();
    this.#options.dismissed();
  };

  /** For its `close` event: browsers may close a dialog without asking. What must not be left opens again. */
  readonly closed = ({ target }: Event): void => {
    if (target !== this.#dialog || this.#dialog?.open || !this.#isUncovered) return;
    this.#options.dismissed();
    this.#host.requestUpdate();
  };

  get #isUncovered(): boolean {
    return isRendered(this.#host) && !this.#modals.opened;
  }

  readonly #remember = ({ target }: Event): void => {
    this.#focused = target as HTMLElement;
  };

  #synchronize(): void {
    const dialog = this.#dialog;
    if (!dialog || !this.#isUncovered) {
      if (!dialog?.open) return;
      dialog.close();
      this.#modals.focus(); // The page could not, while the dialog was open.
      return;
    }
    if ((dialog === this.#shown && dialog.open) || !this.#options.admits()) return;
    this.#opener ??= activeIn(documentOf(this.#host));
    this.#modals.watch();
    const focused = this.#focused;
    dialog.close();
    dialog.showModal();
    if (focused && dialog.contains(focused)) focused.focus();
    else this.#focusIn(dialog);
    this.#shown = dialog;
  }

  /** Where one goes on; at the heading of a dialog that does not fit, as at 400 %: else it would open at its end. */
  #focusIn(dialog: HTMLDialogElement): void {
    const fits = dialog.scrollHeight <= dialog.clientHeight;
    dialog.querySelector<HTMLElement>(fits ? '[autofocus]' : 'h2')?.focus();
    if (!fits) dialog.scrollTop = 0;
  }

  /**
   * At the window, on the way down: ahead of all listeners of the page, but for those that the window itself had on the way down before
   * the element came. Nobody can be ahead of them.
   */
  #keepPrivate(): void {
    const { signal } = (this.#guard = new AbortController());
    const keep = (event: Event): void => {
      if (!this.#dialog?.open || !event.composedPath().includes(this.#dialog)) return;
      event.stopImmediatePropagation();
      if ('isComposing' in event) letCompositionEnd(event as KeyboardEvent);
    };
    const page = windowOf(this.#host);
    for (const type of PRIVATE_EVENTS) page.addEventListener(type, keep, { capture: true, signal });
  }
}
