/** The dialogs around the form: what happened, what it means, what can be done. */
import { type TemplateResult, html } from 'lit';
import type { Copy } from '../dialog/copy.ts';
import type { IconKind } from '../dialog/icon.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, type Message, message } from '../dialog/message.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { type Copying, referenceView } from './reference.ts';
import { problemOf } from '../api/problems.ts';
import type { Reference } from '../api/result.ts';
import { type Named, type ProcedureEvent, type State, standingIn } from '../procedure/state.ts';
import { isKept, nextStep } from '../procedure/next-step.ts';
import { hasCase, isCorrectable, isUsedUp } from '../procedure/transition.ts';
import type { ConnectionWords } from '../prompt/prompt-words.ts';
import type { SuccessionWords } from './intent-words.ts';
import { opensNewTab } from './new-tab.ts';
import { recheckableText } from './recheckable.ts';
import type { ResultsWords } from './results-words.ts';
import { type ProblemText, problemText, remainingIn } from './problem-text.ts';

/** The dialogs that have their view here. */
export type ResultDialog = Named<
  'notice' | 'withdrawn' | 'operator' | 'certified' | 'rejected' | 'pending' | 'trouble' | 'login-changed'
>;

/** For the views of all dialogs that follow the form. */
export interface ResultsModel {
  state: State;
  words: { prompt: ConnectionWords; form: { privacy: string }; results: ResultsWords };
  /** In the center. */
  succession: SuccessionWords | undefined;
  unitName: string;
  /** The portal's help, as text. */
  help: string | undefined;
  /** The portal's personal data notice. */
  privacyUrl: string | undefined;
  /** The business that waits for the certification: on this page, or, with `go`, on the page that the user came from. */
  business: { name: string; go?: () => void } | undefined;
  /** The center's address. */
  centerUrl: string | undefined;
  /** Where the user logs in again. */
  loginUrl: string | undefined;
  /** The form has typed values. */
  typed: boolean;
  /** The value of the field with this id; undefined when the form does not have it. */
  valueOf: (id: string) => string | undefined;
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  /** The last day of a deadline in words. */
  lastDayOf: (end: string) => string;
  /** Formats a reference's time. */
  timeOf: (instant: number) => string;
  copying: Copying;
  /** When the user can try again, in milliseconds like `now`. */
  retryAt: number | undefined;
  now: number;
  dispatch: (event: ProcedureEvent) => void;
  /** The user follows the link to the center. */
  goToCenter: () => void;
}

const show = (
  kind: IconKind,
  { title, text }: Copy,
  actions: readonly Action[],
  {
    more = [],
    ...rest
  }: Pick<Message, 'help' | 'reference'> & { more?: readonly unknown[] | undefined } = {},
) => message({ icon: kind, title, text: [...text, ...more], actions, ...rest });

/** A button that dispatches an event. */
const button = (
  label: string,
  type: 'cancel' | 'close' | 'back' | 'retry' | 'recheck' | 'counter',
  { dispatch }: ResultsModel,
): Action => ({ label, run: () => dispatch({ type }) });

export const closeIn = (model: ResultsModel): Action => ({
  ...button(model.words.results.close, 'cancel', model),
  quiet: true,
});

/** The counter, where there is one: the way to it, and what is said of it. */
function counterIn(model: ResultsModel): [ways: Action[], text: string[]] {
  const { state, words } = model;
  const { toCase, counter, atCounter, noCases, when } = words.results;
  const { known } = state;
  const way = nextStep(known).counter;
  if (!way) return [[], []];
  if (hasCase(state)) return [[button(toCase, 'counter', model)], []];
  if (way === 'used-up') return [[], [noCases(when(known!.caseAttempts!.resetsAt))]];
  return [[button(counter, 'counter', model)], [atCounter]];
}

export const referenceIn = (
  reference: Reference | undefined,
  { words, timeOf, copying }: ResultsModel,
): TemplateResult | undefined =>
  reference && referenceView(reference, { words: words.results.reference, timeOf, copying });

/** A certification that stands is not touched by what did not succeed. */
const stands = ({ state, words, lastDayOf }: ResultsModel): string[] => {
  const { due } = standingIn(state.known);
  return due || state.intent === 'replace' ? [words.results.stands(due && lastDayOf(due.at))] : [];
};

