/** The dialogs of a case at the counter: consent, sending, the case with its number, its papers and the way there, its withdrawal, and its limit. */
import { type TemplateResult, html, nothing } from 'lit';
import { papersOf } from '../../bff/contract/cases.ts';
import { shownReference } from '../../bff/contract/reference.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import { unbroken } from '../dialog/unbroken.ts';
import type { Reference } from '../api/result.ts';
import { nextStep } from '../procedure/next-step.ts';
import { type Named, type State, isOpenCase, standingIn } from '../procedure/state.ts';
import { noticeLink } from '../results/notice-link.ts';
import { remainingIn } from '../results/problem-text.ts';
import { type ResultsModel, closeIn, referenceIn } from '../results/results-view.ts';
import type { CounterWords } from './counter-words.ts';
import { isInactive } from '../standing.ts';
import { bringFact, factsView } from './facts.ts';

export type CounterDialog = Named<
  'prompt' | 'consent' | 'keeping' | 'counter-case' | 'counter-used-up' | 'counter-withdrawal'
>;

/** How many cases the unit may still open; empty without a limit. */
function leftIn(words: CounterWords, { state, words: { results } }: ResultsModel): string[] {
  const left = state.known?.caseAttempts;
  return typeof left?.remaining === 'number' ? [words.left(left.remaining, results.when(left.resetsAt))] : [];
}

/** Another claim waits, and its case has not come. */
function anotherView(
  refused: Reference | undefined,
  words: CounterWords,
  model: ResultsModel,
): TemplateResult {
  const { help, dispatch } = model;
  const { title, text } = words.another;
  const asking = !!model.state.asking;
  return message({
    icon: 'waiting',
    title,
    text: asking ? text : [words.notFound],
    help: helpView(help),
    reference: referenceIn(refused, model),
    actions: [
      { label: model.words.results.close, run: () => dispatch({ type: 'cancel' }) },
      { label: words.retry, run: () => dispatch({ type: 'refresh' }), disabled: asking },
    ],
  });
}

/** Where to go and when, in the portal's words or from its support. */
const placeFact = ({ labels, place, ask }: CounterWords, { help }: ResultsModel) =>
  [
    labels.place,
    html`<p>${place}</p>
      ${helpView(help || ask)}`,
  ] as const;

function caseView(
  { opened, refused }: Named<'counter-case'>,
  words: CounterWords,
  model: ResultsModel,
  close: Action,
): TemplateResult {
  const current = model.state.known?.case;
  const shown = opened ?? (isOpenCase(current) ? current : undefined);
  if (!shown) return anotherView(refused, words, model);
  const { seen, returned } = opened ? {} : current!;
  const { bring = [] } = shown;
  const [agent, until] = [bring.includes('agent-document'), model.lastDayOf(shown.until)];
  return message({
    icon: opened ? 'success' : returned ? 'warning' : 'waiting',
    title: opened ? words.opened : words.waiting,
    lead: referenceIn(
      { of: 'submission', id: shown.reference, at: opened?.at ?? Date.parse(current!.openedAt) },
      model,
    ),
    text: seen
      ? [words.seen]
      : [html`<b>${unbroken((returned ? words.returned : words.comes)(agent, until))}</b>`],
    help: factsView([
      ...(seen ? [] : [bringFact(words, bring), placeFact(words, model)]),
      [words.labels.result, words.result],
    ]),
    actions: [...(seen ? [] : [{ label: words.print, run: () => print() }]), close],
  });
}

