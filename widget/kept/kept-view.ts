/**
 * Claims that the service keeps: the consent before it, the wait for its answer, and the question
 * before it is withdrawn.
 */
import { type TemplateResult, html, nothing } from 'lit';
import { papersOf } from '../../bff/contract/cases.ts';
import { isOfState } from '../../bff/contract/reasons.ts';
import { shownReference } from '../../bff/contract/reference.ts';
import { message } from '../dialog/message.ts';
import { closedUntil } from '../procedure/open-ways.ts';
import { authorityReasonIn } from '../procedure/claims.ts';
import type { Kept, Named, State } from '../procedure/state.ts';
import { noticeLink } from '../results/links.ts';
import { type ResultsModel, button } from '../results/results-model.ts';
import { belowView } from '../results/row.ts';
import { bringFact, factsView } from './facts.ts';
import { placeFact } from './kept-rows.ts';
import type { KeptWords } from './kept-words.ts';

/** How many cases the unit may still open, or from when; empty without a limit. */
function leftIn(words: KeptWords, { state: { known }, words: { results } }: ResultsModel): string[] {
  const until = closedUntil(known, 'counter');
  if (until) return [words.noneLeft(results.when(until))];
  const left = known?.caseAttempts?.remaining;
  return left ? [words.left(left)] : [];
}

/** The unit is not active, by the register or by the news, or by the refusal before the consent. */
function bringsRestoration({ refused }: Named<'consent'>, { known }: State): boolean {
  const before = refused?.dialog;
  if (before?.name === 'result' && before.of === 'refused') return isOfState(before.reason);
  return isOfState(authorityReasonIn(known) ?? known?.next.reason);
}

function counterFacts(dialog: Named<'consent'>, words: KeptWords, model: ResultsModel): TemplateResult {
  const agent = model.valueOf('applicant') === 'agent';
  return factsView([
    bringFact(words, papersOf(agent, bringsRestoration(dialog, model.state))),
    placeFact(words, model),
    ...leftIn(words, model).map((left) => [words.labels.left, left] as const),
  ]);
}

/** The sentences before what is kept. */
const BEFORE: Record<Kept, (words: KeptWords, model: ResultsModel) => readonly string[]> = {
  recheck: ({ consent }) => consent.recheck.text,
  counter: (words, { valueOf }) => [words.comes(valueOf('applicant') === 'agent')],
};

export function consentView(dialog: Named<'consent'>, words: KeptWords, model: ResultsModel): TemplateResult {
  const { title, keeps } = words.consent[dialog.of];
  const isCounter = dialog.of === 'counter';
  const notNow = isCounter && !dialog.refused ? model.words.results.back : words.notNow;
  return message({
    title,
    text: [
      ...BEFORE[dialog.of](words, model),
      html`${keeps}${noticeLink(model.privacyUrl, model.words.form.privacy)}`,
    ],
    actions: [button(notNow, 'back', model), button(words.agree, 'consent', model)],
    below: isCounter ? belowView([counterFacts(dialog, words, model)], nothing) : undefined,
  });
}

/** Once the request has left, its answer comes within seconds, and is what the user has to see. */
export const askingView = (
  { underWay }: Named<'sending'>,
  { asking }: KeptWords,
  model: ResultsModel,
): TemplateResult =>
  message({
    ...asking,
    icon: 'waiting',
    actions: [
      { ...button(model.words.results.close, 'cancel', model), secondary: true, disabled: !!underWay },
    ],
  });

export function questionView(
  { of }: Named<'question'>,
  words: KeptWords,
  model: ResultsModel,
): TemplateResult {
  const { keep, confirm, question } = words;
  const { state } = model;
  const { remaining: left, resetsAt = null } = state.known?.caseAttempts ?? {};
  const text =
    of === 'case'
      ? [
          question.case.text(shownReference(state.known?.next.reference ?? '')),
          left === 0
            ? words.noneLeft(model.words.results.when(resetsAt))
            : question.case.again(left ?? undefined),
        ]
      : question[of].text;
  return message({
    icon: 'warning',
    title: question[of].title,
    text,
    actions: [
      button(confirm, 'withdraw', model),
      button(keep, 'cancel', model), // the last one has the focus: Enter alone withdraws nothing
    ],
  });
}
