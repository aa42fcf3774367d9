/** Why the last submission failed, and why a certification ends or has ended. */
import { html } from 'lit';
import type { NewsReason } from '../../bff/contract/next.ts';
import { type EndReason, isMismatch, isOfState } from '../../bff/contract/reasons.ts';
import type { KindView } from '../../bff/contract/wire.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { authorityReasonIn, endedCaseIn, traitsIn } from '../procedure/claims.ts';
import { waitingIn } from '../procedure/known.ts';
import { isHeld } from '../procedure/open-ways.ts';
import type { CenterModel } from './center-model.ts';
import { atStep } from './center-steps.ts';
import { statusIcon } from './status-icon.ts';

/** Why a certification ends or has ended. A newer service may have other reasons. */
export function causeOf(reason: string | undefined, { words, again }: CenterModel): string | undefined {
  const { revoked, causes } = again;
  const all: Record<EndReason, string> = { ...causes, revoked: revoked.title, replaced: words.replaced };
  return (all as Partial<Record<string, string>>)[reason ?? ''];
}

/**
 * The result of the last submission, and what to do before the next one. A newer service may have
 * other reasons.
 */
function newsOf(reason: NewsReason, { words, results }: CenterModel): readonly (string | undefined)[] {
  const rejected: Partial<Record<string, Refusal>> = results.rejected;
  const reasons: Partial<Record<string, string>> = results.reasons;
  const { said, next } = rejected[reason] ?? results.rejected.otherwise;
  if (isOfState(reason)) return [said, next];
  return [
    results.lastRefused(reasons[reason]),
    // Which fields the form has is told where the form opens.
    isMismatch(reason) ? words.check : next,
  ];
}

/** The line about the case tells it, or nobody is told why. */
const isElsewhere = ({ known }: CenterModel): boolean =>
  waitingIn(known) === 'case' || !!endedCaseIn(known) || isHeld(known);

/**
 * Before the button: why the last submission failed, and what to do; of a unit that is not active,
 * whom to ask first.
 */
export function whyOf(view: KindView, model: CenterModel): unknown[] {
  if (isElsewhere(model)) return [];
  const ofAuthority = authorityReasonIn(model.known);
  const reason = ofAuthority ?? model.next.reason;
  // The state, or the notice of an end, has the cause already.
  const isSaid = !reason || view.reason === reason || view.due?.reason === reason;
  if (isSaid) return ofAuthority ? [model.words.inactive] : [];
  if (traitsIn(reason)?.apart) return [];
  const [said, advice] = newsOf(reason, model);
  return [
    html`<span class="problem marked">${statusIcon('lapsed')}${unbroken(said)}</span>`,
    ...(advice && atStep(model).advises ? [advice] : []),
  ];
}
