/** The gate's dialog (manual, step 10). */
import type { TemplateResult } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import { CASE_REFUSALS } from '../../bff/contract/cases.ts';
import type { Copy } from '../dialog/copy.ts';
import { message } from '../dialog/message.ts';
import { type Known, closedUntil, openCaseIn, refusedCaseIn, standingIn } from '../procedure/known.ts';
import type { ProcedureEvent } from '../procedure/state.ts';
import type { PromptWords } from '../prompt/prompt-words.ts';
import type { ResultsWords } from '../results/results-words.ts';
import { hasLapsed } from '../standing.ts';
import type { GateWords } from './gate-words.ts';

export interface GateModel {
  known: Known;
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

/** `start`: the button to the first dialog. `look`: the one that leads to the center instead, or to the case. */
type Question = Copy & { start: string; look?: string | undefined; intent?: 'counter' };

/** Says first why a certification has lapsed, as the prompt does. */
function asking({ ask, after, confirm: start }: GateWords, { known, prompt, business }: GateModel): Question {
  const { title, text } = ask(business);
  const { status, reason } = standingIn(known);
  if (!hasLapsed(status)) return { title, text, start };
  if (reason !== 'revoked') return { title, text: [prompt.lapsed(reason), after(business)], start };
  const { revoked } = prompt;
  return { title: revoked.title, text: [...revoked.text, ...text], start: revoked.confirm };
}

function waiting(words: GateWords, { known, business, lastDayOf }: GateModel): Question {
  const { reference, until, bring, seen, returned } = openCaseIn(known)!;
  const copy = words.waiting(business, {
    agent: bring.includes('agent-document'),
    reference: shownReference(reference?.id ?? ''),
    until: lastDayOf(until),
    stage: seen ? 'seen' : returned ? 'returned' : 'open',
  });
  return { ...copy, start: words.progress, intent: 'counter' };
}

/** The question, with the counter's refusal, and until when each way is closed. */
function asked(words: GateWords, model: GateModel): Question {
  const { known, results, business } = model;
  const { step, reason } = known.next;
  const question = asking(words, model);
  const isClosed = step === 'later';
  const [form, cases] = [closedUntil(known, 'certify'), closedUntil(known, 'counter')];
  const limits = [
    ...(form ? [results.remaining(0, form)] : []),
    ...(isClosed && cases ? [results.noCases(results.when(cases))] : []),
  ];
  const isRefused = !!refusedCaseIn(known);
  const refusal = CASE_REFUSALS.find((each) => each === reason);
  const refused = isRefused ? [words.refused(refusal && words.reasons[refusal])] : [];
  const text = isClosed
    ? [...limits, words.closed(business), ...refused]
    : [...question.text, ...refused, ...limits];
  const start = isClosed ? words.confirm : question.start;
  return { ...question, text, start, look: isRefused ? words.answer : undefined };
}

function questionOf(words: GateWords, model: GateModel): Question {
  const { known, business, dateOf } = model;
  const { step, until } = known.next;
  switch (step) {
    case 'deciding':
    case 'bring':
      return waiting(words, model);
    case 'rechecking':
      return {
        ...words.rechecking(business, dateOf(until ?? '')),
        start: words.correct,
        look: words.progress,
      };
    case 'checking': // Without the gate: another dialog says more.
    case 'none':
    case 'administrator':
    case 'no-source':
    case 'authority':
    case 'counter':
    case 'later':
    case 'correct':
    case 'renew':
    case 'certify':
      return asked(words, model);
  }
}

export function gateView(words: GateWords, model: GateModel): TemplateResult {
  const { toCenter, seeCenter, dispatch } = model;
  const { title, text, start, look, intent } = questionOf(words, model);
  return message({
    title,
    text,
    actions: [
      { label: words.cancel, run: () => dispatch({ type: 'cancel' }) },
      ...(look && seeCenter && !toCenter ? [{ label: look, run: seeCenter }] : []),
      {
        label: (toCenter && look) || start,
        run: toCenter ?? (() => dispatch({ type: 'open', ...(intent && { intent }) })),
      },
    ],
  });
}
