/**
 * The blocks below the state of the real-name certification: what waits or ends, and each open way,
 * by a table over the next step.
 */
import { html, nothing } from 'lit';
import type { NewsReason, Step } from '../../bff/contract/next.ts';
import type { EndReason } from '../../bff/contract/reasons.ts';
import type { KindView } from '../../bff/contract/wire.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import { referenceOf } from '../api/result.ts';
import { type Action, buttonView } from '../dialog/button.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { endedCaseIn, submissionIn, traitsIn } from '../procedure/claims.ts';
import { dueAt, hasLapsed, hasWay, isInForce, standingIn, waitingIn } from '../procedure/known.ts';
import { type DialogWay, attemptsIn, closedUntil, isHeld } from '../procedure/open-ways.ts';
import type { Withdrawal } from '../procedure/state.ts';
import { type Block, blockView, paragraphs } from '../results/block.ts';
import { referenceView } from '../results/reference.ts';
import { offeredWays } from '../results/ways.ts';
import { notWithdrawnView } from './center-trouble.ts';
import { statusIcon } from './status-icon.ts';
import type { CenterModel } from './center-model.ts';

const NAME = 'real-name-label';

/**
 * Without limits the service answers a very high number of attempts. From this number on, none is
 * shown.
 */
const MANY = 100;

interface AtStep {
  /** The way whose button stands beside the state, or in the notice of an end. */
  main?: 'certify' | 'counter';
  /** Each of these ways, where it is open, has a block. */
  below?: readonly DialogWay[];
  /**
   * Why the user cannot go on, or how many attempts are left; `closed`: only until when there are
   * none. After the end of a case the attempts are told with the way to the form.
   */
  hint?: 'attempts' | 'closed' | 'operator' | 'no-source';
}

const ALL = ['certify', 'recheck', 'counter'] as const;

/**
 * While others decide there is no way below; before anything went wrong, only what helps then. A
 * newer service may have a step that is not here.
 */
const AT: Partial<Record<Step, AtStep>> = {
  deciding: {},
  checking: {},
  none: {},
  bring: { below: ['certify'] },
  rechecking: { below: ['certify', 'counter'], hint: 'closed' },
  authority: { below: ALL, hint: 'closed' },
  counter: { main: 'counter', below: ALL, hint: 'attempts' },
  later: { main: 'counter', below: ['recheck', 'counter'], hint: 'attempts' },
  correct: { main: 'certify', below: ['recheck', 'counter'], hint: 'attempts' },
  renew: { main: 'certify', below: ['recheck', 'counter'], hint: 'attempts' },
  certify: { main: 'certify', below: ['recheck', 'counter'], hint: 'attempts' },
  administrator: { hint: 'operator' },
  'no-source': { hint: 'no-source' },
} satisfies Record<Step, AtStep>;

/** Below the state, or below the button that it is about. */
export function hintsOf(model: CenterModel): unknown[] {
  const { words, results, known, next } = model;
  const left = attemptsLeft(model);
  const isClosed = !!closedUntil(known, 'certify');
  if (isHeld(known)) return results.trouble['way-closed'].text;
  switch (AT[next.step]?.hint) {
    case 'operator':
      return [words.operator];
    case 'no-source':
      return results.trouble['no-source'].text;
    case 'closed':
      return isClosed ? left : [];
    case 'attempts':
      return endedCaseIn(known) && !isClosed ? [] : left;
    case undefined:
      return [];
  }
}

/** From when there are attempts again. */
const usedUp = (said: string): unknown => html`<b>${unbroken(said)}</b>`;

const isFew = (left: number | null | undefined): left is number => !!left && left < MANY;

function attemptsLeft(model: CenterModel): unknown[] {
  const { words, results, known, next } = model;
  const until = closedUntil(known, 'certify');
  if (until) return [usedUp(results.attemptsUsedUp(until))];
  if (next.ways[0] === 'counter') return isFew(next.attempts) ? [words.casesLeft(next.attempts)] : [];
  const left = attemptsIn(known);
  return isFew(left) ? [results.attemptsLeft(left)] : [];
}

/** The kept claim whose result is the next step. */
export function waitsFor({ status }: KindView, { known }: CenterModel): 'case' | 'recheck' | undefined {
  const waits = waitingIn(known);
  return isInForce(status) || waits === 'claim' ? undefined : waits;
}

