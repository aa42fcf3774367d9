/** Explains to the portal's developer what `<unit-registration>` does in a situation. Pure. */
import type { FailureCode } from '../api/result.ts';
import type { Stage } from '../registration/state.ts';

export interface RegistrationSituation {
  /** Mistakes in the attributes, a sentence each. */
  mistakes: readonly string[];
  /** The element is where it can be seen. */
  rendered: boolean;
  /** A problem that makes filling in the form useless. */
  obstacle: FailureCode | undefined;
  /** The form is shown. */
  form: boolean;
  stage: Stage | undefined;
  /** A part or the words could not be loaded. */
  missing: boolean;
}

/** The subject of a notice in the form. */
function noticeOf(stage: Stage): string | undefined {
  switch (stage.name) {
    case 'refused':
      return `${stage.place}: ${stage.reason}`;
    case 'trouble':
      return `trouble: ${stage.failure.code}`;
    case 'no-source':
    case 'pending':
    case 'stalled':
    case 'done':
      return stage.name;
    case 'filling':
    case 'correcting':
    case 'proving':
    case 'sending':
      return undefined;
  }
}

export function explainRegistration(situation: RegistrationSituation): string {
  return [...situation.mistakes, whatIsShown(situation)].join(' ');
}

function whatIsShown(situation: RegistrationSituation): string {
  const { rendered, obstacle, form, stage, missing } = situation;
  if (!rendered)
    return 'shows nothing, because it is not rendered (display: none on it or around it, or a closed <details>).';
  if (obstacle) return `shows "${obstacle}" in place of the form (see certification-error).`;
  const notice = stage && noticeOf(stage);
  if (form) return notice ? `shows the form with the notice "${notice}".` : 'shows the form.';
  return missing
    ? 'shows that a part could not be fetched: look for a failed request in the network panel.'
    : 'shows nothing yet, because its parts are being fetched.';
}
