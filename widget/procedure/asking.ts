/** When the status is asked for, what is known of it, and why the last request failed. Pure. */
import { type Known, answerIn, isCertified, isCurrent } from './known.ts';
import type { Asking, Dialog, ProcedureEvent, State } from './state.ts';

/** `shown`: the dialog after the event. */
function askingAfter(
  { known, asking, statusFailure, dialog }: State,
  event: ProcedureEvent,
  shown: Dialog,
): Asking | undefined {
  const anew: Asking = { how: 'once' };
  const once = asking?.how === 'once' ? asking : anew;
  const quietly: Asking = asking ?? { how: 'quietly' };
  switch (event.type) {
    case 'ready': // The service is not asked about a unit that the portal's server calls certified.
      return isCertified({ known }) ? asking : anew;
    case 'login-changed':
      return anew;
    case 'status-wanted':
      return once;
    case 'refresh':
      return { how: 'refresh' };
    case 'status-ended':
    case 'signed-out':
      return undefined;
    case 'seen':
      // The user may have logged in again in another tab.
      if (statusFailure === 'session-expired') return once;
      return known && !isCurrent({ known }) ? quietly : asking;
    case 'failed':
      return event.of === 'status' ? undefined : asking;
    default:
      if (shown.name === dialog.name) return asking;
      if (shown.name === 'checking') return once;
      return shown.name === 'gate' ? quietly : asking;
  }
}

/** The status as it is known after the event. */
export function knownAfter({ known }: State, event: ProcedureEvent): Known | undefined {
  if (event.type === 'known') return event.known;
  return event.type === 'uncertain' ? undefined : known;
}

function isUncertainAfter({ isUncertain }: State, { type }: ProcedureEvent): boolean {
  if (type === 'uncertain') return true;
  return isUncertain && type !== 'named' && type !== 'login-changed' && type !== 'signed-out';
}

/**
 * The request under way after the event, why the last one failed, and whether it is uncertain whose
 * status it is. `shown`: the dialog then.
 */
export function requestAfter(
  state: State,
  event: ProcedureEvent,
  shown: Dialog,
): Pick<State, 'asking' | 'statusFailure' | 'isUncertain'> {
  const asking = askingAfter(state, event, shown);
  const isUncertain = isUncertainAfter(state, event);
  if (event.type === 'failed' && event.of === 'status')
    return { asking, isUncertain, statusFailure: event.failure.code };
  if (event.type === 'signed-out') return { asking, isUncertain, statusFailure: 'session-expired' };
  const begins = asking && asking !== state.asking && asking.how !== 'quietly';
  const isAnswered = event.type === 'known' && answerIn(event.known);
  return { asking, isUncertain, statusFailure: begins || isAnswered ? undefined : state.statusFailure };
}
