import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { LazyPart, Loader } from '../../../widget/loading/loader.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';

const host = Object.assign(document.createElement('div'), {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
}) satisfies ReactiveControllerHost & Element;

describe('loading', () => {
  afterEach(restoreConsole);

  it('logs the error of a part that throws, and tries it again', async () => {
    const log = listenToConsole();
    let broken = true;
    const part = new LazyPart(
      'part',
      () => Promise.resolve({}),
      () => {
        if (broken) throw new Error('broken');
        return 'made';
      },
    );
    const loader = new Loader(
      host,
      () => [part],
      () => '',
    );
    await loader.load();
    expect(loader.failed).to.equal('unavailable');
    expect(log.error).to.deep.equal(['unit-certification: Error: broken']);
    broken = false;
    await loader.load();
    expect([loader.failed, part.value]).to.deep.equal([undefined, 'made']);
  });
});
