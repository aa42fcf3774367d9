/** Explains to the portal's developer what `<unit-registration>` does in a situation. Pure. */
import type { FailureCode } from '../api/result.ts';
import type { Notice } from '../registration/notice.ts';

export interface RegistrationSituation {
  /** Mistakes in the attributes, a sentence each. */
  mistakes: readonly string[];
  /** The element is where it can be seen. */
  rendered: boolean;
  /** A problem that makes filling in the form useless. */
  obstacle: FailureCode | undefined;
  /** The form is shown. */
  form: boolean;
  notice: Notice | undefined;
  /** A part or the words could not be loaded. */
  missing: boolean;
}

function nameOf(notice: Notice): string {
  if (notice.place !== 'end') return `${notice.place}: ${notice.reason}`;
  return notice.about === 'trouble' ? `trouble: ${notice.failure.code}` : notice.about;
}

export function explainRegistration(situation: RegistrationSituation): string {
  return [...situation.mistakes, whatIsShown(situation)].join(' ');
}

function whatIsShown(situation: RegistrationSituation): string {
  const { rendered, obstacle, form, notice, missing } = situation;
  if (!rendered) return 'shows nothing, because it is not rendered (display: none on it or around it).';
  if (obstacle) return `shows "${obstacle}" in place of the form (see certification-error).`;
  if (form) return notice ? `shows the form with the notice "${nameOf(notice)}".` : 'shows the form.';
  return missing
    ? 'shows that a part could not be fetched: look for a failed request in the network panel.'
    : 'shows nothing yet, because its parts are being fetched.';
}