/** The prompt after a refusal at the counter: why, and the ways that are left. */
function refusedView(words: CounterWords, model: ResultsModel, close: Action): TemplateResult | undefined {
  const { help, dispatch } = model;
  const { known } = model.state;
  const { results } = model.words;
  const { step, online, counter, refused } = nextStep(known);
  if (!refused) return undefined;
  const { reference, reason, bring, openedAt } = known!.case!;
  const { attempts, caseAttempts } = known!;
  const noCases = counter === 'used-up';
  const usedUp = online === 'used-up';
  const again = results.when(attempts?.resetsAt);
  const limits =
    noCases && usedUp && again === results.when(caseAttempts!.resetsAt)
      ? [words.bothUsedUp(again)]
      : [...(noCases ? leftIn(words, model) : []), ...(usedUp ? remainingIn(results, attempts) : [])];
  const ways: Action[] = [
    ...(online === 'open' ? [{ label: words.online, run: () => dispatch({ type: 'confirm' }) }] : []),
    ...(counter === 'open' ? [{ label: words.again, run: () => dispatch({ type: 'counter' }) }] : []),
  ];
  return message({
    icon: 'warning',
    title: words.refused,
    text: [
      words.refusals[reason ?? 'otherwise'] ?? words.refusals.otherwise,
      ...(counter === 'open' ? [words.anew(reason === 'unit-not-active')] : []),
      ...(online === 'open' ? [words.line.online(true)] : []),
      ...limits,
      ...(noCases ? [words.unlock] : usedUp ? [results.unlock] : []),
    ],
    help: html`${bring ? factsView([bringFact(words, bring)]) : nothing}${helpView(help)}`,
    reference: referenceIn({ of: 'former', id: reference, at: Date.parse(openedAt) }, model),
    actions: step === 'authority' ? [...ways, close] : [close, ...ways],
  });
}

function usedUpView(
  { failure }: Named<'counter-used-up'>,
  words: CounterWords,
  model: ResultsModel,
  close: Action,
): TemplateResult {
  const { results } = model.words;
  const { title, text } = words.usedUp(results.when(failure.retryAt ?? failure.until));
  return message({
    icon: 'warning',
    title,
    text: [...text, words.unlock],
    help: helpView(model.help),
    reference: referenceIn(failure.reference, model),
    actions: [close],
  });
}

/** The unit is not active, by the status, by the refusal before the consent, or by the counter's. */
const bringsRestoration = ({ refused }: Named<'consent'>, { known }: State): boolean => {
  const before = refused?.dialog;
  const reason = before?.name === 'rejected' ? before.reason : known?.case?.reason;
  return reason === 'unit-not-active' || isInactive(standingIn(known));
};

/** Undefined for the prompt, unless the counter has refused. */
export function counterView(
  dialog: CounterDialog,
  words: CounterWords,
  model: ResultsModel,
): TemplateResult | undefined {
  const { dispatch, state, succession } = model;
  const { results } = model.words;
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  const close = closeIn(model);
  switch (dialog.name) {
    case 'prompt':
      return refusedView(words, model, close);
    case 'consent': {
      const {
        consent: { title, text },
        labels,
      } = words;
      const agent = model.valueOf('applicant') === 'agent';
      return message({
        title,
        text: [words.comes(agent)],
        help: factsView([
          [labels.kept, html`<p>${text}${noticeLink(model.privacyUrl, model.words.form.privacy)}</p>`],
          bringFact(words, papersOf(agent, bringsRestoration(dialog, state))),
          placeFact(words, model),
          ...leftIn(words, model).map((left) => [labels.left, left] as const),
        ]),
        actions: [button(dialog.refused ? words.notNow : words.back, 'back'), button(words.agree, 'consent')],
      });
    }
    case 'keeping':
      return message({ ...words.asking, icon: 'waiting', actions: [close] });
    case 'counter-case':
      return caseView(dialog, words, model, succession ? close : button(results.done, 'cancel'));
    case 'counter-used-up':
      return usedUpView(dialog, words, model, close);
    case 'counter-withdrawal': {
      const { title, text, again, keep, confirm } = words.withdrawal;
      const left = state.known?.caseAttempts?.remaining;
      return message({
        icon: 'warning',
        title,
        text: [
          text(shownReference(state.known?.case?.reference ?? '')),
          ...(left === 0 ? leftIn(words, model) : [again(left ?? undefined)]),
        ],
        actions: [
          { label: confirm, run: () => dispatch({ type: 'withdraw', of: 'case' }) },
          button(keep, 'cancel'), // the last one has the focus: Enter alone withdraws nothing
        ],
      });
    }
  }
}
