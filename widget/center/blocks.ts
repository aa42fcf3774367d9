/**
 * The blocks below the state of the real-name certification: what waits or ends, and each open way.
 * The table of the steps is `center-steps.ts`.
 */
import { html, nothing } from 'lit';
import type { KindView } from '../../bff/contract/wire.ts';
import { referenceOf } from '../api/result.ts';
import { type Action, buttonView } from '../dialog/button.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { submissionIn, traitsIn } from '../procedure/claims.ts';
import { dueAt, hasLapsed, hasWay, isInForce, waitingIn } from '../procedure/known.ts';
import { closedUntil } from '../procedure/open-ways.ts';
import type { Withdrawal } from '../procedure/state.ts';
import { type Block, blockView, paragraphs } from '../results/block.ts';
import { referenceView } from '../results/reference.ts';
import { offeredWays } from '../results/ways.ts';
import type { CenterModel } from './center-model.ts';
import { atStep, isBelow, mainWay } from './center-steps.ts';
import { notWithdrawnView } from './center-trouble.ts';
import { closedForms, hintsAt, hintsOf } from './limits.ts';
import { causeOf, whyOf } from './reasons.ts';
import { statusIcon } from './status-icon.ts';

const NAME = 'real-name-label';

/** The kept claim whose result is the next step. */
export function waitsFor({ status }: KindView, { known }: CenterModel): 'case' | 'recheck' | undefined {
  const waits = waitingIn(known);
  return isInForce(status) || waits === 'claim' ? undefined : waits;
}

export function mainButton({ status, due }: KindView, model: CenterModel): unknown {
  const { words, results, next } = model;
  const way = mainWay(model);
  if (!way) return nothing;
  const first = traitsIn(next.reason)?.failed ? results.ways.refused.certify.button : words.certify;
  const certify = due || hasLapsed(status) ? words.renew : first;
  const label = way === 'certify' ? certify : results.ways.refused.counter.button;
  return buttonView(
    { label, run: () => model.open(way) },
    { primary: !due || !model.business, describedBy: due ? 'due' : NAME },
  );
}

/** The certification is due: until when it counts, why it ends, and the way to renew it. */
function dueBlock(view: KindView, model: CenterModel): Block | undefined {
  if (!view.due || !dueAt(view)) return undefined;
  const { words, lastDayOf } = model;
  const { title, text } = words.dueUntil(lastDayOf(view.due.at), causeOf(view.due.reason, model));
  const why = whyOf(view, model);
  return {
    look: 'due',
    title: html`<p class="name problem marked" id="due">${statusIcon('lapsed')}${unbroken(title)}</p>`,
    text,
    below: [
      why.length ? html`<div class="again">${paragraphs(why)}</div>` : nothing,
      mainButton(view, model),
      paragraphs(hintsOf(model)),
    ],
  };
}

/** The button that withdraws what waits, below a withdrawal that has failed. */
function withdrawView(of: 'recheck' | 'claim', model: CenterModel): unknown[] {
  const { words, known, withdrawal, askWithdrawal } = model;
  const withdraw: Action = {
    label: words.withdraw[of],
    run: () => askWithdrawal(of),
    disabled: withdrawal?.step === 'sending',
  };
  return [
    notWithdrawnView(of, model),
    hasWay(known, 'withdraw-kept')
      ? html`<div class="quiet">${buttonView(withdraw, { describedBy: NAME })}</div>`
      : nothing,
  ];
}

/** The re-check that waits. */
function recheckBlock(model: CenterModel): Block | undefined {
  const { words, known, next, lastDayOf } = model;
  if (waitingIn(known) !== 'recheck') return undefined;
  const { title, text } = words.recheck(lastDayOf(next.until ?? ''));
  return {
    look: 'due waits',
    title: html`<p class="name">${unbroken(title)}</p>`,
    text,
    below: withdrawView('recheck', model),
  };
}

