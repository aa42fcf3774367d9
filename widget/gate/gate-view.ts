/** The gate's dialog (manual, step 10). */
import type { TemplateResult } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import { message } from '../dialog/message.ts';
import type { ProcedureEvent, State } from '../procedure/state.ts';
import { hasCase, isUsedUp } from '../procedure/transition.ts';
import type { ResultsWords } from '../results/results-words.ts';
import type { GateWords } from './gate-words.ts';

export interface GateModel {
  state: State;
  results: ResultsWords;
  /** The name of the business; empty when it has none. */
  business: string;
  /** Leads to the center, where the user certifies if the page wants it so. */
  toCenter: (() => void) | undefined;
  /** Leads to the center, to see what waits. */
  seeCenter: (() => void) | undefined;
  dateOf: (instant: string) => string;
  dispatch: (event: ProcedureEvent) => void;
}

export function gateView(
  words: GateWords,
  { state, results, business, toCenter, seeCenter, dateOf, dispatch }: GateModel,
): TemplateResult {
  const waits = hasCase(state);
  const { case: newest, attempts, recheck } = state.known ?? {};
  const rechecked = !waits && recheck;
  const { title, text } = waits
    ? words.waiting(business, shownReference(newest!.reference))
    : words.ask(business);
  const usedUp = !waits && isUsedUp(state) ? [results.remaining(0, attempts?.resetsAt)] : [];
  return message({
    title,
    text: [...text, ...(rechecked ? [words.rechecking(dateOf(rechecked.until))] : []), ...usedUp],
    actions: [
      { label: words.cancel, run: () => dispatch({ type: 'cancel' }) },
      ...(rechecked && seeCenter && !toCenter ? [{ label: words.progress, run: seeCenter }] : []),
      {
        label: waits || (rechecked && toCenter) ? words.progress : words.confirm,
        run: toCenter ?? (() => dispatch(waits ? { type: 'open', intent: 'counter' } : { type: 'open' })),
      },
    ],
  });
}
