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
  dispatch: (event: ProcedureEvent) => void;
}

export function gateView(
  words: GateWords,
  { state, results, business, toCenter, dispatch }: GateModel,
): TemplateResult {
  const waits = hasCase(state);
  const { case: newest, attempts } = state.known ?? {};
  const { title, text } = waits
    ? words.waiting(business, shownReference(newest!.reference))
    : words.ask(business);
  const usedUp = !waits && isUsedUp(state) ? [results.remaining(0, attempts?.resetsAt)] : [];
  return message({
    title,
    text: [...text, ...usedUp],
    actions: [
      { label: words.cancel, run: () => dispatch({ type: 'cancel' }) },
      {
        label: waits ? words.progress : words.confirm,
        run: toCenter ?? (() => dispatch(waits ? { type: 'open', intent: 'counter' } : { type: 'open' })),
      },
    ],
  });
}