/** A way: for whom it is, and its button. */
const wayBlock = (text: string, action: Action, hints: readonly unknown[] = [], primary = false): Block => ({
  look: 'quiet',
  text: [text],
  below: [buttonView(action, { describedBy: NAME, primary }), paragraphs(hints)],
});

/** The best way first. */
function wayBlocks(model: CenterModel): Block[] {
  const { words, results, known, next, open } = model;
  const isFirst = mainWay(model) === undefined && !waitingIn(known);
  const succession = (['replace', 'withdraw'] as const).filter((way) => next.ways.includes(way));
  const ofAgent = { replace: words.replace, withdraw: words.withdrawCertification };
  return [
    ...offeredWays(known, results)
      .filter(({ way }) => isBelow(way, model))
      .map(({ way, text, button: label }, index) =>
        wayBlock(text, { label, run: () => open(way, true) }, hintsAt(way, model), isFirst && index === 0),
      ),
    ...succession.map((way) =>
      wayBlock(ofAgent[way].text, { label: ofAgent[way].button, run: () => open(way) }),
    ),
  ];
}

/** A limit closes the counter. */
function casesBlock(model: CenterModel): Block | undefined {
  const { results, known } = model;
  const until = closedUntil(known, 'counter');
  if (!until || !atStep(model).below) return undefined;
  const { title, text } = results.casesUsedUp(results.when(until));
  return {
    look: '',
    title: html`<p class="name">${title}</p>`,
    text: [...text, results.unlockCases],
  };
}

/** A limit closes a form, as its row has told: who can lift it. */
function unlockBlock(model: CenterModel): Block | undefined {
  if (!closedForms(model)) return undefined;
  const { words, results, known } = model;
  return { look: '', text: [submissionIn(known) ? words.unlock : results.unlock] };
}

/** The reference of the submission that waits, or of the last one that failed. */
function referenceBlock({ submission: waits, last }: KindView, model: CenterModel): Block | undefined {
  const { results, known, copying, fullTimeOf: timeOf } = model;
  // A re-check is of the last submission.
  const own = waits ?? (waitingIn(known) === 'recheck' ? last : undefined);
  const submission = own ? referenceOf(own) : submissionIn(known);
  if (!submission) return undefined;
  return {
    look: '',
    below: [
      referenceView(submission, { words: results.reference, timeOf, copying }),
      ...(waits ? withdrawView('claim', model) : []),
    ],
  };
}

/**
 * The office that can lift a limit, and the number to tell it: folded where everything else is
 * well.
 */
function lastView(view: KindView, model: CenterModel): unknown {
  const blocks = [unlockBlock(model), referenceBlock(view, model)].map(blockView);
  return closedForms(model) === 'agent'
    ? html`<details class="more urgent">
        <summary>${model.words.urgent}</summary>
        ${blocks}
      </details>`
    : blocks;
}

/**
 * The blocks in their order: whatever waits or ends, the open ways (the best one first), the
 * reference. `caseLine`: the case at the counter.
 */
export const blocksView = (view: KindView, model: CenterModel, caseLine: unknown): unknown[] => [
  blockView(dueBlock(view, model)),
  blockView(recheckBlock(model)),
  caseLine,
  ...wayBlocks(model).map(blockView),
  blockView(casesBlock(model)),
  lastView(view, model),
];

/** The icon of each end of a withdrawal; a failed one is told beside what waits. */
const ENDS: Partial<Record<Withdrawal['step'], 'certified' | 'pending'>> = {
  withdrawn: 'certified',
  decided: 'pending',
};

/**
 * First in the row, where the focus comes: the kept claim has been withdrawn, or was decided first.
 */
export function withdrawnView({ ends, withdrawal }: CenterModel): unknown {
  if (!ends || !withdrawal) return nothing;
  const { of, step } = withdrawal;
  const like = ENDS[step];
  const said = { certified: ends.withdrawn[of], pending: ends.decided };
  return like
    ? html`<p class="marked ${like}" id="news" part="hint" tabindex="-1">${statusIcon(like)}${said[like]}</p>`
    : nothing;
}
