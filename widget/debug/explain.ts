/** Explains to the portal's developer what `<unit-certification>` does in a situation. Pure. */
import type { Status } from '../../bff/contract/wire.ts';
import type { FailureCode } from '../api/result.ts';
import {
  type Known,
  type Waiting,
  isCertified,
  isInForce,
  standingIn,
  stepTraits,
} from '../procedure/known.ts';
import { type Dialog, nameOf } from '../procedure/state.ts';

export interface Situation {
  use: 'prompt' | 'form' | 'center' | 'gate';
  knownStatus: Status | undefined;
  known: Known | undefined;
  /** Why the last request for the status failed. */
  failed: FailureCode | undefined;
  dialog: Dialog;
  /** Unknown attributes and invalid values, a sentence each. */
  mistakes: readonly string[];
  /** A part or the words of the dialog could not be loaded. */
  missing: boolean;
  /** The element is where it can be seen. */
  rendered: boolean;
  /** The element has a BFF and a source of tokens. */
  configured: boolean;
  /** The element's dialog is open. */
  open: boolean;
  /** How many elements `for` selects; undefined when it is missing or not a selector. */
  selected: number | undefined;
  /** The user has put the prompt off. */
  deferred: boolean;
  promptsElsewhere: boolean;
}

const HIDDEN = 'the element is not rendered (display: none on it or around it, or a closed <details>)';

/** Advice when the status could not be loaded. */
function remedyOf(failed: FailureCode): string {
  switch (failed) {
    case 'network':
      return (
        `There is no connection, or the BFF does not know the origin ${location.origin} (the site’s origins: site show ID), or a ` +
        'content security policy refuses it (connect-src): the browser’s own message says which.'
      );
    case 'session-expired':
      return 'The token endpoint answered 401, a redirect or HTML: log in again; its URL must be the final one, and answer JSON.';
    default:
      return 'See certification-error, and the errors above.';
  }
}

const WAITS: Record<Waiting, string> = {
  case: 'a case waits at the counter, so ',
  recheck: 'a refused claim is kept to be checked again, so ',
  claim: 'a claim waits for the register, so ',
};

/** Why the step has no prompt. Undefined where it has one. */
function whyNotAsked(known: Known): string | undefined {
  const traits = stepTraits(known);
  if (!traits)
    return `this version of the widget does not know the step “${known.next.step}” of the service.`;
  const { prompts, waits } = traits;
  return prompts ? undefined : `${waits ? WAITS[waits] : ''}there is nothing to prompt for.`;
}

function whyNoPrompt(known: Known, { deferred, promptsElsewhere }: Situation): string {
  const why = whyNotAsked(known);
  if (why) return why;
  if (promptsElsewhere) return 'another element of the page has a dialog open.';
  if (deferred) return 'the user has canceled it in this tab (until the next login).';
  return 'the prompt was closed by close() or for another element’s prompt; refresh() opens it again.';
}

function whatGateDoes({ known, rendered, selected, missing }: Situation): string {
  if (isCertified({ known })) return 'the gate lets everything through.';
  if (!rendered) return `the gate lets everything through, because ${HIDDEN}.`;
  if (missing)
    return 'the gate intercepts nothing, because its part could not be fetched: it is asked for again by requireCertified() and open().';
  if (selected === undefined) return 'the gate intercepts nothing: "for" is missing or not a selector.';
  if (!selected) return 'the gate intercepts nothing: "for" selects nothing in the page now.';
  return `the gate intercepts what "for" selects (${selected} in the page now).`;
}

function whyIdle(situation: Situation): string {
  const { use, knownStatus, known, failed, configured } = situation;
  if (isInForce(knownStatus)) return 'known-status is "certified", so it makes no request and shows nothing.';
  if (!configured)
    return 'it has no BFF or no source of tokens: set token-url or getToken, and bff when the script does not come from the BFF.';
  if (!known) {
    if (!failed) return 'it has requested the status and waits for the answer.';
    const passage = use === 'gate' ? ' The gate lets everything through.' : '';
    return `the status could not be loaded: "${failed}".${passage} ${remedyOf(failed)}`;
  }
  const status = `the status is "${standingIn(known).status}"`;
  switch (use) {
    case 'center':
      return `${status}: the center shows it in the page.`;
    case 'gate':
      return `${status}: ${whatGateDoes(situation)}`;
    case 'form':
      return `${status}: the form was closed; open() opens it again.`;
    case 'prompt':
      return `${status}: ${whyNoPrompt(known, situation)}`;
  }
}

export function explain(situation: Situation): string {
  return [...situation.mistakes, whatIsShown(situation)].join(' ');
}

function whatIsShown(situation: Situation): string {
  const { dialog, rendered, open, missing } = situation;
  if (dialog.name === 'idle') return `shows nothing, because ${whyIdle(situation)}`;
  if (!rendered) return `"${nameOf(dialog)}" waits: ${HIDDEN}.`;
  if (dialog.name === 'checking') return 'shows that it is opening, and waits for the status.';
  if (open) return `shows "${nameOf(dialog)}".`;
  return missing
    ? `shows nothing, because a part of "${nameOf(dialog)}" could not be fetched: look for a failed request in the network panel.`
    : `is loading "${nameOf(dialog)}".`;
}