/** After the end of a case its ways stand below its answer. */
function mainWay({ known, status, next }: CenterModel): AtStep['main'] {
  const main = endedCaseIn(known) ? undefined : AT[next.step]?.main;
  if (main === 'counter') return next.ways[0] === 'counter' ? main : undefined;
  // Why it has lapsed, or was refused, is on its way, and comes first.
  return status && hasWay(known, 'certify') ? main : undefined;
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

/**
 * The result of the last submission, and what to do before the next one. A newer service may have
 * other reasons.
 */
function newsOf(reason: NewsReason, { words, results }: CenterModel): readonly (string | undefined)[] {
  const rejected: Partial<Record<string, Refusal>> = results.rejected;
  const reasons: Partial<Record<string, string>> = results.reasons;
  const { said, next } = rejected[reason] ?? results.rejected.otherwise;
  const { inactive, differs } = traitsIn(reason) ?? {};
  if (inactive) return [said, next];
  return [
    results.lastRefused(reasons[reason]),
    // Which fields the form has is told where the form opens.
    differs ? words.check : next,
  ];
}

/**
 * Before the button: why the last submission failed, and what to do; of a unit that is not active,
 * whom to ask first.
 */
export function whyOf(view: KindView, model: CenterModel): unknown[] {
  const { words, known, next } = model;
  if (waitingIn(known) === 'case' || endedCaseIn(known) || isHeld(known)) return [];
  const { step, reason } = next;
  // The state, or the notice of an end, has the cause already.
  const isSaid = !!reason && (view.reason === reason || view.due?.reason === reason);
  if (step === 'authority' && (isSaid || !reason)) return [words.inactive];
  if (isSaid || !reason || traitsIn(reason)?.apart) return [];
  const [said, check] = newsOf(reason, model);
  return [
    html`<span class="problem marked">${statusIcon('lapsed')}${unbroken(said)}</span>`,
    ...(check && (AT[step]?.main === 'certify' || step === 'authority') ? [check] : []),
  ];
}

/** Until when the ways with an agent's certification are closed. */
const agentClosedUntil = (known: CenterModel['known']) =>
  closedUntil(known, 'replace') ?? closedUntil(known, 'withdraw');

/**
 * Lines in the row of an agent's certification: that a takeover was refused, and why, and until
 * when its ways are closed.
 */
export function agentLines(model: CenterModel): unknown[] {
  const { words, results, known, next } = model;
  const { reasons }: { reasons: Partial<Record<string, string>> } = results;
  const until = agentClosedUntil(known);
  const left = attemptsIn(known);
  return [
    ...(next.step === 'none' && next.reason
      ? [
          html`<span class="problem marked"
            >${statusIcon('lapsed')}${words.replace.refused(reasons[next.reason])}</span
          >`,
          results.stands,
          ...(isFew(left) ? [results.attemptsLeft(left)] : []),
        ]
      : []),
    ...(until ? [usedUp(words.replace.usedUp(results.when(until)))] : []),
  ];
}

/** Why a certification ends or has ended. A newer service may have other reasons. */
export function causeOf(reason: string | undefined, { words, again }: CenterModel): string | undefined {
  const { revoked, causes } = again;
  const all: Record<EndReason, string> = { ...causes, revoked: revoked.title, replaced: words.replaced };
  return (all as Partial<Record<string, string>>)[reason ?? ''];
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
  const { words, next, lastDayOf } = model;
  if (next.step !== 'rechecking') return undefined;
  const { title, text } = words.recheck(lastDayOf(next.until ?? ''));
  return {
    look: 'due waits',
    title: html`<p class="name">${unbroken(title)}</p>`,
    text,
    below: withdrawView('recheck', model),
  };
}

/** After the end of a case every way stands below its answer. */
function belowAt({ known, next }: CenterModel): readonly DialogWay[] {
  const { below = [] } = AT[next.step] ?? {};
  return endedCaseIn(known) && below.length > 0 ? ALL : below;
}

/**
 * The counter waits until something stands in the way of the form. Beside a claim that waits
 * nothing has to be submitted again.
 */
function isBelow(way: DialogWay, model: CenterModel): boolean {
  const { next, known } = model;
  if (way === mainWay(model) || !belowAt(model).includes(way)) return false;
  const isUntried = next.step === 'certify' || next.step === 'renew';
  if (way === 'counter' && isUntried) return !!submissionIn(known) || !!endedCaseIn(known);
  return way !== 'certify' || next.step !== 'bring' || !standingIn(known).submission;
}

/** A way: for whom it is, and its button. */
const wayBlock = (text: string, action: Action, hints: readonly unknown[] = [], primary = false): Block => ({
  look: 'quiet',
  text: [text],
  below: [buttonView(action, { describedBy: NAME, primary }), paragraphs(hints)],
});

/**
 * How many attempts are left is told with the way that they are for, because something else was
 * said with the state.
 */
function tellsAttempts(way: DialogWay, { known, next }: CenterModel): boolean {
  const isOf = way === (next.ways[0] === 'counter' ? 'counter' : 'certify');
  return isOf && (next.step === 'rechecking' || (!!endedCaseIn(known) && !closedUntil(known, 'certify')));
}

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
        wayBlock(
          text,
          { label, run: () => open(way, true) },
          tellsAttempts(way, model) ? attemptsLeft(model) : [],
          isFirst && index === 0,
        ),
      ),
    ...succession.map((way) =>
      wayBlock(ofAgent[way].text, { label: ofAgent[way].button, run: () => open(way) }),
    ),
  ];
}

/** A limit closes the counter. */
function casesBlock({ results, known, next }: CenterModel): Block | undefined {
  const until = closedUntil(known, 'counter');
  if (!until || !AT[next.step]?.below) return undefined;
  const { title, text } = results.casesUsedUp(results.when(until));
  return {
    look: '',
    title: html`<p class="name">${title}</p>`,
    text: [...text, results.unlockCases],
  };
}

/** A limit closes a form, as its row has told: who can lift it. */
function unlockBlock({ words, results, known, next }: CenterModel): Block | undefined {
  const hint = AT[next.step]?.hint;
  const isTold = next.step === 'none' || hint === 'attempts' || hint === 'closed';
  const until = next.step === 'none' ? agentClosedUntil(known) : closedUntil(known, 'certify');
  if (!until || !isTold || isHeld(known)) return undefined;
  return { look: '', text: [submissionIn(known) ? words.unlock : results.unlock] };
}

/** The reference of the submission that waits, or of the last one that failed. */
function referenceBlock({ submission: waits, last }: KindView, model: CenterModel): Block | undefined {
  const { results, known, next, copying, fullTimeOf: timeOf } = model;
  // A re-check is of the last submission.
  const own = waits ?? (next.step === 'rechecking' ? last : undefined);
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

/** The office that can lift a limit, and the number to tell it: folded where everything else is well. */
function lastView(view: KindView, model: CenterModel): unknown {
  const { words, known, next } = model;
  const blocks = [unlockBlock(model), referenceBlock(view, model)].map(blockView);
  return next.step === 'none' && agentClosedUntil(known)
    ? html`<details class="more urgent">
        <summary>${words.urgent}</summary>
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
