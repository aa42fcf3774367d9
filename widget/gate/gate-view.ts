/** The gate's dialog (manual, step 10). */
import type { TemplateResult } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { Copy } from '../dialog/copy.ts';
import type { Action } from '../dialog/button.ts';
import { message } from '../dialog/message.ts';
import { openCaseIn } from '../procedure/claims.ts';
import { type Known, hasLapsed, hasWay, standingIn } from '../procedure/known.ts';
import { type Leading, closedUntil, leadsOn } from '../procedure/open-ways.ts';
import type { ProcedureEvent } from '../procedure/state.ts';
import type { AgainWords } from '../prompt/prompt-words.ts';
import { closeView } from '../results/close.ts';
import type { ResultsWords } from '../results/results-words.ts';
import type { GateWords } from './gate-words.ts';

export interface GateModel {
  known: Known;
  results: ResultsWords;
  again: AgainWords;
  /** The name of the business; empty when it has none. */
  business: string;
  /** Leads to the center, where the user certifies if the page wants it so. */
  toCenter: (() => void) | undefined;
  /** Leads to the center, to see what waits. */
  seeCenter: (() => void) | undefined;
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  dispatch: (event: ProcedureEvent) => void;
}

/** `ways`: the buttons to a dialog, the best one first. `look`: the one that leads to the center instead. */
type Question = Copy & { ways: { label: string; way: Leading }[]; look?: string | undefined };

const certifies = (label: string): Question['ways'] => [{ label, way: 'certify' }];

/** Says first why a certification has lapsed, as the prompt does. `here`: the form leads to the certification, and back to the business. */
function asking(
  { ask, confirm }: GateWords,
  { known, again, results, business }: GateModel,
  here = true,
): Question {
  const { title, text } = ask(business, here);
  const { status, reason } = standingIn(known);
  const ways = certifies(confirm);
  if (!hasLapsed(status)) return { title, text, ways };
  if (reason !== 'revoked')
    return { title, text: [again.lapsed(reason), results.afterwards(business, here)], ways };
  const { revoked } = again;
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

/** Until when the online form is closed. */
function closedIn({ known, results }: GateModel): string[] {
  const until = closedUntil(known, 'certify');
  return until ? [results.remaining(0, until)] : [];
}

/** The open forms, each with its button. */
const forms = ({ known, results }: GateModel): Question['ways'] =>
  leadsOn(known.next)
    .filter((way) => way !== 'recheck')
    .map((way) => ({ way, label: results.ways.refused[way].button }));

/** The papers decide it. */
function atCounter(words: GateWords, model: GateModel): Question {
  const { title, text } = asking(words, model, false);
  return { title, text: [...text, model.results.atCounter, ...closedIn(model)], ways: forms(model) };
}

function rechecking(words: GateWords, model: GateModel): Question {
  const { known, business, lastDayOf } = model;
  const { title, text } = words.rechecking(
    business,
    lastDayOf(known.next.until ?? ''),
    hasWay(known, 'certify'),
  );
  return { title, text: [...text, ...closedIn(model)], ways: forms(model), look: words.progress };
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
    case 'renew':
    case 'certify':
      return asking(words, model);
    case 'later': // Without the gate: another dialog says more.
    case 'correct':
    case 'checking':
    case 'none':
    case 'administrator':
    case 'no-source':
    case 'authority':
      return asking(words, model);
  }
}

export function gateView(words: GateWords, model: GateModel): TemplateResult {
  const { toCenter, seeCenter, dispatch } = model;
  const { title, text, ways, look } = questionOf(words, model);
  const [first, ...others] = ways.map(({ label, way }): Action => ({
    label,
    run: () => dispatch({ type: 'open', intent: way }),
  }));
  const see = look && seeCenter ? [{ label: look, run: seeCenter }] : [];
  // The page wants the user to certify in its center.
  const actions = toCenter
    ? [{ label: look ?? first?.label ?? words.confirm, run: toCenter }]
    : [...see, ...others, ...(first ? [first] : [])];
  const cancel: Action = { label: words.cancel, run: () => dispatch({ type: 'cancel' }) };
  // One line of buttons has room for two beside the primary.
  return actions.length > 2
    ? message({ title, text, actions, close: closeView(cancel) })
    : message({ title, text, actions: [cancel, ...actions] });
}
