import { expect } from '@open-wc/testing';
import { Draft } from '../../../widget/session/draft.ts';
import { catchIdleTimers } from '../support/idle.ts';

describe('draft', () => {
  it('forgets the numbers of both people, and no name', () => {
    const draft = new Draft();
    for (const person of ['legalRepresentative', 'agent']) {
      draft.set(`${person}.name`, '张三');
      draft.set(`${person}.idNumber`, '11010519491231002X', true);
    }
    dispatchEvent(new PageTransitionEvent('pagehide'));
    for (const person of ['legalRepresentative', 'agent']) {
      expect(draft.get(`${person}.name`)).to.equal('张三');
      expect(draft.get(`${person}.idNumber`)).to.equal('');
      expect(draft.hasExpired(`${person}.idNumber`)).to.equal(true);
    }
  });

  it('leaves nothing typed, chosen or sent to another user', () => {
    const draft = new Draft();
    draft.choose('applicant', 'agent');
    draft.set('agent.name', '李四');
    draft.set('agent.idNumber', '11010519491231002X', true);
    draft.confirm('agent.idNumber');
    draft.claim = { agent: { name: '李四', idNumber: '11010519491231002X' } };
    draft.sent = { body: '{}', key: 'k' };
    draft.clear();
    for (const path of ['applicant', 'agent.name', 'agent.idNumber'])
      expect(draft.get(path), path).to.equal('');
    expect(draft.isConfirmed('agent.idNumber')).to.equal(false);
    expect(draft.hasExpired('agent.idNumber')).to.equal(false);
    expect(draft.typed).to.equal(false);
    expect(draft.claim).to.equal(undefined);
    expect(draft.sent).to.equal(undefined);
  });

  it('restarts the ten minutes with every key', () => {
    const timers = catchIdleTimers();
    try {
      let cleared = 0;
      const draft = new Draft();
      draft.cleared.add(() => cleared++);
      draft.set('legalRepresentative.name', '张三');
      draft.set('legalRepresentative.idNumber', '11010519491231002X', true);
      draft.claim = { legalRepresentative: { name: '张三', idNumber: '11010519491231002X' } };
      expect(cleared).to.equal(0);
      timers.fire();
      expect(cleared).to.equal(1);
      expect(draft.get('legalRepresentative.idNumber')).to.equal('');
      expect(draft.claim).to.equal(undefined);
      expect(draft.get('legalRepresentative.name')).to.equal('张三');
    } finally {
      timers.restore();
    }
  });
});
