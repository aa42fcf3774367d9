/** The gate's dialog (manual, step 10). */
import type { TemplateResult } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { CaseView } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { message } from '../dialog/message.ts';
import { nextStep } from '../procedure/next-step.ts';
import { type Known, type ProcedureEvent, standingIn } from '../procedure/state.ts';
import type { PromptWords } from '../prompt/prompt-words.ts';
import type { ResultsWords } from '../results/results-words.ts';
import { hasLapsed } from '../standing.ts';
import type { GateWords } from './gate-words.ts';

export interface GateModel {
  known: Known | undefined;
  results: ResultsWords;
  prompt: PromptWords;
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
  { reference, until, bring, seen, returned }: CaseView,
  { lastDayOf }: GateModel,
): Parameters<GateWords['waiting']>[1] => ({
  agent: !!bring?.includes('agent-document'),
  reference: shownReference(reference),
  until: lastDayOf(until),
  stage: seen ? 'seen' : returned ? 'returned' : 'open',
});

/** `start`: the button to the form. */
type Question = Copy & { start: string };

/** Says first why a certification has lapsed, as the prompt does. */
function asking({ ask, after, confirm: start }: GateWords, { known, prompt, business }: GateModel): Question {
  const { title, text } = ask(business);
  const { status, reason } = standingIn(known);
  if (!hasLapsed(status)) return { title, text, start };
  if (reason !== 'revoked') return { title, text: [prompt.lapsed(reason), after(business)], start };
  const { revoked } = prompt;
  return { title: revoked.title, text: [...revoked.text, ...text], start: revoked.confirm };
}

export function gateView(words: GateWords, model: GateModel): TemplateResult {
  const { known, results, business, toCenter, seeCenter, dateOf, dispatch } = model;
  const { step, online, counter, refused } = nextStep(known);
  const waits = step === 'case' ? known?.case : undefined;
  const recheck = step === 'recheck' ? known?.recheck : undefined;
  const answer = waits || recheck || !refused ? undefined : known?.case;
  const question = (): Question => {
    if (waits) return { ...words.waiting(business, waitingCase(waits, model)), start: words.confirm };
    if (!recheck) return asking(words, model);
    return { ...words.rechecking(business, dateOf(recheck.until)), start: words.correct };
  };
  const { title, text, start } = question();
  const isClosed = step === 'used-up';
  const usedUp = [
    ...(!waits && online === 'used-up' ? [results.remaining(0, known?.attempts?.resetsAt)] : []),
    ...(isClosed && counter === 'used-up'
      ? [results.noCases(results.when(known?.caseAttempts?.resetsAt))]
      : []),
  ];
  // The center shows a claim that waits, and one that has been answered.
  const look = waits || recheck ? words.progress : answer && words.answer;
  return message({
    title,
    text: [
      ...(isClosed ? [...usedUp, words.closed(business)] : text),
      ...(answer ? [words.refused(answer.reason && words.reasons[answer.reason])] : []),
      ...(isClosed ? [] : usedUp),
    ],
    actions: [
      { label: words.cancel, run: () => dispatch({ type: 'cancel' }) },
      ...(look && !waits && seeCenter && !toCenter ? [{ label: look, run: seeCenter }] : []),
      {
        label: (waits || toCenter ? look : undefined) ?? (isClosed ? words.confirm : start),
        run: toCenter ?? (() => dispatch(waits ? { type: 'open', intent: 'counter' } : { type: 'open' })),
      },
    ],
  });
}
