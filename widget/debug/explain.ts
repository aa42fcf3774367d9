/** What the element does in a situation, in words for the portal's developer. Pure. */
import type { Status } from '../../bff/contract/wire.ts';
import type { Known, State } from '../flow/state.ts';

export interface Situation {
  view: 'prompt' | 'form' | 'center' | 'gate';
  knownStatus: Status | undefined;
  known: Known | undefined;
  state: State;
  /** The element stands where something can be seen. */
  rendered: boolean;
  /** It knows where to ask: a BFF and a source of tokens. */
  configured: boolean;
  /** Its dialog is open. */
  open: boolean;
}

function whyIdle({ view, knownStatus, known, configured }: Situation): string {
  if (knownStatus === 'certified') return 'known-status is "certified": it asks nothing and shows nothing.';
  if (!configured)
    return 'it does not know where to ask: set token-url or getToken, and bff when the script does not come from the BFF.';
  if (!known)
    return 'it has asked for the status and waits, or the answer was an error (see certification-error).';
  const status = `the status is "${known.status}"`;
  switch (view) {
    case 'center':
      return `${status}: the center shows it in the page.`;
    case 'gate':
      return `${status}: the gate ${known.status === 'certified' ? 'lets everything through' : 'waits for what "for" selects'}.`;
    case 'form':
      return `${status}: the form was closed; open() opens it again.`;
    case 'prompt':
      if (known.status !== 'uncertified' && known.status !== 'lapsed')
        return `${status}: nothing to ask for.`;
      if (known.rechecked) return `${status}, and a re-check of the claim is under way: nothing to ask for.`;
      return `${status}: the user has put it off in this tab (until the next login), or another element of the page prompts.`;
  }
}

export function explain(situation: Situation): string {
  const { state, rendered, open } = situation;
  if (state.name === 'idle') return `shows nothing, because ${whyIdle(situation)}`;
  if (!rendered)
    return `"${state.name}" waits: the element stands where nothing is rendered (display: none on it or around it).`;
  return open ? `shows "${state.name}".` : `is on its way to "${state.name}".`;
}
