/** The time that sending takes, in an element that has left the page. */
import { expect } from '@open-wc/testing';
import type { Host } from '../../../widget/controllers/host.ts';
import { SlowNotice } from '../../../widget/form/slow-notice.ts';
import { catchTimers } from '../support/timers.ts';

describe('the notice of a slow answer', () => {
  it('measures no time while the element is out of the page', () => {
    const host = { isConnected: true, addController: () => {}, requestUpdate: () => {} };
    const notice = new SlowNotice(host as unknown as Host, () => true);
    const timers = catchTimers([]);
    try {
      notice.hostUpdated();
      host.isConnected = false;
      notice.hostDisconnected();
      expect(timers.fire(3000), 'while it was in the page').to.equal(true);
      notice.hostUpdated(); // An update can run after the element has left the page.
      expect(timers.fire()).to.equal(false);
    } finally {
      timers.restore();
    }
  });
});
