/** Checks of a visit: the widget must be as in the plain page, and the page as without the widget. */
import type { Compare } from './compare.ts';
import type { Host } from './hosts.ts';
import { differences } from './looks.ts';
import type { Found } from './record.ts';
import type { Visit } from './visit.ts';

const EVENTS = ['status uncertified', 'submitted certified', 'status certified'];

async function lookDifferences({ looks }: Visit, plain: Visit, compare: Compare): Promise<string[]> {
  const found: string[] = [];
  for (const [step, look] of looks) {
    const [first, ...more] = await differences(look, plain.looks.get(step)!, compare);
    if (first) found.push(`${step}: ${first}${more.length ? `, and ${more.length} more` : ''}`);
  }
  return found;
}

async function pageDifferences({ before, during, after }: Visit, compare: Compare): Promise<string[]> {
  const found: string[] = [];
  if (!before.state.startsWith(during))
    found.push(`${during} while a dialog is open, instead of ${before.state}`);
  if (after.state !== before.state) found.push(`${after.state} at the end, instead of ${before.state}`);
  const pixels = await compare(after.picture, before.picture);
  return pixels ? [...found, `${pixels} at the end`] : found;
}

export const checkVisit = async (
  { says }: Host,
  seen: Visit,
  plain: Visit,
  compare: Compare,
): Promise<Found> => ({
  looks: await lookDifferences(seen, plain, compare),
  page: await pageDifferences(seen, compare),
  console: seen.after.messages.filter(
    (message) => message !== says?.message && !seen.before.messages.includes(message),
  ),
  events: [
    ...EVENTS.filter((event) => !seen.events.includes(event)).map((event) => `not heard: ${event}`),
    ...(seen.heard === 'certified' ? [] : [`the page's own listener heard "${seen.heard}"`]),
  ],
});
