/** Dialogs say what happened, what it means, what to do. A result is a row here or in `kept/`. */
import { type TemplateResult, html } from 'lit';
import type { Intent } from '../../bff/contract/next.ts';
import { isMismatch, isOfState } from '../../bff/contract/reasons.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import type { Copy } from '../dialog/copy.ts';
import { helpView } from '../dialog/help.ts';
import type { Action } from '../dialog/button.ts';
import { message } from '../dialog/message.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { problemOf } from '../api/problems.ts';
import { isShort } from '../api/result.ts';
import { submissionIn } from '../procedure/claims.ts';
import { type KeptResult, isCorrectable } from '../procedure/dialogs.ts';
import { type Known, hasLapsed, hasWay, standingIn, stepTraits, waitingIn } from '../procedure/known.ts';
import { closedUntil } from '../procedure/open-ways.ts';
import type { Named, ResultName, ResultOf } from '../procedure/state.ts';
import { paragraphs } from './block.ts';
import { referenceView } from './reference.ts';
import { type Row, type WayOn, belowView, closeView } from './row.ts';
import { type ProblemText, namingFields, problemText, retryText } from './problem-text.ts';
import { opensNewTab } from './links.ts';
import { closedOn, contextOf, firstOf, offeredWays, remainingOn } from './ways.ts';
import { type ResultsModel, button } from './results-model.ts';
import type { ResultsWords, SuccessionWords } from './results-words.ts';

type Rows = { [Of in Exclude<ResultName, KeptResult>]: (dialog: ResultOf<Of>, model: ResultsModel) => Row };

/** Before a business: what comes after the certification. Only the online form leads back to it. */
export function afterwards({ business, words }: ResultsModel, [first]: readonly WayOn[]): string[] {
  return first && business && !business.go
    ? [words.results.afterwards(business.name, first.way === 'certify')]
    : [];
}

/** The open ways; in the center alone where the page wants the user to certify there. */
export function openWays({ state, words, toCenter, dispatch }: ResultsModel): WayOn[] {
  const { known } = state;
  const { results } = words;
  const context = contextOf(known);
  const offered = offeredWays(known, results);
  if (toCenter && offered[0])
    return [{ way: offered[0].way, action: { label: results.center, run: toCenter } }];
  return offered.map(({ way, text, button: label, type }, index): WayOn => ({
    way,
    // After a refusal the text before has said what to correct.
    ...((index > 0 || way !== 'certify' || context !== 'refused') && { text }),
    action: { label, run: () => dispatch({ type }) },
  }));
}

/** After an answer: the open ways, and the case that waits already. */
export function waysOn(model: ResultsModel): WayOn[] {
  const toCase: WayOn = { way: 'counter', action: button(model.words.results.toCase, 'counter', model) };
  return [...openWays(model), ...(waitingIn(model.state.known) === 'case' ? [toCase] : [])];
}

/** A certification that stands is not touched by what did not succeed. */
function stands({ state, words: { results }, lastDayOf }: ResultsModel): string[] {
  const { due, by } = standingIn(state.known);
  if (due) return [results.standsUntil(lastDayOf(due.at))];
  if (state.intent !== 'replace') return [];
  return [by === 'agent' ? results.agentStands : results.stands];
}

/** Where the user finds the result of what waits. Only the portal knows whether it has a center. */
export const resultPlace = ({ words, centerUrl, succession }: ResultsModel): string =>
  words.results.resultPlace[centerUrl || succession ? 'center' : 'prompt'];

type Refused = ResultOf<'refused' | 'last-refused'>;

/** Without `next` the first sentence has it. */
type RefusalCopy = Omit<Refusal, 'next'> & Partial<Pick<Refusal, 'next'>>;

