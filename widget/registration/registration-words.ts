/** The shape of the words that only `<unit-registration>` has. */
import type { Reason } from '../../bff/contract/wire.ts';
import type { FieldKind, FieldProblem, RegistrationPath } from '../form/fields.ts';
import type { Copy } from '../dialog/copy.ts';
import type { FieldLabel } from '../form/form-words.ts';

export type RefusalReason = Exclude<Reason, 'registry-unavailable'> | 'otherwise';

export interface RegistrationWords {
  /** Names the form for whoever only hears it; the page has a heading of its own. */
  title: string;
  unit: string;
  realName: string;
  contact: string;
  applicant: string;
  fields: Record<RegistrationPath, FieldLabel>;
  /** Undefined: as the form says it. */
  error: (kind: FieldKind, code: FieldProblem, label: string) => string | undefined;
  submit: string;
  getCode: string;
  getCodeAgain: string;
  sendingCode: string;
  /** While the proof of work runs. */
  preparing: string;
  codeSent: (phone: string) => string;
  /** A code was asked for too soon. */
  codeTooSoon: string;
  codesUsedUp: (when: string) => string;
  /** All visitors of the page together. */
  codesExhausted: (when: string) => string;
  /** The message could not be sent. */
  codeFailed: string;
  proven: string;
  refused: Record<RefusalReason, Copy>;
  /** With a refusal that can be corrected. */
  kept: string;
  pending: Copy;
  stalled: Copy;
  done: Copy;
  /** What the button says meanwhile. */
  creating: string;
  sessionExpired: Copy;
  /** Opens the page in a window of its own, which has a session again. */
  reopen: string;
}
