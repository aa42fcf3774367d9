/** The dialog that the status opens by itself, before the user asks for one. Pure. */
import { asks } from '../standing.ts';
import { type Known, endedCaseIn, hasWay, isAnswer } from './known.ts';

/** `prompt`: the prompt, which leads to a form. `notice`: another dialog, which the flow finds. Undefined: nothing. */
export function greeting(known: Known): 'prompt' | 'notice' | undefined {
  const { next } = known;
  if (!asks(next.step)) return undefined;
  switch (next.step) {
    case 'counter':
    case 'correct':
    case 'renew':
    case 'certify': {
      const leadsToForm = hasWay(known, 'certify') || hasWay(known, 'counter');
      return leadsToForm && !isAnswer(next) && !endedCaseIn(known) ? 'prompt' : 'notice';
    }
    default:
      return 'notice';
  }
}
