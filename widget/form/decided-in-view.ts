/** Brings into view what a choice has decided, in a dialog whose middle scrolls. */
import { windowOf } from '../page/tree.ts';
import type { ShowDecided } from './field-events.ts';

/**
 * Shows the decided fields with as much of the choice above them as leaves room for both, and no
 * further than that.
 */
export const showDecidedInDialog: ShowDecided = (decided, choice) => {
  const last = decided[decided.length - 1];
  const middle = last?.closest('[data-scrolls]');
  if (!last || !middle) return;
  const { innerHeight } = windowOf(last);
  // At 400 % the dialog scrolls as a whole.
  const room = Math.min(middle.clientHeight, innerHeight);
  const { bottom } = last.getBoundingClientRect();
  const fits = (element: Element): boolean => bottom - element.getBoundingClientRect().top <= room;
  const above = [choice, choice.querySelector(':checked')?.closest('[data-whole]')];
  const first = above.find((element) => element && fits(element)) ?? decided[0]!;
  const frame = middle.getBoundingClientRect();
  const seen =
    first.getBoundingClientRect().top >= frame.top && bottom <= Math.min(frame.bottom, innerHeight);
  if (!seen) first.scrollIntoView();
};
