/** The dialogs around the form: what happened, what it means, what can be done. */
import { type TemplateResult, html } from 'lit';
import type { Intent, Way } from '../../bff/contract/next.ts';
import type { Copy } from '../dialog/copy.ts';
import type { IconKind } from '../dialog/icon.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, type Message, message } from '../dialog/message.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { type Copying, referenceView } from './reference.ts';
import { problemOf } from '../api/problems.ts';
import type { Reference } from '../api/result.ts';
import { closedUntil, hasWay, standingIn, waitingIn } from '../procedure/known.ts';
import type { Named, ProcedureEvent, State } from '../procedure/state.ts';
import { isCorrectable } from '../procedure/transition.ts';
import type { PromptWords } from '../prompt/prompt-words.ts';
import { asks } from '../standing.ts';
import type { SuccessionWords } from './intent-words.ts';
import { opensNewTab } from './new-tab.ts';
import { recheckableText } from './recheckable.ts';
import type { ResultsWords } from './results-words.ts';
import { type ProblemText, problemText } from './problem-text.ts';
import { remainingOn } from './remaining.ts';

/** The dialogs that have their view here. */
export type ResultDialog = Named<
  'notice' | 'withdrawn' | 'operator' | 'certified' | 'rejected' | 'pending' | 'trouble' | 'login-changed'
>;

/** For the views of all dialogs that follow the form. */
export interface ResultsModel {
  state: State;
  words: { prompt: PromptWords; form: { privacy: string }; results: ResultsWords };
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
  /** What the portal calls it; default: as in the manual. */
  centerName: string | undefined;
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

/** An open way: its button, and what is said of it. */
interface OpenWay {
  action: Action;
  text?: string;
}

/** Undefined where no dialog after the form offers the way. */
function openWay(way: Way, model: ResultsModel, recheck: string): OpenWay | undefined {
  const { state, words } = model;
  const { results, prompt } = words;
  switch (way) {
    case 'certify':
    case 'replace': {
      if (way !== state.intent) return undefined;
      const isRestored = state.known?.next.step === 'authority';
      return { action: button(isRestored ? prompt.ways.certify : results.back, 'back', model) };
    }
    case 'recheck':
      return { action: button(prompt.ways.recheck, 'recheck', model), text: recheck };
    case 'counter':
      return { action: button(prompt.ways.counter, 'counter', model), text: results.atCounter };
    case 'withdraw': // Only in the center.
    case 'withdraw-kept':
      return undefined;
  }
}

/** The open ways that a dialog offers, the best one first. `recheck`: what is said of the re-check. */
function openWays(model: ResultsModel, recheck: string): OpenWay[] {
  const { state, words } = model;
  const ways = state.known?.next.ways.flatMap((way) => openWay(way, model, recheck) ?? []) ?? [];
  const toCase = { action: button(words.results.toCase, 'counter', model) };
  return waitingIn(state.known) === 'case' ? [...ways, toCase] : ways;
}

/** In reading order: the last one is the primary. */
const withPrimary = ([first, ...others]: readonly OpenWay[], close: Action): Action[] => [
  close,
  ...others.map(({ action }) => action),
  ...(first ? [first.action] : []),
];

/** No more cases may be opened for now. */
function noCasesIn({ state, words: { results } }: ResultsModel): string[] {
  const until = closedUntil(state.known, 'counter');
  return until ? [results.noCases(results.when(until))] : [];
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

/** The text tells the ways in the order of their buttons, the primary one first. */
function rejectedView(dialog: Named<'rejected'>, model: ResultsModel): TemplateResult {
  const { reason } = dialog;
  const { state, dateOf, valueOf } = model;
  const { known, intent } = state;
  const { results } = model.words;
  const { rejected }: { rejected: Partial<Record<string, Copy>> } = results;
  const { title, text } = rejected[reason!] ?? results.rejected.otherwise;
  const isForAuthority = known?.next.step === 'authority';
  const isUsedUp = !!closedUntil(known, intent);
  // The register that has refused: a unit that was founded after its day waits for it. When changes arrive, and the way to be checked again.
  const { asOf: day, usualDays } = (reason !== 'agent-without-record' && known?.form) || {};
  const isRecheckable = hasWay(known, 'recheck');
  const isNew = isRecheckable && !!day && (valueOf('foundedOn') ?? '') > day;
  const asOf = day && results.asOf(dateOf(day), isNew);
  const recheck = results.recheckable(reason, isNew ? '' : asOf, usualDays);
  const told = openWays(model, recheck);
  const isFirst = ({ text: said }: OpenWay): boolean => isNew && said === recheck;
  const ways = [...told.filter(isFirst), ...told.filter((way) => !isFirst(way))];
  const close = closeIn(model);
  const items = [
    !isRecheckable && asOf,
    ...ways.map((way) => way.text),
    ...noCasesIn(model),
    isUsedUp && results.unlock,
  ].filter(Boolean);
  const remaining = isForAuthority && !isUsedUp ? [] : remainingOn(results, known, intent);
  const copy = { title, text: isNew ? [asOf!] : text };
  // A unit that is not active asks its authority first.
  const actions = isForAuthority ? [...ways.map(({ action }) => action), close] : withPrimary(ways, close);
  return show('danger', copy, actions, {
    more: [
      ...(dialog.repeated ? [results.repeated] : []),
      ...remaining.map((each) => html`<b>${unbroken(each)}</b>`),
      ...stands(model),
    ],
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
  const { known, intent } = state;
  const remaining = remainingOn(results, known, intent);
  if (!closedUntil(known, intent)) return { kind: 'warning', copy: { title, text }, more: remaining };
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
  if (problemOf(failure.code).retry !== 'now') {
    const { known } = model.state;
    const isLimit = failure.code === 'too-many-attempts';
    const ways = isLimit ? openWays(model, recheckableText(known, results, model.dateOf)) : [];
    const primary = ways.length ? ways : other.map((action) => ({ action }));
    return show(kind, copy, withPrimary(primary, close), {
      more: [...ways.flatMap(({ text }) => text ?? []), ...(isLimit ? noCasesIn(model) : []), ...more],
      help,
      reference,
    });
  }
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
    during === 'recheck' || during === 'counter'
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
  centerName,
  goToCenter,
  dispatch,
}: ResultsModel): TemplateResult {
  const { known } = state;
  const { due } = standingIn(known);
  const { notice, center, acknowledge } = words.results;
  const usedUp = closedUntil(known, 'certify') ? remainingOn(words.results, known, 'certify') : [];
  const until = due ? notice.untilDue(lastDayOf(due.at)) : notice.until;
  const next = known && asks(known.next.step) ? [notice.nextLogin] : [];
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
      const overtaken: Partial<Record<Intent, Copy>> | undefined = model.succession?.overtaken;
      const before = overtaken?.[model.state.intent] ?? results.alreadyCertified(unitName);
      const copy = dialog.before ? before : results.certified(unitName);
      if (!business) return show('success', copy, leave(results.done));
      const label = results.proceed(business.name);
      // A business on this page continues when the dialog closes.
      const actions = business.go ? [...leave(results.done), { label, run: business.go }] : leave(label);
      return show('success', copy, actions);
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
