/** The dialogs around the form: what happened, what it means, what can be done. */
import { type TemplateResult, html } from 'lit/html.js';
import type { FailureCode } from '../failure.ts';
import type { State } from '../flow.ts';
import type { LocaleModule } from '../locale.ts';
import type { Copy } from '../locales/words.ts';
import { momentOf } from '../moment.ts';
import type { RoomHost } from '../room.ts';
import type { IconKind } from './icons.ts';
import { type Action, message } from './message.ts';

export interface ResultModel {
  words: LocaleModule;
  host: Pick<RoomHost, 'awaited' | 'centre' | 'send' | 'toCentre'>;
  unitName: string;
  /** When it can be tried again, in milliseconds like `now`. */
  retryAt: number | undefined;
  now: number;
  /** The user asks for automatic re-checks of the refused claim. */
  recheck: () => void;
}

type Trouble = Extract<State, { name: 'trouble' }>;
type Rejected = Extract<State, { name: 'rejected' }>;

const show = (
  kind: IconKind,
  { title, text }: Copy,
  actions: readonly Action[],
  more: readonly string[] = [],
) => message({ icon: kind, title, text: [...text, ...more], actions });

/** A button that moves the flow. */
const button = (label: string, type: 'cancel' | 'back' | 'retry', { host }: ResultModel): Action => ({
  label,
  run: () => host.send({ type }),
});

/** The moment from which there are attempts again, in a sentence. */
export const whenIn = (
  { result }: Pick<LocaleModule, 'result'>,
  now: number,
  at: number | string | null | undefined,
): string => result.when(at ? momentOf(+new Date(at), now) : undefined);

function rejectedView({ reason, attempts, recheckable }: Rejected, model: ResultModel): TemplateResult {
  const { result } = model.words;
  const { rejected }: { rejected: Partial<Record<string, Copy>> } = result;
  const copy = rejected[reason!] ?? result.rejected.otherwise;
  const close = button(result.close, 'cancel', model);
  const back = button(result.back, 'back', model);
  // Else everything typed was right: there is nothing to correct.
  const mendable = reason !== 'unit-not-active';
  const left =
    attempts && mendable
      ? [result.remaining(attempts.remaining, whenIn(model.words, model.now, attempts.resetsAt))]
      : [];
  const again = mendable && attempts?.remaining !== 0;
  const recheck = { label: result.recheck, run: model.recheck };
  const actions = recheckable ? [again ? back : close, recheck] : again ? [close, back] : [close];
  return show('danger', copy, actions, left);
}

/** What is said of a failure. `retry`: the same request, sent again, can help. */
export function troubleOf(
  failed: FailureCode,
  when: string,
  { result, entry }: Pick<LocaleModule, 'entry' | 'result'>,
): { kind: IconKind; copy: Copy; more?: string[]; retry?: boolean } {
  const code = /internal|key-reused/.test(failed) ? 'unavailable' : failed;
  if (code === 'too-many-attempts') return { kind: 'warning', copy: result.tooManyAttempts(when) };
  const copies: Partial<Record<string, Copy>> = { network: entry.network, ...result.trouble };
  const copy = copies[code];
  if (!copy || code === 'misconfigured')
    return { kind: 'danger', copy: result.trouble.misconfigured, more: [result.reference(code)] };
  return { kind: 'warning', copy, retry: code !== 'insecure-context' };
}

function troubleView({ failure, during, again }: Trouble, model: ResultModel): TemplateResult {
  const { retryAt, now, words } = model;
  const { result, entry } = words;
  const close = button(result.close, 'cancel', model);
  const when = whenIn(words, now, retryAt ?? failure.until);
  const { kind, copy, more, retry: canRetry } = troubleOf(failure.code, when, words);
  if (!canRetry) return show(kind, copy, [close], more);
  const wait = Math.ceil(((retryAt ?? now) - now) / 1000);
  const disabled = wait > 0;
  const loggedOut = failure.code === 'session-expired';
  const label = loggedOut ? result.loggedIn : entry.retry;
  const retry = button(disabled ? result.inSeconds(label, wait) : label, 'retry', model);
  const aside = during === 'sending' ? button(result.back, 'back', model) : close;
  return show(
    'warning',
    copy,
    [aside, { ...retry, disabled }],
    loggedOut && again ? [result.notLoggedIn] : [],
  );
}

/** Where to certify later (1.5). */
function noticeView(model: ResultModel): TemplateResult {
  const { host, words } = model;
  const { notice, centre, acknowledge } = words.result;
  const follow = (event: Event): void => {
    event.preventDefault();
    host.toCentre();
  };
  const url = host.centre();
  const link = html`<a part="link" href=${url!} @click=${follow}>${centre}</a>`;
  return message({
    title: notice.title,
    text: url ? [...notice.text, link] : notice.text,
    actions: [button(acknowledge, 'cancel', model)],
  });
}

/** Undefined for states that are shown by other views, or not at all. */
export function resultView(state: State, model: ResultModel): TemplateResult | undefined {
  const { unitName, host } = model;
  const { result } = model.words;
  const leave = (label: string): Action[] => [button(label, 'cancel', model)];
  switch (state.name) {
    case 'notice':
      return noticeView(model);
    case 'operator':
      return message({ ...result.operator, actions: leave(result.acknowledge) });
    case 'certified': {
      const copy = state.before ? result.alreadyCertified : result.certified;
      return show('success', copy(unitName), leave(host.awaited ? result.proceed : result.done));
    }
    case 'rejected':
      return rejectedView(state, model);
    case 'pending':
      return show('waiting', state.stalled ? result.stalled : result.pending, leave(result.close));
    case 'trouble':
      return troubleView(state, model);
    default:
      return undefined;
  }
}
