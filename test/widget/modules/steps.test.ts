/** The step of a form whose fields become fewer. */
import { expect } from '@open-wc/testing';
import type { Field } from '../../../widget/form/fields.ts';
import { Steps } from '../../../widget/form/steps.ts';

const fieldsOf = (...ids: string[]): Field[] => ids.map((id) => ({ id, control: 'name' }));

describe('steps', () => {
  it('show the last one when the one that was shown is no longer asked', () => {
    let asked = fieldsOf('a', 'b', 'c');
    const steps = new Steps(() => asked);
    steps.enabled = true;
    steps.current = steps.last;
    asked = fieldsOf('a', 'b');
    expect(steps.fields.map(({ id }) => id)).to.deep.equal(['b']);
    expect(steps.current).to.equal(1);
  });
});
