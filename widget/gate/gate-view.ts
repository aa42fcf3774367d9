/** The gate's dialog (manual, step 10). */
import type { TemplateResult } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import { CASE_REFUSALS } from '../../bff/contract/cases.ts';
import type { Copy } from '../dialog/copy.ts';
import { type Action, message } from '../dialog/message.ts';
import {
  type Known,
  type Leading,
  closedUntil,
  hasWay,
  leadsOn,
  openCaseIn,
  refusedCaseIn,
  standingIn,
} from '../procedure/known.ts';
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

/** `ways`: the buttons to a dialog, the best one first. `look`: the one that leads to the center instead. */
type Question = Copy & { ways: { label: string; way: Leading }[]; look?: string | undefined };

const certifies = (label: string): Question['ways'] => [{ label, way: 'certify' }];

/** Says first why a certification has lapsed, as the prompt does. */
function asking({ ask, after, confirm }: GateWords, { known, prompt, business }: GateModel): Question {
  const { title, text } = ask(business);
  const { status, reason } = standingIn(known);
  const ways = certifies(confirm);
  if (!hasLapsed(status)) return { title, text, ways };
  if (reason !== 'revoked') return { title, text: [prompt.lapsed(reason), after(business)], ways };
  const { revoked } = prompt;
  return { title: revoked.title, text: [...revoked.text, ...text], ways: certifies(revoked.confirm) };
}

function waiting(words: GateWords, { known, business, lastDayOf }: GateModel): Question {
  const { reference, until, bring, seen, returned } = openCaseIn(known)!;
  const copy = words.waiting(business, {
    agent: bring.includes('agent-document'),
    reference: shownReference(reference?.id ?? ''),
    until: lastDayOf(until),
    stage: seen ? 'seen' : returned ? 'returned' : 'open',
  });
  return { ...copy, ways: [{ label: words.progress, way: 'counter' }] };
}

/** The counter's refusal, where it is the news. */
function refusedIn({ refused, reasons }: GateWords, { known }: GateModel): string[] {
  if (!refusedCaseIn(known)) return [];
  const reason = CASE_REFUSALS.find((each) => each === known.next.reason);
  return [refused(reason && reasons[reason])];
}

/** Until when the online form is closed. */
function closedIn({ known, results }: GateModel): string[] {
  const until = closedUntil(known, 'certify');
  return until ? [results.remaining(0, until)] : [];
}

/** While no form is open: until when each way is closed. */
function later(words: GateWords, model: GateModel): Question {
  const { known, results, business } = model;
  const cases = closedUntil(known, 'counter');
  const text = [
    ...closedIn(model),
    ...(cases ? [results.noCases(results.when(cases))] : []),
    words.closed(business),
    ...refusedIn(words, model),
  ];
  return { ...asking(words, model), text, ways: certifies(words.confirm) };
}

/** The papers decide it. */
function atCounter(words: GateWords, model: GateModel): Question {
  const { known, prompt } = model;
  const { title, text } = asking(words, model);
  const how = refusedIn(words, model);
  return {
    title,
    text: [...text, ...(how.length ? how : [prompt.atCounter]), ...closedIn(model)],
    ways: leadsOn(known.next, { certify: words.online, counter: prompt.ways.counter }),
  };
}

function rechecking(words: GateWords, model: GateModel): Question {
  const { known, business, dateOf, prompt } = model;
  const { title, text } = words.rechecking(
    business,
    dateOf(known.next.until ?? ''),
    hasWay(known, 'certify'),
  );
  const ways = leadsOn(known.next, { certify: words.correct, counter: prompt.ways.counter });
  return { title, text: [...text, ...closedIn(model)], ways, look: words.progress };
}

function online(words: GateWords, model: GateModel): Question {
  const question = asking(words, model);
  return { ...question, text: [...question.text, ...refusedIn(words, model), ...closedIn(model)] };
}

function questionOf(words: GateWords, model: GateModel): Question {
  const { step } = model.known.next;
  switch (step) {
    case 'deciding':
    case 'bring':
      return waiting(words, model);
    case 'rechecking':
      return rechecking(words, model);
    case 'counter':
      return atCounter(words, model);
    case 'later':
      return later(words, model);
    case 'checking': // Without the gate: another dialog says more.
    case 'none':
    case 'administrator':
    case 'no-source':
    case 'authority':
    case 'correct':
    case 'renew':
    case 'certify':
      return online(words, model);
  }
}

export function gateView(words: GateWords, model: GateModel): TemplateResult {
  const { known, prompt, toCenter, seeCenter, dispatch } = model;
  const { title, text, ways, look = refusedCaseIn(known) && words.answer } = questionOf(words, model);
  const [first, ...others] = ways.map(({ label, way }): Action => ({
    label,
    run: () => dispatch({ type: 'open', intent: way }),
  }));
  const see = look && seeCenter ? [{ label: look, run: seeCenter }] : [];
  // The page wants the user to certify in its center.
  const actions = toCenter
    ? [{ label: look ?? first?.label ?? words.answer, run: toCenter }]
    : [...see, ...others, ...(first ? [first] : [])];
  const leave = {
    label: actions.length ? words.cancel : prompt.close,
    run: () => dispatch({ type: 'cancel' }),
    quiet: actions.length > 2, // One line of buttons has room for three.
  };
  return message({ title, text, actions: [leave, ...actions] });
}
