/** The traits of each dialog. Where it leads is in `transition.ts`, and what begins with it in `enter.ts`. */
import type { DialogName } from './state.ts';

interface Traits {
  /** The part that has its view, where it is not the form's. */
  part?: 'gate' | 'recheck' | 'counter';
  /** A dialog of the page's choice may take its place. */
  yields?: true;
  /** Something typed waits to be sent: nobody leaves the page unintended. */
  typed?: true;
  /** Leaving the page ends what it waits for, so that it begins again when the element is back. */
  resumes?: true;
  /** `back` leads to the form. */
  back?: true;
  /** A claim waits, so that no notice follows: there is nothing to come back to. */
  waits?: true;
  /** It has said how the user gets on, so that no notice follows either. */
  answers?: true;
}

export const DIALOGS: Record<DialogName, Traits> = {
  idle: { yields: true },
  checking: {},
  prompt: { yields: true },
  notice: { yields: true },
  operator: {},
  form: { typed: true },
  sending: { typed: true, resumes: true, back: true },
  certified: {},
  rejected: { back: true, answers: true },
  withdrawn: {},
  'taken-back': { part: 'recheck', typed: true },
  pending: { resumes: true, waits: true },
  trouble: { back: true },
  gate: { part: 'gate', yields: true },
  keeping: { typed: true, resumes: true, back: true },
  consent: { typed: true, back: true },
  'recheck-kept': { part: 'recheck', back: true, waits: true },
  'recheck-refused': { part: 'recheck', back: true, answers: true },
  'counter-case': { part: 'counter', back: true, waits: true },
  'counter-used-up': { part: 'counter', answers: true },
  withdrawal: { waits: true },
  'login-changed': {},
};