/** The text tells the way of the primary button first, then the others in the order of their buttons. */
function rejectedView(dialog: Named<'rejected'>, model: ResultsModel): TemplateResult {
  const { reason, recheckable } = dialog;
  const { state, dateOf, valueOf } = model;
  const { results } = model.words;
  const { rejected }: { rejected: Partial<Record<string, Copy>> } = results;
  const { title, text } = rejected[reason!] ?? results.rejected.otherwise;
  const [inactive, usedUp] = [reason === 'unit-not-active', isUsedUp(state)];
  const [toCounter, atCounter] = counterIn(model);
  const again = isCorrectable(state) ? [button(results.back, 'back', model)] : [];
  const recheck = recheckable ? [button(results.recheck, 'recheck', model)] : [];
  // The register that has refused: a unit that was founded after its day waits for it. When changes arrive, and the way to be checked again.
  const { asOf: day, usualDays } = (reason !== 'agent-without-record' && state.known?.form) || {};
  const isNew = recheckable && !!day && (valueOf('foundedOn') ?? '') > day;
  const asOf = day && results.asOf(dateOf(day), isNew);
  const register = recheckable ? results.recheckable(reason, isNew ? '' : asOf, usualDays) : asOf;
  // The counter comes first when the form is closed, but a unit that is not active asks its authority first.
  const first = isNew ? recheck : inactive ? [] : again.length ? again : toCounter;
  const ways = [...recheck, ...toCounter, ...again].filter((way) => !first.includes(way));
  const close = closeIn(model);
  const said = first === toCounter ? [...atCounter, register] : [register, ...atCounter];
  const items = [...said, usedUp && results.unlock].filter(Boolean);
  const remaining = inactive && !usedUp ? [] : remainingIn(results, state.known?.attempts);
  const copy = { title, text: isNew ? [asOf!] : text };
  return show('danger', copy, first.length ? [close, ...ways, ...first] : [...ways, close], {
    more: [...remaining.map((each) => html`<b>${unbroken(each)}</b>`), ...stands(model)],
    help: html`${
      items.length > 1
        ? html`<ul>
            ${items.map((item) => html`<li>${unbroken(item)}</li>`)}
          </ul>`
        : items.map((item) => html`<p>${unbroken(item)}</p>`)
    }${helpView(model.help)}`,
    reference: referenceIn(dialog.reference, model),
  });
}

/** Opens the login in another tab. When the user comes back, the form's controller continues without a click. */
const logInAt = (url: string | undefined, { logIn }: ResultsWords): Action | undefined =>
  url ? { label: logIn, run: () => void open(url, '_blank', 'noopener') } : undefined;

/** An agent's withdrawal counts as an attempt. After the last one the advice to check (the second sentence) would be of no use. */
function differsText({ title, text }: Copy, { state, words: { results } }: ResultsModel): ProblemText {
  const remaining = remainingIn(results, state.known?.attempts);
  if (!isUsedUp(state)) return { kind: 'warning', copy: { title, text }, more: [...remaining] };
  const [why = '', _check, ...others] = text;
  return { kind: 'warning', copy: { title, text: [why, ...remaining, results.unlock, ...others] } };
}

