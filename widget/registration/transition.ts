/** Where the registration goes next. Pure, like the certification's transitions: an event that means nothing changes nothing. */
import { checkPhoneCode } from '../../bff/contract/contact.ts';
import { problemOf } from '../api/problems.ts';
import type { Failure, FailureCode } from '../api/result.ts';
import type { FieldChecked } from '../form/fields.ts';
import { INITIAL, type PhoneState, type RegistrationEvent, type Stage, type State } from './state.ts';

/** The longest time that a user is asked to wait beside the button, in seconds. */
const SHORT = 60;

/** Whether the button counts the seconds until another code. */
export const isShort = ({ retryAfter = 0 }: Failure): boolean => retryAfter <= SHORT;

export const proofFor = ({ proof }: PhoneState, phone: string): string | undefined =>
  proof?.phone === phone ? proof.value : undefined;

export const wasSentTo = ({ sentTo }: PhoneState, phone: string): boolean => !!phone && sentTo === phone;

/** The number needs another code. */
export const isExpired = ({ refused }: PhoneState, phone: string): boolean =>
  refused?.phone === phone && refused.problem === 'expired';

/** The code is being checked, by default any code of the number. */
const isProving = ({ proving }: PhoneState, phone: string, code = proving?.value): boolean =>
  proving?.phone === phone && proving.value === code;

/** Seconds until the number may get another code. */
export const waitFor = ({ resendAt }: PhoneState, phone: string, now: number): number =>
  resendAt?.phone === phone ? Math.max(Math.ceil((resendAt.value - now) / 1000), 0) : 0;

/** Checks the typed code for a number, including the BFF's answers about it. */
export function checkCode({ refused, expired }: PhoneState, phone: string, typed: string): FieldChecked {
  if (!typed && expired) return { code: 'unproven' };
  const checked = checkPhoneCode(typed);
  return checked.ok && refused?.value === checked.value && refused.phone === phone
    ? { code: refused.problem }
    : checked;
}

export const isSessionOver = ({ code }: Failure): boolean => problemOf(code).message === 'session-expired';

/** Whether a later try can succeed without a change by the user. */
export const passesByItself = (code: FailureCode): boolean =>
  problemOf(code).retry === 'now' && !isSessionOver({ code });

/** Whether sending the same registration again can help. */
export const canRetry = (stage: Stage): boolean =>
  stage.name === 'stalled' || (stage.name === 'trouble' && problemOf(stage.failure.code).retry === 'now');

/** The same unit would be refused again: another code has to be typed. */
export const isInactive = (stage: Stage): boolean =>
  stage.name === 'refused' && stage.reason === 'unit-not-active';

export const isSending = ({ name }: Stage): boolean => name === 'proving' || name === 'sending';

/** The answer comes by itself, or the page creates the account: nothing can be sent now. */
export const isBusy = (stage: Stage): boolean =>
  isSending(stage) || stage.name === 'pending' || stage.name === 'done';

function answered({ answer, at }: Extract<RegistrationEvent, { type: 'answered' }>): Stage {
  const { outcome, reason, attempts, assertion, reference: id } = answer;
  switch (outcome) {
    case 'pending':
      return { name: 'pending' };
    case 'certified':
      return assertion ? { name: 'done', assertion } : { name: 'trouble', failure: { code: 'unavailable' } };
    case 'rejected':
      return {
        name: 'refused',
        place: reason === 'unit-mismatch' || reason === 'unit-not-active' ? 'unit' : 'real-name',
        reason: reason ?? '',
        attempts,
        reference: id ? { of: 'submission', id, at } : undefined,
      };
  }
}

/** Errors that a field shows lead back to the form. */
function failed({ phone }: State, failure: Failure): State {
  const { code, errors = [] } = failure;
  const { place } = problemOf(code);
  const atField = place === 'code' || (place === 'fields' && errors.length);
  return {
    stage: atField ? { name: 'correcting', errors } : { name: 'trouble', failure },
    phone: code === 'phone-proof-expired' ? { ...phone, proof: undefined, sentTo: '', expired: true } : phone,
  };
}

