/** The flow takes the procedure over once it has loaded; what waits for it is not lost where it cannot. */
import { expect, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';
import type { StatusController } from '../../../widget/controllers/status-controller.ts';
import { EntryParts } from '../../../widget/elements/entry-parts.ts';
import type { Flow } from '../../../widget/elements/flow.ts';
import type { CertificationWidget } from '../../../widget/elements/widget-element.ts';
import { begin } from '../../../widget/procedure/begin.ts';
import { Procedure } from '../../../widget/procedure/procedure.ts';
import { IDLE, type ProcedureEvent, type State } from '../../../widget/procedure/state.ts';
import { transition } from '../../../widget/procedure/transition.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';

class Certifying extends LitElement {
  readonly language = 'zh-Hans';
  readonly use = 'prompt';
  readonly setting = (): undefined => undefined;
}
customElements.define('certifying-element', Certifying);

describe('a flow that throws when it begins', () => {
  afterEach(restoreConsole);

  it('begins again on 重试, with what has waited for it', async () => {
    const log = listenToConsole();
    const host = new Certifying();
    const procedure = new Procedure<State, ProcedureEvent>(host, IDLE, {
      transition: begin,
      enter: () => undefined,
      notify: () => undefined,
    });
    let [made, begun, broken] = [0, 0, true];
    const flow = {
      parts: { needed: () => [], names: () => [] },
      begin: () => {
        if (broken) throw new Error('broken');
        begun++;
        procedure.define({ transition });
        procedure.dispatch({ type: 'loaded' });
      },
    };
    const parts = new EntryParts({
      host: host as unknown as CertificationWidget,
      procedure,
      status: { ready: true } as StatusController,
      flowOf: () => (made++, flow as unknown as Flow),
      inPage: undefined,
    });
    document.body.append(host);
    procedure.dispatch({ type: 'open' });
    await waitUntil(() => parts.missing);
    expect(log.error.join()).to.include('Error: broken');
    broken = false;
    parts.missing!.retry();
    await waitUntil(() => begun, 'not begun again');
    expect(procedure.state.queued).to.deep.equal([]);
    expect([made, parts.missing]).to.deep.equal([1, undefined]);
    await parts.loader.load();
    expect(begun, 'once it has begun, not again').to.equal(1);
    host.remove();
  });
});
