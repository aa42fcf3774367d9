/** Shows the call (`certification-call.ts`) for what the widget has learned of the unit. */

/** The call's state. A claim that waits comes first, then what is left after a refusal, then what hinders a submission. */
export function stateOf({ kinds, case: claim, caseAttempts, recheck, form, attempts, canSubmit, next }) {
  if (isHeld(next)) return 'held';
  const { status, reason, due, last } = realNameOf(kinds);
  if (due) return 'due';
  if (status === 'certified' || status === 'pending') return status;
  if (claim?.state === 'open' && claim.returned) return 'case-returned';
  if (claim?.state === 'open') return claim.seen ? 'case-seen' : 'case';
  if (recheck) return 'recheck';

  const hasOnline = form.source !== 'counter';
  const mayOnline = hasOnline && attempts.remaining !== 0;
  const mayCounter = form.counter && caseAttempts?.remaining !== 0;
  if (canSubmit && claim?.state === 'refused' && !(last?.at > claim.endedAt)) {
    if (AUTHORITY_FIRST.includes(claim.reason)) return 'refused-authority';
    if (mayCounter) return mayOnline ? 'refused' : 'refused-only-counter';
    if (mayOnline) return 'refused-only-online';
    return hasOnline ? 'refused-used-up' : 'refused-counter-used-up';
  }
  if ([reason, last?.reason].includes('unit-not-active')) return 'inactive';
  if (canSubmit && !mayOnline) {
    if (hasOnline) return mayCounter ? 'used-up-only-counter' : 'used-up';
    return mayCounter ? 'only-counter' : 'only-counter-used-up';
  }
  if (canSubmit && status === 'uncertified' && last?.outcome === 'rejected') return 'rejected';
  return reason === 'revoked' ? reason : status;
}

/** Officers hold the unit: it has no way, not even one that a limit closes. */
const isHeld = ({ step, ways, closed }) => step === 'authority' && ways.length + closed.length === 0;

/** After these the counter would refuse again, until the authority has cleared it up. */
const AUTHORITY_FIRST = ['unit-not-active', 'papers-in-doubt'];

export function showCall(detail) {
  const { kinds, case: claim, caseAttempts, recheck, attempts } = detail;
  const { due } = realNameOf(kinds);
  const state = stateOf(detail);
  document.body.dataset.call = state;
  showOnly('for', state);
  showOnly('reason', reasonOf(state, detail));
  const values = {
    due: due && lastDayBefore(due.at),
    recheck: recheck && lastDayBefore(recheck.until),
    case: claim && `${claim.reference.slice(0, 4)}-${claim.reference.slice(4)}`,
    until: claim && lastDayBefore(claim.until),
    again: nextMinute(attempts.resetsAt),
    casesAgain: nextMinute(caseAttempts?.resetsAt),
  };
  for (const place of document.querySelectorAll('[data-value]'))
    place.textContent = values[place.dataset.value] ?? '';
  return state;
}

/** Why the unit is in this state. */
function reasonOf(state, { kinds, case: claim }) {
  const { due, reason, last } = realNameOf(kinds);
  if (state.startsWith('refused')) return claim.reason;
  return state === 'rejected' ? last.reason : (due?.reason ?? reason);
}

const realNameOf = (kinds) => kinds.find(({ kind }) => kind === 'real-name');

/** Of the elements with this `data-` attribute. */
function showOnly(name, wanted) {
  for (const place of document.querySelectorAll(`[data-${name}]`))
    place.hidden = place.dataset[name] !== wanted;
}

const ZONE = { timeZone: 'Asia/Shanghai' };
const day = new Intl.DateTimeFormat('zh-CN', { ...ZONE, dateStyle: 'long' });
const moment = new Intl.DateTimeFormat('zh-CN', {
  ...ZONE,
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The last whole day before this instant. */
const lastDayBefore = (instant) => day.format(Date.parse(instant) + 1 - 24 * 60 * 60_000);

/** Rounded up, so that it is never too early. */
const nextMinute = (at) => at && moment.format(Math.ceil(new Date(at) / 60_000) * 60_000);
