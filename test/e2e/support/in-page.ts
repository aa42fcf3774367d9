/**
 * Finds what a person sees in a page, also in open shadow roots. The function is sent to the browser as text, so it uses nothing
 * outside of it, and only what Chromium 86 supports.
 */

export type Question =
  | { ask: 'text' }
  /** A link, a button or a choice, by its text or the beginning of it. */
  | { ask: 'control'; name: string }
  /** A field, by its label. */
  | { ask: 'field'; label: string }
  | { ask: 'focus' };

export interface Place {
  x: number;
  y: number;
  /** Nothing covers it. */
  free: boolean;
  value: string;
}

export interface Focus {
  /** Its label, text or heading. */
  name: string;
  value: string;
  /** `nowhere`: no element of the page has the focus; it may be on the browser's own controls. */
  where: 'dialog' | 'page' | 'nowhere';
}

export function answerInPage(question: Question): string | Place | Focus | null {
  const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
  ];
  const all = <E extends HTMLElement>(selector: string): E[] =>
    roots(document).flatMap((root) => [...root.querySelectorAll<E>(selector)]);
  const wordsOf = (element: HTMLElement) => element.innerText.replaceAll(/\s+/g, ' ').trim();
  const rendered = (element: Element) => element.getClientRects().length > 0;
  /** The visible text. An element that is not rendered would give the text of its source. */
  const textOf = (parent: ParentNode): string =>
    [...parent.children]
      .map((child) => (rendered(child) && child instanceof HTMLElement ? child.innerText : textOf(child)))
      .join('\n');
  const labelOf = (field: HTMLInputElement) => {
    const named = field.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const root = field.getRootNode() as Document | ShadowRoot;
    const labels = named.length ? named.map((id) => root.getElementById(id)!) : [...(field.labels ?? [])];
    return labels.map((label) => wordsOf(label).replace(/\s*\*$/, '')).join(' ');
  };
  const nameOf = (control: HTMLElement) =>
    labelOf(((control as HTMLLabelElement).control ?? control) as HTMLInputElement) || wordsOf(control);
  const topmost = (x: number, y: number): Element | null => {
    let found = document.elementFromPoint(x, y);
    for (let inner = found; inner?.shadowRoot; found = inner)
      inner =
        inner.shadowRoot.elementFromPoint(x, y) === inner ? null : inner.shadowRoot.elementFromPoint(x, y);
    return found;
  };
  const placeOf = (element: HTMLElement): Place => {
    element.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = element.getClientRects()[0]!;
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = topmost(x, y);
    const free = hit !== null && (element.contains(hit) || hit.contains(element));
    return { x, y, free, value: (element as HTMLInputElement).value ?? '' };
  };

  /** Whether it is in a dialog in the flat tree: slotted elements count as inside of their slot. */
  const inDialog = (element: Element): boolean => {
    if (element.matches('dialog[open]')) return true;
    const outer = element.assignedSlot ?? element.parentNode;
    const parent = outer instanceof ShadowRoot ? outer.host : outer;
    return parent instanceof Element && inDialog(parent);
  };

  if (question.ask === 'text') return roots(document).map(textOf).join('\n');
  if (question.ask === 'control') {
    const controls = all('button, a[href], summary, label').filter(rendered);
    const control =
      controls.find((each) => nameOf(each) === question.name) ??
      controls.find((each) => nameOf(each).startsWith(question.name));
    return control ? placeOf(control) : null;
  }
  if (question.ask === 'field') {
    const field = all<HTMLInputElement>('input, textarea').find(
      (each) => rendered(each) && labelOf(each) === question.label,
    );
    return field ? placeOf(field) : null;
  }
  let focused = document.activeElement as HTMLInputElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement as HTMLInputElement;
  return {
    name: nameOf(focused),
    value: focused.value ?? '',
    where: focused === document.body ? 'nowhere' : inDialog(focused) ? 'dialog' : 'page',
  };
}
