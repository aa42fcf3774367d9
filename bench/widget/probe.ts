/**
 * Runs in the page. A target is usable when a person could press it: it has not moved for a frame, is opaque, is topmost at its middle, and is not
 * disabled. The functions have no imports, because Playwright sends their text to the browser.
 */

export interface Probe {
  /** Milliseconds from `start` to the frame in which the target is usable. */
  usable(target: Target, start: number): Promise<number>;
  /** Milliseconds from the next click, by the time of its event. */
  afterClick(target: Target): Promise<number>;
  /** The point to press. */
  middle(target: Target): { x: number; y: number };
  shift(): number;
}

/** A button with this text, or the n-th text field that can be seen. */
export type Target = { button: string } | { field: number };

declare global {
  interface Window {
    probe: Probe;
  }
}

export function installProbe(): void {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });

  const everything = function* (root: Document | ShadowRoot): Generator<HTMLElement> {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  };
  const parentOf = (element: Element): Element | null =>
    element.assignedSlot ??
    element.parentElement ??
    ((element.getRootNode() as ShadowRoot).host as Element) ??
    null;
  const isSeen = (element: HTMLElement): boolean => element.checkVisibility({ visibilityProperty: true });
  const isText = (element: HTMLElement): boolean =>
    element.matches('input:not([type]), input[type=text], input[type=search]') && isSeen(element);

  function find(target: Target): HTMLElement | undefined {
    let fields = 0;
    for (const element of everything(document)) {
      if ('field' in target && isText(element) && fields++ === target.field) return element;
      if (!('button' in target) || !element.matches('button, sl-button') || !isSeen(element)) continue;
      if ((element.innerText ?? '').replace(/\s/g, '') === target.button) return element;
    }
    return undefined;
  }

  function topAt(x: number, y: number): Element | null {
    let top = document.elementFromPoint(x, y);
    for (let inner = top; inner?.shadowRoot; top = inner) {
      inner = inner.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === top) break;
    }
    return top;
  }

  function isOpaque(element: Element): boolean {
    for (let at: Element | null = element; at; at = parentOf(at))
      if (getComputedStyle(at).opacity !== '1') return false;
    return true;
  }

  function isTop(element: HTMLElement, { left, top, width, height }: DOMRect): boolean {
    for (let at = topAt(left + width / 2, top + height / 2); at; at = parentOf(at))
      if (at === element) return true;
    return false;
  }

  const isDisabled = (element: HTMLElement): boolean =>
    element.matches(':disabled, [disabled], [aria-disabled=true]');

  const usable = (target: Target, start: number): Promise<number> =>
    new Promise((resolve, reject) => {
      let rectBefore = '';
      const giveUpAt = performance.now() + 30_000;
      const look = (): void => {
        if (performance.now() > giveUpAt)
          return reject(
            new Error(`never usable: ${JSON.stringify(target)} ${document.body.innerText.slice(-60)}`),
          );
        const element = find(target);
        if (element) {
          const rect = element.getBoundingClientRect();
          const now = [rect.x, rect.y, rect.width, rect.height].join();
          const still = now === rectBefore;
          rectBefore = now;
          if (still && isOpaque(element) && isTop(element, rect) && !isDisabled(element))
            return resolve(performance.now() - start);
        }
        requestAnimationFrame(look);
        return undefined;
      };
      look();
    });

  window.probe = {
    usable,
    afterClick: (target) =>
      new Promise((resolve) => {
        const clicked = (event: Event) => resolve(usable(target, event.timeStamp));
        window.addEventListener('click', clicked, { capture: true, once: true });
      }),
    middle(target) {
      const { x, y, width, height } = find(target)!.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    shift: () => shift,
  };
}
