/** The case in the center, in the row of the real-name certification: its state or its answer, and its withdrawal. */
import { type TemplateResult, html, nothing } from 'lit';
import type { CaseView, CertificationStatus } from '../../bff/contract/wire.ts';
import { buttonView } from '../dialog/button.ts';
import type { Copy } from '../dialog/copy.ts';
import { icon } from '../dialog/icon.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { type OpenCase, endedCaseIn, openCaseIn } from '../procedure/claims.ts';
import { hasWay } from '../procedure/known.ts';
import { blockView, paragraphs } from '../results/block.ts';
import { type ReferenceModel, referenceView } from '../results/reference.ts';
import type { KeptWords } from './kept-words.ts';
import { bringFact, factsView } from './facts.ts';
import { reasonOf } from './reason.ts';

export interface LineModel {
  status: CertificationStatus;
  /** The withdrawal is on its way. */
  isWithdrawing: boolean;
  /** Why the case could not be withdrawn; `nothing` where it was not tried. */
  notWithdrawn: TemplateResult | typeof nothing;
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** How the case's number is shown. */
  reference: ReferenceModel;
  show: () => void;
  withdraw: () => void;
}

/** For the row of the real-name certification. */
const ROW = { describedBy: 'real-name-label' };

/** The case that waits: its number, until when to come, and what to bring, also on paper. */
function caseView(
  words: KeptWords,
  { reference, until, bring, seen, returned, elsewhere }: OpenCase,
  { reference: named, lastDayOf, notWithdrawn }: LineModel,
  buttons: readonly TemplateResult[],
): TemplateResult | typeof nothing {
  const [agent, day] = [bring.includes('agent-document'), lastDayOf(until)];
  const comes = returned
    ? html`<p class="name problem marked">${icon('warning')}${unbroken(words.returned(agent, day))}</p>`
    : html`<p class="name">${unbroken(words.comes(agent, day))}</p>`;
  return blockView({
    look: `due case ${returned ? '' : 'waits'}`,
    title: reference && referenceView(reference, named),
    below: [
      ...(seen ? paragraphs([words.seen]) : [comes, factsView([bringFact(words, bring)])]),
      ...paragraphs(elsewhere ? [words.elsewhere] : []),
      notWithdrawn,
      buttons.length ? html`<div class="quiet">${buttons}</div>` : nothing,
    ],
  });
}

const answerView = (
  { title, text }: Copy,
  { reference, openedAt, bring }: CaseView,
  words: KeptWords,
  named: ReferenceModel,
): TemplateResult | typeof nothing =>
  blockView({
    look: 'due answer',
    title: html`<p class="name problem marked">${icon('warning')}${title}</p>`,
    text,
    below: [
      bring ? factsView([bringFact(words, bring)]) : nothing,
      referenceView({ of: 'former', id: reference, at: Date.parse(openedAt) }, named),
    ],
  });

/** The case that waits, or how it has ended. The ways from there are the row's. */
export function caseLine(words: KeptWords, model: LineModel): TemplateResult | typeof nothing {
  const { status, isWithdrawing: disabled, show, withdraw, lastDayOf, reference } = model;
  const open = openCaseIn(status);
  if (open) {
    const actions = [
      { label: open.seen ? words.look : words.show, run: show },
      { label: words.withdraw, run: withdraw, disabled },
    ];
    const buttons = hasWay(status, 'withdraw-kept') ? actions.map((action) => buttonView(action, ROW)) : [];
    return caseView(words, open, model, buttons);
  }
  const ended = endedCaseIn(status);
  if (!ended) return nothing;
  const copy = reasonOf(words, status.next.reason, lastDayOf(ended.until));
  return answerView(copy, ended, words, reference);
}