function refusedCopy({ of, reason, reference }: Refused, model: ResultsModel): RefusalCopy {
  const { results } = model.words;
  const { rejected }: { rejected: Partial<Record<string, Refusal>> } = results;
  const refusal = rejected[reason!] ?? results.rejected.otherwise;
  const copy = {
    ...refusal,
    next: namingFields(refusal.next, model.state.known?.form?.fields ?? [], model.words),
  };
  if (of === 'refused') return copy;
  if (reference || !isOfState(reason)) return { ...copy, title: results.earlier };
  const { title, lapsed } = results.inactive;
  return hasLapsed(standingIn(model.state.known).status) ? { title, said: lapsed } : { ...copy, title };
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

function refusedRow(dialog: Refused, model: ResultsModel): Row {
  const { state, dateOf, valueOf, words } = model;
  const { results } = words;
  const { known, intent } = state;
  const { title, said, next } = refusedCopy(dialog, model);
  const isNow = dialog.of === 'refused';
  // As the last claim: nothing was counted.
  const repeated = isNow && dialog.repeated;
  const isUsedUp = !!closedUntil(known, intent);
  const isInactive = contextOf(known) === 'inactive';
  const differs = isMismatch(dialog.reason);
  const asOf = differs && known?.form?.asOf;
  // The unit was founded after the register's last day: it is checked again once the register has
  // it.
  const isNew = asOf && hasWay(known, 'recheck') && (valueOf('foundedOn') ?? '') > asOf;
  const formIsNext = !isNew && !isInactive;

  const ways = firstOf(waysFromForm(model), ({ way }) => !!isNew && way === 'recheck');
  // While nothing can be submitted, the advice to check the details is of no use.
  const advice = next && (!isUsedUp || isInactive) ? [next] : [];
  const remaining = isInactive && !isUsedUp ? [] : remainingOn(results, known, intent);
  const standing = stands(model);
  return {
    icon: isNow ? 'danger' : 'warning',
    title,
    text: [
      ...(repeated ? [results.repeated] : []),
      ...(isNew ? [results.asOfBefore(dateOf(asOf))] : [said, ...advice]),
      ...(formIsNext ? remaining.map((each) => html`<b>${unbroken(each)}</b>`) : []),
      ...(repeated ? [] : standing),
      ...(isNow ? [] : afterwards(model, ways)),
    ],
    ways,
    also: [
      ...(formIsNext ? [] : remaining),
      ...(repeated ? standing : []),
      ...(asOf && !isNew ? [results.asOf(dateOf(asOf))] : []),
      ...(differs ? [results.registerWrong] : []),
      ...closedOn(results, known, 'counter'),
      ...(isUsedUp ? [results.unlock] : []),
    ],
    reference: dialog.reference,
  };
}

/** Why the last submission came to nothing, a sentence. */
function refusalIn(known: Known | undefined, { rejected }: ResultsWords): string | undefined {
  const all: Partial<Record<string, Refusal>> = rejected;
  return all[known?.next.reason ?? '']?.said;
}

/** A limit closes the way: until when, the ways that are open meanwhile, and who can lift it. */
function usedUpRow({ way, failure }: ResultOf<'used-up'>, model: ResultsModel): Row {
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

/** For a takeover: the certification that it replaced. The agent's term has just ended. */
function replacedIn({ state, words: { results }, dateOf }: ResultsModel): string[] {
  const replaced = state.known?.terms?.find(({ endReason }) => endReason === 'replaced');
  return state.intent === 'replace' ? [results.replaced(replaced ? dateOf(replaced.since) : '')] : [];
}

function certifiedRow({ before }: ResultOf<'certified'>, model: ResultsModel): Row {
  const { state, unitName, business, words, succession } = model;
  const { results } = words;
  const overtaken: Partial<Record<Intent, Copy>> | undefined = succession?.overtaken;
  const already = overtaken?.[state.intent] ?? results.alreadyCertified(unitName);
  const { title, text } = before ? already : results.certified(unitName);
  const done = button(results.done, 'cancel', model);
  const copy = {
    icon: 'success',
    title,
    text: before ? text : [...text, ...replacedIn(model)],
    hidesHelp: true,
  } as const;
  if (!business) return { ...copy, actions: [done] };
  const label = results.proceed(business.name);
  // A business on this page continues when the dialog closes.
  const proceed = business.go && { label, run: business.go };
  return { ...copy, actions: proceed ? [done, proceed] : [{ ...done, label }] };
}

function operatorRow(_: unknown, model: ResultsModel): Row {
  const { results } = model.words;
  const { title, said, unreachable } = results.operator;
  return {
    title,
    text: [said, ...(model.centerUrl ? [results.byAdministrator(model.centerName || undefined)] : [])],
    actions: [button(results.acknowledge, 'cancel', model)],
    also: [unreachable],
  };
}

const ROWS: Rows = {
  refused: refusedRow,
  'last-refused': refusedRow,
  'used-up': usedUpRow,
  certified: certifiedRow,
  operator: operatorRow,
  'logged-in': (_, model) => {
    const { loggedInHere, acknowledge } = model.words.results;
    return {
      icon: 'success',
      ...loggedInHere,
      actions: [button(loggedInHere.stay, 'confirm', model), button(acknowledge, 'cancel', model)],
      hidesHelp: true,
    };
  },
  withdrawn: ({ due }, model) => ({
    icon: 'success',
    ...model.succession!.withdrawn(model.lastDayOf(due.at)),
    actions: [button(model.words.results.done, 'cancel', model)],
    hidesHelp: true,
  }),
  pending: ({ reference }, model) => {
    const { pending } = model.words.results;
    return {
      icon: 'waiting',
      title: pending.title,
      text: [...pending.text, resultPlace(model), ...stands(model)],
      actions: [button(model.words.results.acknowledge, 'cancel', model)],
      reference,
    };
  },
};

export const ownRow = <Of extends keyof Rows>(of: Of, dialog: ResultOf<Of>, model: ResultsModel): Row =>
  ROWS[of](dialog, model);

const logInAt = ({ logIn, words: { results } }: ResultsModel): Action | undefined =>
  logIn && { label: results.logIn, run: logIn };

/** An agent's withdrawal is an attempt: after the last, the second sentence advises in vain. */
function differsText(
  { title, said, next, departed }: SuccessionWords['agentDiffers'],
  { state, words: { results } }: ResultsModel,
): ProblemText {
  const { known, intent } = state;
  const isUsedUp = !!closedUntil(known, intent);
  return {
    kind: 'warning',
    copy: { title, text: isUsedUp ? [said] : [said, next] },
    more: remainingOn(results, known, intent),
    also: isUsedUp ? [results.unlock, departed] : [departed],
  };
}

export function troubleView(dialog: Named<'trouble'>, model: ResultsModel): TemplateResult {
  const { failure, during, repeated } = dialog;
  const { retryAt } = failure;
  const { now, words, succession, typed, isOffline, timeOf, copying } = model;
  const { results, prompt } = words;
  const {
    kind: icon,
    copy,
    more = [],
    also = [],
  } = succession && failure.code === 'agent-differs'
    ? differsText(succession.agentDiffers, model)
    : problemText(
        failure.code,
        {
          when: results.when(retryAt ?? failure.until),
          wait: retryText(failure, prompt.retry, results, now),
          typed,
          isOffline,
        },
        results,
      );
  const loggedOut = failure.code === 'session-expired';
  const wait = Math.ceil(((retryAt ?? now) - now) / 1000);
  const retry: Action = {
    ...button(loggedOut ? results.loggedIn : prompt.retry, 'retry', model),
    ...(wait > 0 && { disabled: true, countdown: isShort(wait) ? results.countdown(wait) : undefined }),
  };
  const isPassing = problemOf(failure.code).retry === 'now';
  const back = isCorrectable(model.state) ? [button(results.back, 'back', model)] : [];
  // `LoginReturn` retries when the user comes back from the login.
  const on = isPassing ? [...back, (loggedOut && logInAt(model)) || retry] : back;
  const leave = button(results.close, 'cancel', model);
  return message({
    icon,
    title: copy.title,
    text: [
      ...(during === 'recheck' || during === 'counter' ? [results.notRequested] : []),
      ...copy.text,
      ...more,
      ...(loggedOut && repeated ? [results.notLoggedIn] : []),
    ],
    actions: on.length > 0 ? on : [{ ...leave, secondary: true }],
    close: on.length > 0 ? closeView(leave) : undefined,
    // The user solves a session that ended without the portal's support.
    below: belowView(
      paragraphs(also),
      helpView(model.help),
      loggedOut ? undefined : referenceView(failure.reference, { words: results.reference, timeOf, copying }),
    ),
  });
}

/** The notice after 取消: where to certify later (manual, step 6). */
export function noticeView({
  state,
  words,
  lastDayOf,
  centerUrl,
  centerName,
  goToCenter,
  dispatch,
}: ResultsModel): TemplateResult {
  const { known } = state;
  const { due } = standingIn(known);
  const { notice, center, acknowledge } = words.results;
  const usedUp = closedOn(words.results, known, 'certify');
  const until = due ? notice.untilDue(lastDayOf(due.at)) : notice.until;
  const next = known && stepTraits(known)?.prompts ? [notice.nextLogin] : [];
  const follow = (click: MouseEvent): void => {
    if (opensNewTab(click)) return;
    click.preventDefault();
    goToCenter();
  };
  return message({
    title: notice.title,
    text: centerUrl
      ? [
          notice.menu(centerName || undefined),
          ...usedUp,
          until,
          html`<a part="link" href=${centerUrl} @click=${follow}>${center}</a>`,
        ]
      : [...next, ...usedUp, until],
    actions: [{ label: acknowledge, run: () => dispatch({ type: 'cancel' }) }],
  });
}

export const loginChangedView = (model: ResultsModel): TemplateResult => {
  const { results } = model.words;
  return message({
    ...results.loginChanged(model.unitName),
    actions: [button(results.proceed(''), 'cancel', model)],
    close: closeView(button(results.close, 'leave', model)),
  });
};
