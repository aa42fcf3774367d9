/** The order of effects and news when the page's code dispatches an event from inside another one. */
import { expect } from '@open-wc/testing';
import { Procedure } from '../../../widget/procedure/procedure.ts';

const host = { requestUpdate: () => undefined };

describe('a procedure', () => {
  it('starts the effects of an event before the page hears of it, so that the page’s own event comes last', () => {
    const order: string[] = [];
    const procedure: Procedure<string, string> = new Procedure<string, string>(host, 'idle', {
      transition: (_, event) => event,
      enter: (state) => order.push(`enter ${state}`),
      notify: (event) => {
        if (event === 'pending') procedure.dispatch('closed');
        order.push(`told ${event}`);
      },
    });
    procedure.dispatch('pending');
    expect(order).to.deep.equal(['enter pending', 'enter closed', 'told pending', 'told closed']);
    expect(procedure.state).to.equal('closed');
  });

  it('tells in the order of the events when an effect dispatches one', () => {
    const order: string[] = [];
    const procedure: Procedure<string, string> = new Procedure<string, string>(host, 'idle', {
      transition: (_, event) => event,
      enter: (state) => state === 'sending' && procedure.dispatch('failed'),
      notify: (event) => order.push(event),
    });
    procedure.dispatch('sending');
    expect(order).to.deep.equal(['sending', 'failed']);
  });

  it('tells of each event once, in order, when an effect or the telling throws', () => {
    const order: string[] = [];
    const procedure: Procedure<string, string> = new Procedure<string, string>(host, 'idle', {
      transition: (_, event) => event,
      enter: (state) => {
        if (state === 'sending') procedure.dispatch('failed');
        if (state === 'failed') throw new Error('made up');
      },
      notify: (event) => {
        order.push(event);
        if (event === 'sending') throw new Error('made up too');
      },
    });
    expect(() => procedure.dispatch('sending')).to.throw('made up');
    expect(order).to.deep.equal(['sending', 'failed']);
    procedure.dispatch('closed');
    expect(order).to.deep.equal(['sending', 'failed', 'closed']);
  });
});
