/** The events of both certification elements: when the page gets which, with which detail. Pure. */
import type { Reason } from '../../bff/contract/reasons.ts';
import type { CertificationStatus, Outcome } from '../../bff/contract/wire.ts';
import { copyOf, toJson } from '../api/json.ts';
import { type CertificationErrorDetail, errorDetailOf } from '../api/problems.ts';
import { answerIn } from './known.ts';
import { type ProcedureEvent, type State, isLeaving } from './state.ts';

export interface UnitCertificationEvents {
  /** The status, each time it is known or changes. */
  'certification-status': CustomEvent<CertificationStatus>;
  /** A submission was answered. */
  'certification-submitted': CustomEvent<{ outcome: Outcome; reason?: Reason }>;
  /** The user canceled the prompt, after the notice. */
  'certification-deferred': CustomEvent<undefined>;
  /** The user has read that another user is logged in: the page may show that user's content. */
  'certification-login-changed': CustomEvent<undefined>;
  /**
   * Cancelable: the user wants the center; default: go to `url`, the `center-url` with its
   * `{resume}` filled in.
   */
  'certification-center': CustomEvent<{ url: string | undefined }>;
  /**
   * Cancelable, from the center: the user continues the business that waited; default: go to `url`,
   * the `resume-url`.
   */
  'certification-resume': CustomEvent<{ url: string }>;
  'certification-error': CustomEvent<CertificationErrorDetail>;
}

/** Cancelable: a click dispatches them, and waits for the page's answer (`results/links.ts`). */
export type LinkEvent = 'certification-center' | 'certification-resume';

type Name = Exclude<keyof UnitCertificationEvents, LinkEvent>;

export type PageEvent = {
  [Type in Name]: { type: Type; detail: UnitCertificationEvents[Type]['detail'] };
}[Name];

/** The page's events of what has happened, in the order in which they are dispatched. */
export function pageEvents(event: ProcedureEvent, before: State, { known, dialog }: State): PageEvent[] {
  const events: PageEvent[] = [];
  const status = answerIn(known);
  if (event.type === 'known' && status && toJson(status) !== toJson(answerIn(before.known)))
    events.push({ type: 'certification-status', detail: copyOf(status) });
  if (event.type === 'failed')
    events.push({ type: 'certification-error', detail: errorDetailOf(event.failure) });
  if (event.type === 'answered') {
    const { outcome, reason } = event.answer;
    events.push({ type: 'certification-submitted', detail: { outcome, ...(reason && { reason }) } });
  }
  if (dialog.name === 'idle' && dialog.outcome === 'deferred' && dialog !== before.dialog)
    events.push({ type: 'certification-deferred', detail: undefined });
  if (isLeaving(event) && before.dialog.name === 'login-changed' && dialog.name !== 'login-changed')
    events.push({ type: 'certification-login-changed', detail: undefined });
  return events;
}
