/** Collects the situation of a `<unit-certification>` for `explain.ts`. */
import { isRendered } from '../page/rendered.ts';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import type { State } from '../procedure/state.ts';
import { isDeferred } from '../session/tab-storage.ts';
import { promptsElsewhere } from '../prompt/one-prompt.ts';
import type { Situation } from './explain.ts';
import { mistakesOf } from './mistakes.ts';

/** How many elements a selector selects; undefined when it is not a selector. */
function countOf(selector: string | undefined): number | undefined {
  try {
    return selector ? document.querySelectorAll(selector).length : undefined;
  } catch {
    return undefined; // not a selector
  }
}

/** `missing`: a part or the words could not be loaded. */
export function situationOf(
  host: CertificationHost,
  { known, statusFailure: failed, dialog }: State,
  { stated }: StatusController,
  missing: boolean,
): Situation {
  const { use, session } = host;
  return {
    use,
    knownStatus: stated,
    known,
    failed,
    dialog,
    mistakes: mistakesOf(host),
    missing,
    rendered: isRendered(host),
    configured: !!session,
    open: !!host.renderRoot.querySelector('dialog[open]'),
    selected: countOf(host.for),
    deferred: isDeferred(session?.facts?.login),
    promptsElsewhere: promptsElsewhere(host),
  };
}
