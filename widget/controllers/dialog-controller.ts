/**
 * Opens the host's dialog as a modal dialog, but only where it is rendered, because a modal dialog
 * that is not rendered freezes the page. Keeps keys and the clipboard in the dialog private from
 * the page. Closes the dialog while its place is hidden or while the page shows a modal box that it
 * has opened later, and then opens it again in the same state.
 */
import type { ReactiveController } from 'lit';
import { failLogged } from '../api/result.ts';
import { listen } from '../page/listen.ts';
import { PageModals } from '../page/modals.ts';
import { activeAround, documentOf, windowOf } from '../page/tree.ts';
import { isRendered } from '../page/rendered.ts';
import type { Host } from './host.ts';

export interface DialogOptions {
  /** Before a dialog opens: claims the page for it; false when another element has it. */
  claim: () => boolean;
  /** Another element has claimed it. */
  refused: () => void;
  /** The user has left the dialog by Escape, or the browser has closed it. */
  dismissed: () => void;
  /** A private event in the dialog. Nobody else hears it, no listener of the dialog either. */
  heard: (event: Event) => void;
}

/** Pages handle them: shortcuts, and a Backspace or paste blocked outside of their own inputs. */
const PRIVATE_EVENTS = ['keydown', 'keypress', 'keyup', 'copy', 'cut', 'paste', 'contextmenu'];

export class DialogController implements ReactiveController {
  readonly #host: Host;
  readonly #options: DialogOptions;
  /**
   * See that the dialog's place is hidden or shown: by its size, and inside a closed `<details>`,
   * where the size stays, by the intersection.
   */
  readonly #places = [ResizeObserver, IntersectionObserver].map(
    (Observer) => new Observer(() => this.#synchronize()),
  );
  readonly #modals: PageModals;
  #dialog: HTMLDialogElement | null = null;
  /** The element that is open. Another one is another dialog, which screen readers announce. */
  #shown: HTMLDialogElement | null = null;
  #guard: AbortController | undefined;
  /** Where the focus was before the first dialog. */
  #opener: Element | null = null;
  /** Where the focus was last in a dialog. */
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
    if (!this.#host.isConnected) return; // An update can run after the element has left the page.
    const dialog = this.#host.renderRoot.querySelector('dialog');
    if (dialog !== this.#dialog) {
      for (const place of this.#places) {
        place.disconnect();
        if (dialog) place.observe(dialog);
      }
      this.#dialog = dialog;
    }
    // Every character typed is an update: while the dialog is open, the observers say when its
    // place is hidden, and no style is read.
    if (this.#isShown) this.#keepFocus();
    else this.#synchronize();
  }

  hostDisconnected(): void {
    for (const place of this.#places) place.disconnect();
    this.#guard?.abort();
    this.#modals.stop();
    this.#dialog = this.#shown = null;
  }

  /** Closes the dialog, and returns the focus if it was seen: else the user is elsewhere. */
  close(): void {
    this.#dialog?.close();
    try {
      if (this.#shown && !this.#modals.opened) (this.#opener as HTMLElement | null)?.focus();
    } catch (error) {
      failLogged(error); // The page's own `focus()` has thrown.
    }
    this.#opener = this.#shown = null;
    this.#modals.stop();
  }

  /** For the dialog's `cancel` event. */
  readonly canceled = (event: Event): void => {
    event.preventDefault();
    this.#options.dismissed();
  };

  /**
   * For the dialog's `close` event: browsers may close a dialog without `cancel`. A dialog that the
   * user must not leave opens again.
   */
  readonly closed = ({ target }: Event): void => {
    if (target !== this.#dialog || this.#dialog?.open || !this.#isUncovered) return;
    this.#options.dismissed();
    this.#host.requestUpdate();
  };

  /** It is open, so an update cannot change that. */
  get #isShown(): boolean {
    return !!this.#dialog?.open && this.#dialog === this.#shown;
  }

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
      // The page could not focus its box over our dialog. After it, the dialog is back in place.
      if (this.#modals.opened) return this.#modals.focus();
      // With its place comes back the box that it may stand in, whose shade is no box over it.
      this.#modals.stop();
      this.#shown = null;
      return;
    }
    if (this.#isShown) return this.#keepFocus();
    if (!this.#options.claim()) return this.#options.refused();
    const active = activeAround(this.#host);
    // A dialog that left the page with the element has lost the focus: it goes where it was before.
    if (!this.#opener || (!this.#shown && active !== documentOf(this.#host).body)) this.#opener = active;
    this.#modals.watch();
    const focused = this.#focused;
    dialog.close();
    dialog.showModal();
    if (focused && dialog.contains(focused)) focused.focus();
    else this.#focusIn(dialog);
    this.#shown = dialog;
  }

  /** The button that had the focus may be gone. */
  #keepFocus(): void {
    if (this.#focused?.isConnected === false) this.#focusIn(this.#dialog!);
  }

  /**
   * Focuses the primary action; where that is not on the screen (400 % zoom) the heading, so that
   * the dialog does not open scrolled to it.
   */
  #focusIn(dialog: HTMLDialogElement): void {
    const primary = dialog.querySelector<HTMLElement>('[autofocus]');
    dialog.scrollTop = 0;
    const bottom = dialog.getBoundingClientRect().top + dialog.clientHeight;
    const isSeen = !!primary && primary.getBoundingClientRect().bottom <= bottom;
    (isSeen ? primary : dialog.querySelector<HTMLElement>('h2'))?.focus();
  }

  /**
   * Listens at the window in the capture phase, so before all listeners of the page, except for
   * capturing listeners that the window had before this one.
   */
  #keepPrivate(): void {
    const { signal } = (this.#guard = new AbortController());
    const keep = (event: Event): void => {
      if (!this.#dialog?.open || !event.composedPath().includes(this.#dialog)) return;
      event.stopImmediatePropagation();
      this.#options.heard(event);
    };
    listen(windowOf(this.#host), PRIVATE_EVENTS, keep, signal);
  }
}
