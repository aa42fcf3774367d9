/** The dialogs around the form: what happened, what it means, what can be done. */
import { type TemplateResult, html } from 'lit/html.js';
import type { FailureCode } from '../failure.ts';
import type { FlowEvent, State } from '../flow.ts';
import type { LocaleModule } from '../locale.ts';
import type { Copy } from '../locales/words.ts';
import { momentOf } from '../moment.ts';
import { type IconKind, icon } from './icons.ts';
import { type Action, message } from './message.ts';

export interface ResultModel {
  words: LocaleModule;
  unitName: string;
  /** Someone waits to go on with a business. */
  awaited: boolean;
  /** When it can be tried again, in milliseconds like `now`. */
  retryAt: number | undefined;
  now: number;
  centreUrl: string | undefined;
  toCentre: (event: Event) => void;
  send: (event: FlowEvent) => void;
}

type Trouble = Extract<State, { name: 'trouble' }>;
type Rejected = Extract<State, { name: 'rejected' }>;

const show = (
  kind: IconKind,
  { title, text }: Copy,
  actions: readonly Action[],
  more: readonly string[] = [],
) => message({ icon: icon(kind), title, text: [...text, ...more], actions });

function rejectedView({ reason, attempts }: Rejected, { words, send }: ResultModel): TemplateResult {
  const { result } = words;
  const close = { label: result.close, run: () => send({ type: 'cancel' }) };
  const back = { label: result.back, run: () => send({ type: 'back' }) };
  const remaining = attempts ? [result.remaining(attempts.remaining)] : [];
  switch (reason) {
    case 'registry-mismatch':
      return show('danger', result.mismatch, [close, back], remaining);
    case 'unit-not-active': // Everything typed was right: there is nothing to correct.
      return show('danger', result.inactive, [close]);
    case 'agent-without-record':
      return show('danger', result.agentWithoutRecord, [close, back], remaining);
    default:
      return show('danger', result.otherwise, [close, back], remaining);
  }
}

/** Copy and the label of what helps; without a label nothing that the user does helps. */
function troubleCopy(code: FailureCode, { words, retryAt, now }: ResultModel): [IconKind, Copy, string?] {
  const { result, entry } = words;
  switch (code) {
    case 'network':
      return ['warning', entry.network, entry.retry];
    case 'session-expired':
      return ['warning', result.session, result.loggedIn];
    case 'too-many-attempts':
      return [
        'warning',
        result.tooManyAttempts(result.when(retryAt === undefined ? undefined : momentOf(retryAt, now))),
      ];
    case 'too-many-requests':
      return ['waiting', result.tooManyRequests, entry.retry];
    case 'internal':
    case 'unavailable':
      return ['warning', result.unavailable, entry.retry];
    case 'key-reused':
      return ['warning', result.resubmit, entry.retry];
    case 'insecure-context':
      return ['danger', result.insecure];
    default:
      return ['danger', result.misconfigured];
  }
}

function troubleView({ failure, during }: Trouble, model: ResultModel): TemplateResult {
  const { words, send, retryAt, now } = model;
  const { result } = words;
  const [kind, copy, action] = troubleCopy(failure.code, model);
  const close = { label: result.close, run: () => send({ type: 'cancel' }) };
  if (!action) {
    const support = copy === result.misconfigured ? [result.reference(failure.code)] : [];
    return show(kind, copy, [close], support);
  }
  const wait = Math.ceil(((retryAt ?? now) - now) / 1000);
  const retry = {
    label: wait > 0 ? result.inSeconds(action, wait) : action,
    run: () => send({ type: 'retry' }),
    disabled: wait > 0,
  };
  const back = { label: result.back, run: () => send({ type: 'back' }) };
  return show(kind, copy, [during === 'sending' ? back : close, retry]);
}

/** Where to certify later (1.5). */
function noticeView({ words, centreUrl, toCentre, send }: ResultModel): TemplateResult {
  const { notice, centre, acknowledge } = words.result;
  return message({
    title: notice.title,
    text: centreUrl
      ? [...notice.text, html`<a part="link" href=${centreUrl} @click=${toCentre}>${centre}</a>`]
      : notice.text,
    actions: [{ label: acknowledge, run: () => send({ type: 'cancel' }) }],
  });
}

/** Undefined for states that are shown by other views, or not at all. */
export function resultView(state: State, model: ResultModel): TemplateResult | undefined {
  const { words, unitName, awaited, send } = model;
  const { result } = words;
  const leave = (label: string): Action => ({ label, run: () => send({ type: 'cancel' }) });
  switch (state.name) {
    case 'notice':
      return noticeView(model);
    case 'operator':
      return message({ ...result.operator, actions: [leave(result.acknowledge)] });
    case 'certified': {
      const copy = state.before ? result.alreadyCertified : result.certified;
      return show('success', copy(unitName), [leave(awaited ? result.proceed : result.done)]);
    }
    case 'rejected':
      return rejectedView(state, model);
    case 'pending':
      return show('waiting', state.stalled ? result.stalled : result.pending, [leave(result.close)]);
    case 'trouble':
      return troubleView(state, model);
    default:
      return undefined;
  }
}
