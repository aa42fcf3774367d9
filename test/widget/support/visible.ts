/** Finds what a person can see without scrolling. */
import { input } from './user.ts';
import { waitUntil } from './wait.ts';

/** All of it is in the window, and nothing lies over it. */
export function isSeen(place: Element): boolean {
  const root = place.getRootNode() as Document | ShadowRoot;
  const { left, right, top, bottom } = place.getBoundingClientRect();
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return false;
  return [top + 1, bottom - 1].every((y) => {
    const met = root.elementFromPoint((left + right) / 2, y);
    return !!met && place.contains(met);
  });
}

export const becomesSeen = (place: () => Element | null, what: string): Promise<void> =>
  waitUntil(
    () => {
      const found = place();
      return found && isSeen(found);
    },
    `${what} is not in view`,
    { timeout: 5000 },
  );

/** A field with its label, its hint and its error. */
export const fieldOf = (element: Element, path: string): Element =>
  input(element, path).closest('[part~="field"]')!;

export const isWrong = (element: Element, path: string): boolean =>
  input(element, path).getAttribute('aria-invalid') === 'true';