/** The BFF refused the code, or could not check it. */
function unproven(
  phone: PhoneState,
  { phone: number, code, failure }: Extract<RegistrationEvent, { type: 'unproven' }>,
): PhoneState {
  const after = { ...phone, proving: isProving(phone, number, code) ? undefined : phone.proving };
  const expired = failure.code === 'phone-code-expired';
  if (!expired && failure.code !== 'phone-code-wrong') return after;
  return { ...after, refused: { phone: number, value: code, problem: expired ? 'expired' : 'wrong' } };
}

export function transition(state: State, event: RegistrationEvent): State {
  const { stage, phone } = state;
  switch (event.type) {
    case 'submit': {
      if (isBusy(stage) || isInactive(stage)) return state;
      if (proofFor(phone, event.phone)) return { stage: { name: 'sending' }, phone };
      return transition({ stage: { name: 'proving' }, phone }, { ...event, type: 'code-typed' });
    }
    case 'edited':
      // Typing removes what is said at the end. Polling continues when only the page's own fields change.
      if (isInactive(stage)) return event.code ? { stage: INITIAL.stage, phone } : state;
      if (stage.name === 'refused' || isSending(stage) || (event.own && stage.name === 'pending'))
        return state;
      return { stage: INITIAL.stage, phone };
    case 'answered':
      return isBusy(stage) ? { stage: answered(event), phone } : state;
    case 'failed':
      return isBusy(stage) ? failed(state, event.failure) : state;
    case 'stalled':
      if (stage.name === 'proving') return { stage: INITIAL.stage, phone };
      return stage.name === 'pending' ? { stage: { name: 'stalled' }, phone } : state;
    case 'withdrawn':
      return stage.name === 'done' ? { stage: INITIAL.stage, phone } : state;
    case 'left':
      return {
        stage: isSending(stage) ? INITIAL.stage : stage.name === 'pending' ? { name: 'stalled' } : stage,
        phone: { ...phone, preparing: undefined, asking: undefined, proving: undefined },
      };
    case 'signed-out':
      return INITIAL;
    case 'number-typed':
      return { stage, phone: { ...phone, preparing: event.phone || undefined } };
    case 'code-wanted':
      if (phone.asking) return state;
      return { stage, phone: { ...phone, asking: event.phone, failed: undefined } };
    case 'code-sent': {
      const { resendAfter } = event.answer;
      return {
        stage,
        phone: {
          ...phone,
          asking: undefined,
          sentTo: event.phone,
          pause: resendAfter,
          resendAt: { phone: event.phone, value: event.at + resendAfter * 1000 },
          refused: undefined,
          expired: false,
        },
      };
    }
    case 'code-failed': {
      const { code, retryAfter = 0, retryAt = 0 } = event.failure;
      const after = { ...phone, asking: undefined, failed: { phone: event.phone, value: event.failure } };
      if (code !== 'too-many-codes' || !isShort(event.failure)) return { stage, phone: after };
      const resendAt = { phone: event.phone, value: retryAt };
      return { stage, phone: { ...after, pause: retryAfter, resendAt } };
    }
    case 'code-typed': {
      if (proofFor(phone, event.phone) || isProving(phone, event.phone, event.code)) return state;
      return { stage, phone: { ...phone, proving: { phone: event.phone, value: event.code } } };
    }
    case 'proven': {
      const isOwn = isProving(phone, event.phone);
      return {
        stage: stage.name === 'proving' && isOwn ? { name: 'sending' } : stage,
        phone: {
          ...phone,
          proving: isOwn ? undefined : phone.proving,
          proof: { phone: event.phone, value: event.proof },
        },
      };
    }
    case 'unproven': {
      // The submission waits for the code that was typed last: an earlier one changes nothing for it.
      const isOwn = isProving(phone, event.phone, event.code);
      const after = { stage, phone: unproven(phone, event) };
      return stage.name === 'proving' && isOwn ? failed(after, event.failure) : after;
    }
  }
}
