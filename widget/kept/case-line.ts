/**
 * The case in the center, in the row of the real-name certification: its state or its answer, and
 * its withdrawal.
 */
import { type TemplateResult, html, nothing } from 'lit';
import type { CaseView, CertificationStatus } from '../../bff/contract/wire.ts';
import { buttonView } from '../dialog/button.ts';
import type { Copy } from '../dialog/copy.ts';
import { icon } from '../dialog/icon.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { type OpenCase, endedCaseIn, openCaseIn } from '../procedure/claims.ts';
import { hasWay } from '../procedure/known.ts';
import type { State } from '../procedure/state.ts';
import { blockView, paragraphs } from '../results/block.ts';
import type { Copying } from '../results/copying.ts';
import { type ReferenceModel, type ReferenceWords, referenceView } from '../results/reference.ts';
import type { KeptWords } from './kept-words.ts';
import { bringFact, factsView, reasonOf } from './facts.ts';

/** The members of the center's model that the line needs. */
interface LineModel {
  readonly status: CertificationStatus | undefined;
  readonly withdrawal: State['withdrawal'];
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** An instant's day with its year, and its time, in words. */
  fullTimeOf: (instant: number) => string;
  readonly copying: Copying;
  results: { reference: ReferenceWords };
  open(intent: 'counter'): void;
  askWithdrawal(of: 'case'): void;
}

const referencesIn = ({ results, fullTimeOf: timeOf, copying }: LineModel): ReferenceModel => ({
  words: results.reference,
  timeOf,
  copying,
});

/** For the row of the real-name certification. */
const ROW = { describedBy: 'real-name-label' };

/** The case that waits: its number, until when to come, and what to bring, also on paper. */
function caseView(
  words: KeptWords,
  { reference, until, bring, seen, returned, elsewhere }: OpenCase,
  model: LineModel,
  below: readonly unknown[],
): TemplateResult | typeof nothing {
  const [agent, day] = [bring.includes('agent-document'), model.lastDayOf(until)];
  const comes = returned
    ? html`<p class="name problem marked">${icon('warning')}${unbroken(words.returned(agent, day))}</p>`
    : html`<p class="name">${unbroken(words.comesBy(agent, day))}</p>`;
  return blockView({
    look: `due case ${returned ? '' : 'waits'}`,
    title: referenceView(reference, referencesIn(model)),
    below: [
      ...(seen ? paragraphs([words.seen]) : [comes, factsView([bringFact(words, bring)])]),
      ...paragraphs(elsewhere ? [words.elsewhere] : []),
      ...below,
    ],
  });
}

const answerView = (
  { title, text }: Copy,
  { reference, openedAt, bring }: CaseView,
  words: KeptWords,
  model: LineModel,
): TemplateResult | typeof nothing =>
  blockView({
    look: 'due answer',
    title: html`<p class="name problem marked">${icon('warning')}${title}</p>`,
    text,
    below: [
      bring ? factsView([bringFact(words, bring)]) : nothing,
      referenceView({ of: 'former', id: reference, at: Date.parse(openedAt) }, referencesIn(model)),
    ],
  });

/**
 * The case that waits, or how it has ended. The ways from there are the row's. `notWithdrawn`: why
 * it could not be withdrawn.
 */
export function caseLine(
  words: KeptWords,
  model: LineModel,
  notWithdrawn: TemplateResult | typeof nothing,
): TemplateResult | typeof nothing {
  const { status, withdrawal, lastDayOf } = model;
  const open = openCaseIn(status);
  if (open) {
    const show = { label: open.seen ? words.look : words.show, run: () => model.open('counter') };
    const withdraw = {
      label: words.withdraw,
      run: () => model.askWithdrawal('case'),
      disabled: withdrawal?.step === 'sending',
    };
    const quiet = html`<div class="quiet">${buttonView(show, ROW)}${buttonView(withdraw, ROW)}</div>`;
    return caseView(words, open, model, [notWithdrawn, hasWay(status, 'withdraw-kept') ? quiet : nothing]);
  }
  const ended = endedCaseIn(status);
  if (!status || !ended) return nothing;
  return answerView(reasonOf(words, status.next.reason, lastDayOf(ended.until)), ended, words, model);
}
