/** An element that is removed while a field has the focus, or while a button of the mouse is down. */
import { expect } from '@open-wc/testing';
import { ListenerCount } from '../support/listeners.ts';
import { FORMS, cleanUpRequests } from '../support/requests.ts';
import { fill, input } from '../support/user.ts';
import { isWrong } from '../support/visible.ts';
import { waitUntil } from '../support/wait.ts';

const NAME = 'legalRepresentative.name';
const PRESSES = ['mousedown', 'mouseup', 'pointercancel', 'pointermove'];

const beginPress = (place: Element): boolean =>
  place.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, composed: true, buttons: 1 }));

/** Firefox, and newer Chromium, fire no `blur` at an element that is removed. */
const stop = (event: Event): void => event.stopImmediatePropagation();

for (const { element: name, openEmpty } of FORMS)
  describe(`removed, ${name}`, () => {
    const count = new ListenerCount([window]);
    const left = (): string[] => Object.keys(count.all()).filter((type) => PRESSES.includes(type));
    beforeEach(() => {
      count.begin();
      for (const type of ['blur', 'focusout']) addEventListener(type, stop, true);
    });
    afterEach(() => {
      count.end();
      for (const type of ['blur', 'focusout']) removeEventListener(type, stop, true);
      cleanUpRequests();
    });

    it('with the focus in a field: no listener for presses stays', async () => {
      const { element } = await openEmpty();
      input(element, NAME).focus();
      expect(left(), 'while it is in the page').to.deep.equal(['mousedown']);
      element.remove();
      expect(left()).to.deep.equal([]);
    });

    it('during a press: no listener for its release stays', async () => {
      const { element } = await openEmpty();
      beginPress(input(element, NAME));
      expect(left(), 'while it is in the page').to.include.members(['mouseup', 'pointermove']);
      element.remove();
      expect(left()).to.deep.equal([]);
    });
  });

describe('removed during a press, and put back', () => {
  afterEach(cleanUpRequests);

  for (const { element: name, openEmpty } of FORMS)
    it(`shows the error of the field that the press has left: ${name}`, async () => {
      const { element } = await openEmpty();
      beginPress(input(element, NAME));
      fill(element, NAME, '张');
      await element.updateComplete;
      expect(isWrong(element, NAME), 'nothing moves under a press').to.equal(false);
      element.remove();
      document.body.append(element);
      await waitUntil(() => isWrong(element, NAME));
    });
});