function troubleView({ failure, during, repeated }: Named<'trouble'>, model: ResultsModel): TemplateResult {
  const { retryAt, now, words, succession, loginUrl, typed } = model;
  const { results, prompt } = words;
  const when = results.when(retryAt ?? failure.until);
  const {
    kind,
    copy,
    more = [],
  } = succession && failure.code === 'agent-differs'
    ? differsText(succession.agentDiffers, model)
    : problemText(
        failure.code,
        {
          when,
          wait: failure.retryAfter ? results.wait(prompt.retry, failure.retryAfter) : undefined,
          typed,
        },
        results,
      );
  const help = helpView(model.help);
  const loggedOut = failure.code === 'session-expired';
  // The user solves a session that ended without the portal's support.
  const reference = loggedOut ? undefined : referenceIn(failure.reference, model);
  const other = isCorrectable(model.state) ? [button(results.back, 'back', model)] : [];
  const close = closeIn(model);
  const usedUp = failure.code === 'too-many-attempts' && model.state.intent === 'certify';
  const { known } = model.state;
  const [toCounter, atCounter] = usedUp ? counterIn(model) : [[], []];
  const isRecheckable = usedUp && nextStep(known).recheckable;
  const recheck = isRecheckable ? [button(results.recheck, 'recheck', model)] : [];
  const text = [...atCounter, ...(isRecheckable ? [recheckableText(known, results, model.dateOf)] : [])];
  const first = toCounter.length ? toCounter : other;
  if (problemOf(failure.code).retry !== 'now')
    return show(kind, copy, first.length ? [close, ...recheck, ...first] : [...recheck, close], {
      more: [...text, ...more],
      help,
      reference,
    });
  const wait = Math.ceil(((retryAt ?? now) - now) / 1000);
  const disabled = wait > 0;
  const label = loggedOut ? results.loggedIn : prompt.retry;
  const retry: Action = {
    ...button(label, 'retry', model),
    ...(disabled && { disabled, countdown: results.countdown(wait) }),
  };
  // The form's controller retries when the user comes back from the login.
  const next = (loggedOut && logInAt(loginUrl, results)) || retry;
  const said =
    during === 'recheck' || during === 'case'
      ? { ...copy, text: [results.notRequested, ...copy.text] }
      : copy;
  return show(kind, said, [{ ...(other[0] ?? close), quiet: loggedOut }, next], {
    more: loggedOut && repeated ? [...more, results.notLoggedIn] : more,
    help,
    reference,
  });
}

/** The notice after 取消: where to certify later (manual, step 6). */
function noticeView({
  state,
  words,
  lastDayOf,
  centerUrl,
  goToCenter,
  dispatch,
}: ResultsModel): TemplateResult {
  const { known } = state;
  const { due } = standingIn(known);
  const { notice, center, acknowledge } = words.results;
  const usedUp = known?.attempts?.remaining === 0 ? remainingIn(words.results, known.attempts) : [];
  // Without the line about the next login: there is no prompt while a refused claim is checked again.
  const until = due ? notice.untilDue(lastDayOf(due.at)) : notice.until;
  const next = isKept(nextStep(known)) ? [] : [notice.nextLogin];
  const follow = (click: MouseEvent): void => {
    if (opensNewTab(click)) return;
    click.preventDefault();
    goToCenter();
  };
  return message({
    title: notice.title,
    text: centerUrl
      ? [notice.menu, ...usedUp, until, html`<a part="link" href=${centerUrl} @click=${follow}>${center}</a>`]
      : [...next, ...usedUp, until],
    actions: [{ label: acknowledge, run: () => dispatch({ type: 'cancel' }) }],
  });
}

export function resultsView(dialog: ResultDialog, model: ResultsModel): TemplateResult {
  const { unitName, business, help } = model;
  const { results } = model.words;
  const leave = (label: string): Action[] => [button(label, 'cancel', model)];
  switch (dialog.name) {
    case 'notice':
      return noticeView(model);
    case 'operator': {
      const [administrator, ...unreachable] = results.operator.text;
      return message({
        title: results.operator.title,
        text: [administrator, ...(model.centerUrl ? [results.byAdministrator] : []), ...unreachable],
        help: helpView(help),
        actions: leave(results.acknowledge),
      });
    }
    case 'login-changed':
      return message({
        ...results.loginChanged(unitName),
        actions: [button(results.close, 'close', model), ...leave(results.proceed(''))],
      });
    case 'certified': {
      const copy = dialog.before ? results.alreadyCertified : results.certified;
      if (!business) return show('success', copy(unitName), leave(results.done));
      const label = results.proceed(business.name);
      // A business on this page continues when the dialog closes.
      const actions = business.go ? [...leave(results.done), { label, run: business.go }] : leave(label);
      return show('success', copy(unitName), actions);
    }
    case 'withdrawn': {
      const copy = model.succession!.withdrawn(model.lastDayOf(dialog.due.at));
      return show('success', copy, leave(results.done));
    }
    case 'rejected':
      return rejectedView(dialog, model);
    case 'pending': {
      const reference = referenceIn(dialog.reference, model);
      const more = stands(model);
      return show('waiting', results.pending, leave(results.close), {
        more,
        reference,
        help: helpView(help),
      });
    }
    case 'trouble':
      return troubleView(dialog, model);
  }
}
