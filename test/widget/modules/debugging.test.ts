import { expect } from '@open-wc/testing';
import { LitElement } from 'lit';
import type { Host } from '../../../widget/controllers/host.ts';
import { describeWith } from '../../../widget/elements/debugging.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { waitUntil } from '../support/wait.ts';

class Page extends LitElement {
  debug = true;
}
customElements.define('page-of-debugging', Page);

describe('debug, where a bundle has both elements', () => {
  afterEach(restoreConsole);

  it('describes each by its own part', async () => {
    const log = listenToConsole();
    const certification = new Page() as unknown as Host & LitElement;
    const registration = new Page() as unknown as Host & LitElement;
    describeWith(
      certification,
      'debug',
      () => import('../../../widget/debug/index.ts'),
      (part) => `certification: ${typeof part.explain}`,
    );
    describeWith(
      registration,
      'registration-debug',
      () => import('../../../widget/debug/registration.ts'),
      (part) => `registration: ${typeof part.explainRegistration}`,
    );
    document.body.append(certification, registration);
    await waitUntil(() => log.info.length === 2);
    expect(log.info.join()).to.include('certification: function').and.to.include('registration: function');
    certification.remove();
    registration.remove();
  });
});
