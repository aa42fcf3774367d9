import { expect } from '@open-wc/testing';
import type { State } from '../../../widget/flow/state.ts';
import { EFFECTS, effectOf } from '../../../widget/flow/effects.ts';

describe('effects', () => {
  it('begin when their state is entered (one table)', () => {
    const table = Object.fromEntries(Object.entries(EFFECTS).map(([name, entry]) => [name, entry?.effect]));
    expect(table).to.deep.equal({
      idle: 'finish',
      checking: 'ask-status',
      prompt: undefined,
      notice: undefined,
      operator: undefined,
      form: 'show-errors',
      sending: 'submit',
      certified: 'forget-numbers',
      rejected: undefined,
      pending: 'poll-status',
      trouble: 'count-down',
      gate: 'refresh-status',
      'recheck-consent': undefined,
      'recheck-sending': 'apply-recheck',
      'recheck-kept': undefined,
      'recheck-refused': undefined,
      'login-changed': undefined,
    });
  });

  it('begin again when the element comes back, if leaving the page has ended them', () => {
    const resuming = Object.keys(EFFECTS).filter((name) => effectOf({ name } as State, true));
    expect(resuming).to.deep.equal(['checking', 'sending', 'pending', 'recheck-sending']);
  });
});
