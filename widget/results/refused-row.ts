/** A refusal, as an answer and as the last one, and the limit that closes a way. */
import { html } from 'lit';
import { isMismatch, isOfState } from '../../bff/contract/reasons.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { submissionIn } from '../procedure/claims.ts';
import { isCorrectable } from '../procedure/dialogs.ts';
import { type Known, hasLapsed, hasWay, standingIn } from '../procedure/known.ts';
import { closedUntil } from '../procedure/open-ways.ts';
import type { ResultOf } from '../procedure/state.ts';
import { afterwards, stands, waysOn } from './parts.ts';
import { isCountShown, namingFields, refusalText } from './problem-text.ts';
import { type ResultsModel, button } from './results-model.ts';
import type { ResultsWords } from './results-words.ts';
import type { Row, WayOn } from './row.ts';
import { closedOn, contextOf, firstOf, remainingOn } from './ways.ts';

/** Without `next` the first sentence has it. */
type RefusalCopy = Omit<Refusal, 'next'> & Partial<Pick<Refusal, 'next'>>;

function refusalCopy(reason: string | undefined, { state, words }: ResultsModel): Refusal {
  const rejected: Partial<Record<string, Refusal>> = words.results.rejected;
  const refusal = rejected[reason!] ?? words.results.rejected.otherwise;
  return { ...refusal, next: namingFields(refusal.next, state.known?.form?.fields ?? [], words) };
}

/**
 * While the claim is still in its form, the way back to that form stands in the place of a new
 * form.
 */
function waysFromForm(model: ResultsModel): WayOn[] {
  const { state, words } = model;
  const ways = waysOn(model);
  if (!isCorrectable(state)) return ways;
  const back: WayOn = { way: state.intent, action: button(words.results.back, 'back', model) };
  return state.intent === 'certify'
    ? ways.map((each) => (each.way === 'certify' ? back : each))
    : [back, ...ways];
}

/**
 * The last day of the register that has refused the claim, if it is known. `isNew`: the unit was
 * founded later, so that it is checked again once the register has it.
 */
function registerOf(reason: string | undefined, { state: { known }, valueOf }: ResultsModel) {
  const asOf = isMismatch(reason) ? known?.form?.asOf : undefined;
  return { asOf, isNew: !!asOf && hasWay(known, 'recheck') && (valueOf('foundedOn') ?? '') > asOf };
}

/** What an answer and the status say of a refusal. */
function refusalRow(
  { reason, reference }: ResultOf<'refused' | 'last-refused'>,
  copy: RefusalCopy,
  model: ResultsModel,
) {
  const { dateOf, words } = model;
  const { results } = words;
  const { known, intent } = model.state;
  const standing = {
    isInactive: contextOf(known) === 'inactive',
    isUsedUp: !!closedUntil(known, intent),
  };
  const { asOf, isNew } = registerOf(reason, model);
  const remaining = isCountShown(standing) ? remainingOn(results, known, intent) : [];
  const formIsNext = !isNew && !standing.isInactive;
  return {
    title: copy.title,
    text: [
      ...(asOf && isNew ? [results.asOfBefore(dateOf(asOf))] : refusalText(copy, standing)),
      ...(formIsNext ? remaining.map((each) => html`<b>${unbroken(each)}</b>`) : []),
    ],
    ways: firstOf(waysFromForm(model), ({ way }) => isNew && way === 'recheck'),
    also: [
      ...(formIsNext ? [] : remaining),
      ...(asOf && !isNew ? [results.asOf(dateOf(asOf))] : []),
      ...(isMismatch(reason) ? [results.registerWrong] : []),
      ...closedOn(results, known, 'counter'),
      ...(standing.isUsedUp ? [results.unlock] : []),
    ],
    reference,
  };
}

export function refusedRow(dialog: ResultOf<'refused'>, model: ResultsModel): Row {
  const row = refusalRow(dialog, refusalCopy(dialog.reason, model), model);
  const { text, also } = row;
  return dialog.repeated
    ? // As the last claim: nothing was counted.
      {
        ...row,
        icon: 'danger',
        text: [model.words.results.repeated, ...text],
        also: [...stands(model), ...also],
      }
    : { ...row, icon: 'danger', text: [...text, ...stands(model)] };
}

/** Without a reference it is the unit's state, which may have ended its certification. */
function lastCopy({ reason, reference }: ResultOf<'last-refused'>, model: ResultsModel): RefusalCopy {
  const { earlier, inactive } = model.words.results;
  const copy = refusalCopy(reason, model);
  if (reference || !isOfState(reason)) return { ...copy, title: earlier };
  const { title, lapsed } = inactive;
  return hasLapsed(standingIn(model.state.known).status) ? { title, said: lapsed } : { ...copy, title };
}

export function lastRefusedRow(dialog: ResultOf<'last-refused'>, model: ResultsModel): Row {
  const row = refusalRow(dialog, lastCopy(dialog, model), model);
  return {
    ...row,
    icon: 'warning',
    text: [...row.text, ...stands(model), ...afterwards(model, row.ways)],
  };
}

/** Why the last submission came to nothing, a sentence. */
function refusalIn(known: Known | undefined, { rejected }: ResultsWords): string | undefined {
  const all: Partial<Record<string, Refusal>> = rejected;
  return all[known?.next.reason ?? '']?.said;
}

/** A limit closes the way: until when, the ways that are open meanwhile, and who can lift it. */
export function usedUpRow({ way, failure }: ResultOf<'used-up'>, model: ResultsModel): Row {
  const { state, words } = model;
  const { results } = words;
  const { known } = state;
  const when = results.when(failure.retryAt ?? failure.until);
  const isCounter = way === 'counter';
  const { title, text } = isCounter ? results.casesUsedUp(when) : results.tooManyAttempts(when);
  const said = isCounter ? undefined : refusalIn(known, results);
  const ways = waysOn(model);
  return {
    icon: 'warning',
    title,
    text: [...(said ? results.usedUpAfter(said, when) : text), ...stands(model), ...afterwards(model, ways)],
    ways,
    also: [
      ...(isCounter ? [] : closedOn(results, known, 'counter')),
      isCounter ? results.unlockCases : results.unlock,
    ],
    reference: failure.reference ?? submissionIn(known),
  };
}
