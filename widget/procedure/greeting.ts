/** What the status leads to by itself, before the user asks for a dialog. Pure. */
import { asks } from '../standing.ts';
import { type Known, hasWay, refusedCaseIn } from './known.ts';

/** `prompt`: the prompt, which leads to a form. `notice`: another dialog, which the flow finds. Undefined: nothing. */
export function greeting(known: Known): 'prompt' | 'notice' | undefined {
  const { step } = known.next;
  if (!asks(step)) return undefined;
  switch (step) {
    case 'authority':
    case 'counter':
    case 'correct':
    case 'renew':
    case 'certify': {
      const leadsToForm = hasWay(known, 'certify') || hasWay(known, 'counter');
      return leadsToForm && !refusedCaseIn(known) ? 'prompt' : 'notice';
    }
    default:
      return 'notice';
  }
}
