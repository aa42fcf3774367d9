/** The dialogs of a case at the counter: consent, sending, the case with its number, its papers and the way there, its withdrawal, and its limit. */
import { type TemplateResult, html, nothing } from 'lit';
import type { NextStep } from '../../bff/contract/next.ts';
import { papersOf } from '../../bff/contract/cases.ts';
import { shownReference } from '../../bff/contract/reference.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { closedUntil, endedCaseIn, hasWay, leadsOn, openCaseIn } from '../procedure/known.ts';
import type { Named, State } from '../procedure/state.ts';
import { noticeLink } from '../results/notice-link.ts';
import { remainingOn } from '../results/remaining.ts';
import { type ResultsModel, closeIn, referenceIn } from '../results/results-view.ts';
import type { CounterWords } from './counter-words.ts';
import { bringFact, factsView } from './facts.ts';
import { reasonOf } from './reason.ts';

export type CounterDialog = Named<
  'prompt' | 'consent' | 'keeping' | 'counter-case' | 'counter-used-up' | 'withdrawal'
>;

/** How many cases the unit may still open, or from when; empty without a limit. */
function leftIn(words: CounterWords, { state: { known }, words: { results } }: ResultsModel): string[] {
  const until = closedUntil(known, 'counter');
  if (until) return [words.left(0, results.when(until))];
  const left = known?.caseAttempts?.remaining;
  return left ? [words.left(left, '')] : [];
}

/** Where to go and when, in the portal's words or from its support. */
const placeFact = ({ labels, place, ask }: CounterWords, { help }: ResultsModel) =>
  [
    labels.place,
    html`<p>${place}</p>
      ${helpView(help || ask)}`,
  ] as const;

function caseView(
  { opened }: Named<'counter-case'>,
  words: CounterWords,
  model: ResultsModel,
  close: Action,
): TemplateResult | undefined {
  const open = openCaseIn(model.state.known);
  if (!open) return undefined;
  const { reference, bring, until, seen, returned } = open;
  const [agent, day] = [bring.includes('agent-document'), model.lastDayOf(until)];
  return message({
    icon: opened ? 'success' : returned ? 'warning' : 'waiting',
    title: opened ? words.opened : words.waiting,
    lead: referenceIn(reference, model),
    text: seen
      ? [words.seen]
      : [html`<b>${unbroken((returned ? words.returned : words.comes)(agent, day))}</b>`],
    help: factsView([
      ...(seen ? [] : [bringFact(words, bring), placeFact(words, model)]),
      [words.labels.result, words.result],
    ]),
    actions: [...(seen ? [] : [{ label: words.print, run: () => print() }]), close],
  });
}

/** The buttons of the open ways after the end of a case. */
function waysAfter(
  { online: certify, again: counter }: CounterWords,
  next: NextStep,
  { words: { prompt }, dispatch }: ResultsModel,
): Action[] {
  const ways = leadsOn(next, { certify, recheck: prompt.ways.recheck, counter });
  return ways.map(({ label, type }) => ({ label, run: () => dispatch({ type }) }));
}

/** The limits that close a way. */
function limitsAfter(words: CounterWords, model: ResultsModel): string[] {
  const { results } = model.words;
  const { known } = model.state;
  const [online, counter] = [closedUntil(known, 'certify'), closedUntil(known, 'counter')];
  if (online && counter && results.when(online) === results.when(counter))
    return [words.bothUsedUp(results.when(online)), words.unlock];
  return [
    ...(counter ? leftIn(words, model) : []),
    ...remainingOn(results, online ? known : undefined, 'certify'),
    ...(counter ? [words.unlock] : online ? [results.unlock] : []),
  ];
}

/** The prompt after the counter's refusal, and the dialog of a case that ended while it was open: why, and the ways that are left. */
function endedView(words: CounterWords, model: ResultsModel, close: Action): TemplateResult | undefined {
  const { known } = model.state;
  const ended = endedCaseIn(known);
  if (!known || !ended) return undefined;
  const { step, reason } = known.next;
  const { reference, bring, openedAt, until } = ended;
  const ways = waysAfter(words, known.next, model);
  const { title, text } = reasonOf(words, reason, model.lastDayOf(until));
  return message({
    icon: 'warning',
    title,
    text: [
      ...text,
      ...(hasWay(known, 'counter') && reason !== 'case-expired'
        ? [words.anew(reason === 'unit-not-active')]
        : []),
      ...(hasWay(known, 'certify') ? [words.line.online(true)] : []),
      ...limitsAfter(words, model),
    ],
    help: html`${bring ? factsView([bringFact(words, bring)]) : nothing}${helpView(model.help)}`,
    reference: referenceIn({ of: 'former', id: reference, at: Date.parse(openedAt) }, model),
    actions: step === 'authority' ? [...ways, close] : [close, ...ways.slice(1), ...ways.slice(0, 1)],
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

/** The unit is not active, by the register or by the news, or by the refusal before the consent. */
function bringsRestoration({ refused }: Named<'consent'>, { known }: State): boolean {
  const { step, reason } = known?.next ?? {};
  const before = refused?.dialog;
  if (before?.name === 'rejected') return before.reason === 'unit-not-active';
  return reason === 'unit-not-active' || (step === 'authority' && reason !== 'papers-in-doubt');
}

/** Undefined for the prompt, unless a case has ended. */
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
      return dialog.refused ? endedView(words, model, close) : undefined;
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
    case 'withdrawal': {
      const { title, text, again, keep, confirm } = words.withdrawal;
      const { remaining: left, resetsAt = null } = state.known?.caseAttempts ?? {};
      return message({
        icon: 'warning',
        title,
        text: [
          text(shownReference(state.known?.next.reference ?? '')),
          left === 0 ? words.left(0, results.when(resetsAt)) : again(left ?? undefined),
        ],
        actions: [
          { label: confirm, run: () => dispatch({ type: 'withdraw' }) },
          button(keep, 'cancel'), // the last one has the focus: Enter alone withdraws nothing
        ],
      });
    }
  }
}
