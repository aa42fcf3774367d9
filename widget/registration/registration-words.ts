/** The shape of the words that only `<unit-registration>` has. */
import type { Reason } from '../../bff/contract/reasons.ts';
import type { CONTACT_FIELDS, UNIT_FIELDS } from '../../bff/contract/registration-fields.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import type { Copy } from '../dialog/copy.ts';
import type { WordsOf } from '../form/form-words.ts';

export type RefusalReason = Exclude<Reason, 'registry-unavailable'> | 'otherwise';

export interface RegistrationWords {
  /** The form's accessible name; the visible heading is the page's. */
  title: string;
  unit: string;
  realName: string;
  contact: string;
  /** The label of the choice of identity. */
  applicant: string;
  /** Those that the certification form does not have. */
  fields: WordsOf<(typeof UNIT_FIELDS | typeof CONTACT_FIELDS)[number] | { id: 'code' }>;
  submit: string;
  getCode: string;
  getCodeAgain: string;
  sendingCode: string;
  /** While the proof of work runs. */
  preparing: string;
  codeSent: (phone: string) => string;
  /** A code was requested too soon. */
  codeTooSoon: string;
  codesUsedUp: (when: string) => string;
  /** The limit for all visitors of the page together is used up. */
  codesExhausted: (when: string) => string;
  /** The message could not be sent. */
  codeFailed: string;
  proven: string;
  refused: Record<RefusalReason, Refusal>;
  /** No register has the unit's class, but there is a counter. The papers follow. */
  counter: Copy;
  /** Those that an agent brings besides. */
  byAgent: (papers: readonly string[]) => string;
  /** The ways on after a refusal that can be corrected. */
  correctIt: string;
  /** After a mismatch: the register may be behind. */
  later: readonly string[];
  /** Beside the button while the unit is not active. */
  otherCode: string;
  pending: Copy;
  stalled: Copy;
  done: Copy;
  /** The button's label while the page creates the account. */
  creating: string;
  sessionExpired: Copy;
  /** Opens the page in another tab, which gets a new session. */
  reopen: string;
}
