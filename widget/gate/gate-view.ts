/** The gate's dialog (manual, step 10). */
import { type TemplateResult, html } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { CaseView } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { message } from '../dialog/message.ts';
import type { ProcedureEvent, State } from '../procedure/state.ts';
import { hasCase, isRefusedAtCounter, isUsedUp } from '../procedure/transition.ts';
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
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  dispatch: (event: ProcedureEvent) => void;
}

/** The case that waits at the counter, as the words take it. */
const waitingCase = (
  { reference, until, seen, returned }: CaseView,
  { lastDayOf }: GateModel,
): Parameters<GateWords['waiting']>[1] => ({
  reference: shownReference(reference),
  until: lastDayOf(until),
  stage: seen ? 'seen' : returned ? 'returned' : 'open',
});

/** No line ends within the date. */
const withWhole = (date: string, said: string): unknown =>
  said.split(date).map((part, index) => (index ? html`<span class="whole">${date}</span>${part}` : part));

export function gateView(words: GateWords, model: GateModel): TemplateResult {
  const { state, results, business, toCenter, seeCenter, dateOf, dispatch } = model;
  const { known } = state;
  const waits = hasCase(state);
  const recheck = waits ? undefined : known?.recheck;
  const refused = !waits && !recheck && known && isRefusedAtCounter(known) ? known.case : undefined;
  const copy = (): Copy => {
    if (waits) return words.waiting(business, waitingCase(known!.case!, model));
    return recheck ? words.rechecking(business, dateOf(recheck.until)) : words.ask(business);
  };
  const { title, text } = copy();
  const day = waits ? model.lastDayOf(known!.case!.until) : recheck && dateOf(recheck.until);
  const usedUp = !waits && isUsedUp(state) ? [results.remaining(0, known?.attempts?.resetsAt)] : [];
  // The center shows a claim that waits, and one that has been answered.
  const look = waits || recheck ? words.progress : refused && words.answer;
  const start = recheck ? words.correct : words.confirm;
  return message({
    title,
    text: [
      ...text.map((said) => (day ? withWhole(day, said) : said)),
      ...(refused ? [words.refused(refused.reason && words.reasons[refused.reason])] : []),
      ...usedUp,
    ],
    actions: [
      { label: words.cancel, run: () => dispatch({ type: 'cancel' }) },
      ...(look && !waits && seeCenter && !toCenter ? [{ label: look, run: seeCenter }] : []),
      {
        label: (waits || toCenter ? look : undefined) ?? start,
        run: toCenter ?? (() => dispatch(waits ? { type: 'open', intent: 'counter' } : { type: 'open' })),
      },
    ],
  });
}
