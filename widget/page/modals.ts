/**
 * Modal boxes that the page opens while our dialog is open. Most libraries build them from plain
 * elements, which our modal dialog covers and makes inert, at any z-index. A native `<dialog>` of
 * the page needs no help: the one opened last is on top.
 */
import { activeIn, documentOf, windowOf } from './tree.ts';

const BOXES = [
  '[aria-modal="true"]', // WAI-ARIA: Element UI and Element Plus, Ant Design, Bootstrap from 4 on, jQuery UI from 1.13 on
  '.layui-layer-shade + .layui-layer:not([type="loading"])', // layer and layui
  '.modal.in', // Bootstrap 3
  '.window-mask', // EasyUI
  '.ui-widget-overlay', // jQuery UI before 1.13
].join();

const FOCUSABLE = '[autofocus], button, input, select, textarea, [href], [tabindex]';

const isShown = (box: Element): boolean =>
  box.getClientRects().length > 0 && windowOf(box).getComputedStyle(box).visibility === 'visible';

export class PageModals {
  readonly #host: Element;
  readonly #observer: MutationObserver;
  #watching = false;
  /** The boxes that were open before our dialog. */
  #below = new Set<Element>();
  #opened: Element | undefined;

  /** `changed`: a box was opened after our dialog, or the last such box was closed. */
  constructor(host: Element, changed: () => void) {
    this.#host = host;
    this.#observer = new MutationObserver(() => {
      const before = this.#opened;
      this.#look();
      if (this.#opened !== before) changed();
    });
  }

  /** A box that the page opened after our dialog. */
  get opened(): Element | undefined {
    return this.#opened;
  }

  /** Called when our dialog opens, above the boxes that are open already. */
  watch(): void {
    this.#below = new Set(this.#shown());
    if (this.#watching) return;
    this.#watching = true;
    this.#observer.observe(documentOf(this.#host), {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-modal', 'class', 'hidden', 'style'],
    });
  }

  stop(): void {
    this.#observer.disconnect();
    this.#watching = false;
    this.#opened = undefined;
    this.#below.clear();
  }

  /** Moves the focus into the box, unless it is there already. */
  focus(): void {
    const box = this.#opened;
    for (const each of box ? [box, ...box.querySelectorAll(FOCUSABLE)] : []) {
      if (box!.contains(activeIn(documentOf(this.#host)))) return;
      (each as HTMLElement).focus();
    }
  }

  #look(): void {
    const shown = this.#shown();
    this.#below = new Set(shown.filter((box) => this.#below.has(box)));
    this.#opened = shown.find((box) => !this.#below.has(box));
  }

  /** The visible boxes, except for a box that contains our element. */
  #shown(): Element[] {
    const boxes = [...documentOf(this.#host).querySelectorAll(BOXES)];
    return boxes.filter((box) => !box.contains(this.#host) && isShown(box));
  }
}
