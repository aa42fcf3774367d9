/** The gate's dialog (manual, step 10). */
import type { TemplateResult } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { Copy } from '../dialog/copy.ts';
import type { Action } from '../dialog/button.ts';
import { message } from '../dialog/message.ts';
import { isRevocation, openCaseIn } from '../procedure/claims.ts';
import { type GateQuestion, hasLapsed, standingIn, stepTraits } from '../procedure/known.ts';
import { type DialogWay, dialogWaysOf } from '../procedure/open-ways.ts';
import { closeView } from '../results/row.ts';
import type { ResultsModel } from '../results/results-model.ts';
import { besideOf, closedOn } from '../results/ways.ts';
import type { GateWords } from './gate-words.ts';

/**
 * `ways`: the buttons to a dialog, the best one first. `look`: the one that leads to the center
 * instead.
 */
type Question = Copy & { ways: { label: string; way: DialogWay }[]; look?: string | undefined };

const certifies = (label: string): Question['ways'] => [{ label, way: 'certify' }];

/**
 * Says first why a certification has lapsed, as the prompt does. `here`: the form leads to the
 * certification, and back to the business.
 */
function asking(
  { ask, confirm }: GateWords,
  { state: { known }, words: { again, results }, business }: ResultsModel,
  here = true,
): Question {
  const name = business?.name ?? '';
  const { title, text } = ask(name, here);
  const { status, reason } = standingIn(known);
  const ways = certifies(confirm);
  if (!hasLapsed(status)) return { title, text, ways };
  if (!isRevocation(reason))
    return { title, text: [again.lapsed(reason), results.afterwards(name, here)], ways };
  const { revoked } = again;
  return { title: revoked.title, text: [...revoked.text, ...text], ways: certifies(revoked.confirm) };
}

function waiting(words: GateWords, { state: { known }, business, lastDayOf }: ResultsModel): Question {
  const { reference, until, bring, seen, returned } = openCaseIn(known)!;
  const { title, text, then } = words.case;
  const stage = seen ? 'seen' : returned ? 'returned' : 'open';
  const said = text[stage]({
    agent: bring.includes('agent-document'),
    reference: shownReference(reference?.id ?? ''),
    until: lastDayOf(until),
  });
  return {
    title,
    text: [said, then(business?.name ?? '')],
    ways: [{ label: words.progress, way: 'counter' }],
  };
}

/** Until when the online form is closed. */
const closedIn = ({ state: { known }, words: { results } }: ResultsModel): string[] =>
  closedOn(results, known, 'certify');

/** The open forms, each with its button. */
const forms = ({ state: { known }, words: { results } }: ResultsModel): Question['ways'] =>
  dialogWaysOf(known?.next ?? { ways: [] })
    .filter((way) => way !== 'recheck')
    .map((way) => ({ way, label: results.ways.refused[way].button }));

/** The papers decide it. */
function atCounter(words: GateWords, model: ResultsModel): Question {
  const { title, text } = asking(words, model, false);
  return { title, text: [...text, model.words.results.atCounter, ...closedIn(model)], ways: forms(model) };
}

function rechecking(words: GateWords, model: ResultsModel): Question {
  const { state, business, lastDayOf } = model;
  const { known } = state;
  const { title, text } = words.rechecking(business?.name ?? '', lastDayOf(known?.next.until ?? ''));
  const beside = besideOf(known, model.words.results);
  return {
    title,
    text: [...text, ...(beside ? [beside] : []), ...closedIn(model)],
    ways: forms(model),
    look: words.progress,
  };
}

const QUESTIONS: Record<GateQuestion, (words: GateWords, model: ResultsModel) => Question> = {
  case: waiting,
  recheck: rechecking,
  counter: atCounter,
  form: asking,
};

export function gateView(words: GateWords, model: ResultsModel): TemplateResult {
  const { state, toCenter, centerUrl, goToCenter, dispatch } = model;
  const { gates = 'form' } = stepTraits(state.known) ?? {};
  const { title, text, ways, look } = QUESTIONS[gates](words, model);
  const [first, ...others] = ways.map(({ label, way }): Action => ({
    label,
    run: () => dispatch({ type: 'open', intent: way }),
  }));
  const see = look && centerUrl ? [{ label: look, run: goToCenter }] : [];
  // The page wants the user to certify in its center.
  const actions = toCenter
    ? [{ label: look ?? first?.label ?? words.confirm, run: toCenter }]
    : [...others, ...(first ? [first] : []), ...see];
  const cancel: Action = { label: words.cancel, run: () => dispatch({ type: 'cancel' }) };
  // One line of buttons has room for two beside the primary.
  return actions.length > 2
    ? message({ title, text, actions, close: closeView(cancel) })
    : message({ title, text, actions: [cancel, ...actions] });
}
