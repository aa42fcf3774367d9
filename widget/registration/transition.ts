/**
 * Where the registration goes next. Pure, like the certification's transitions: an event that means
 * nothing changes nothing.
 */
import { checkPhoneCode } from '../../bff/contract/contact.ts';
import { type Reason, isOfState } from '../../bff/contract/reasons.ts';
import { hasClass, isOfClass } from '../../bff/contract/sources.ts';
import { checkUnitCode } from '../../bff/contract/unit-code.ts';
import { problemOf } from '../api/problems.ts';
import { type Failure, type FailureCode, isShort } from '../api/result.ts';
import type { FieldChecked } from '../form/fields.ts';
import { INITIAL, type PhoneState, type RegistrationEvent, type Stage, type State } from './state.ts';

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

export const isInactive = (stage: Stage): boolean => stage.name === 'refused' && isOfState(stage.reason);

/** The same unit would be refused again: another code has to be typed. */
export const needsOtherCode = (stage: Stage): boolean => stage.name === 'no-source' || isInactive(stage);

/** Checks the typed code of the unit. No code is right whose class has no register. */
export function checkUnit({ stage, unit }: State, typed: string): FieldChecked {
  const checked = checkUnitCode(typed);
  return stage.name === 'no-source' && checked.ok && checked.value === unit ? { code: 'no-source' } : checked;
}

/** The state once the unit's class, or the classes that can be registered, are known. */
function judged(state: State): State {
  const { stage, unit, registrable: { classes } = {} } = state;
  const isLeftOut = !!unit && !!classes && hasClass(unit) && !isOfClass(unit, classes);
  return isLeftOut && !isBusy(stage) ? { ...state, stage: { name: 'no-source' } } : state;
}

export const isSending = ({ name }: Stage): boolean => name === 'proving' || name === 'sending';

/** The answer comes by itself, or the page creates the account: nothing can be sent now. */
export const isBusy = (stage: Stage): boolean =>
  isSending(stage) || stage.name === 'pending' || stage.name === 'done';

type Refused = Exclude<Reason, 'registry-unavailable'>;

/** The part of the form that says why the registration was refused. */
const PLACES: Record<Refused, 'unit' | 'real-name'> = {
  'registry-mismatch': 'real-name',
  'unit-mismatch': 'unit',
  'unit-not-active': 'unit',
  'agent-without-record': 'real-name',
};

/** A newer service may have other reasons. */
const placeOf = (reason: string | undefined) => PLACES[reason as Refused] ?? 'real-name';

function answered({ answer, at, hasErrors }: Extract<RegistrationEvent, { type: 'answered' }>): Stage {
  const { outcome, reason, attempts, assertion, reference: id } = answer;
  switch (outcome) {
    case 'pending':
      return { name: 'pending' };
    case 'certified':
      if (!assertion) break; // The next try has the same key, and gets a fresh one.
      return hasErrors ? { name: 'correcting', errors: [] } : { name: 'done', assertion };
    case 'rejected':
      return {
        name: 'refused',
        place: placeOf(reason),
        reason: reason ?? '',
        attempts,
        reference: id ? { of: 'submission', id, at } : undefined,
      };
    default: // Only a certification has other outcomes.
      outcome satisfies never;
  }
  return { name: 'trouble', failure: { code: 'unavailable' } };
}

/** Errors that a field shows lead back to the form. */
function failed(state: State, failure: Failure): State {
  const { code, errors = [] } = failure;
  if (code === 'no-source') return { ...state, stage: { name: 'no-source' } };
  const { phone } = state;
  const { place } = problemOf(code);
  const atField = place === 'code' || (place === 'fields' && errors.length);
  return {
    ...state,
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
      if (isBusy(stage) || needsOtherCode(stage)) return state;
      if (proofFor(phone, event.phone)) return { ...state, stage: { name: 'sending' } };
      return transition({ ...state, stage: { name: 'proving' } }, { ...event, type: 'code-typed' });
    }
    case 'edited':
      // Typing removes what is said at the end. Polling continues when only the page's own fields
      // change.
      if (stage.name === 'no-source' || stage.name === 'refused' || isSending(stage)) return state;
      return event.own && stage.name === 'pending' ? state : { ...state, stage: INITIAL.stage };
    case 'unit-typed': {
      const after = needsOtherCode(stage)
        ? { ...state, stage: INITIAL.stage }
        : transition(state, { type: 'edited', own: false });
      return judged({ ...after, unit: event.code });
    }
    case 'registrable-answered':
      return judged({ ...state, registrable: event.registrable });
    case 'answered':
      return isBusy(stage) ? { ...state, stage: answered(event) } : state;
    case 'failed':
      return isBusy(stage) ? failed(state, event.failure) : state;
    case 'stalled':
      if (stage.name === 'proving') return { ...state, stage: INITIAL.stage };
      return stage.name === 'pending' ? { ...state, stage: { name: 'stalled' } } : state;
    case 'withdrawn':
      return stage.name === 'done' ? { ...state, stage: INITIAL.stage } : state;
    case 'left':
      return {
        ...state,
        stage: isSending(stage) ? INITIAL.stage : stage.name === 'pending' ? { name: 'stalled' } : stage,
        phone: { ...phone, preparing: undefined, proving: undefined },
      };
    case 'signed-out':
      return INITIAL;
    case 'number-typed':
      return { ...state, phone: { ...phone, preparing: event.phone || undefined } };
    case 'code-sent': {
      const { resendAfter } = event.answer;
      return {
        ...state,
        phone: {
          ...phone,
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
      if (code === 'no-source') return event.unit === state.unit ? failed(state, event.failure) : state;
      if (code !== 'too-many-codes' || !isShort(retryAfter)) return state;
      const resendAt = { phone: event.phone, value: retryAt };
      return { ...state, phone: { ...phone, pause: retryAfter, resendAt } };
    }
    case 'code-typed': {
      if (proofFor(phone, event.phone) || isProving(phone, event.phone, event.code)) return state;
      return { ...state, phone: { ...phone, proving: { phone: event.phone, value: event.code } } };
    }
    case 'proven': {
      const isOwn = isProving(phone, event.phone);
      return {
        ...state,
        stage: stage.name === 'proving' && isOwn ? { name: 'sending' } : stage,
        phone: {
          ...phone,
          proving: isOwn ? undefined : phone.proving,
          proof: { phone: event.phone, value: event.proof },
        },
      };
    }
    case 'unproven': {
      // The submission waits for the code that was typed last: an earlier one changes nothing for
      // it.
      const isOwn = isProving(phone, event.phone, event.code);
      const after = { ...state, phone: unproven(phone, event) };
      return stage.name === 'proving' && isOwn ? failed(after, event.failure) : after;
    }
  }
}
