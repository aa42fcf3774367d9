/** Two elements in a page: each keeps what its user has begun. */
import { expect } from '@open-wc/testing';
import { cleanUp, openForm, openPage } from '../support/page.ts';
import { answered, problem } from '../support/scripted.ts';
import { press, see, seeNothing, shown, submitForm } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';

describe('a form that began with the prompt', () => {
  afterEach(cleanUp);

  for (const [what, step, title] of [
    ['certified', answered('certified'), TITLES.certified],
    ['refused', answered('rejected', { reason: 'registry-mismatch' }), TITLES.rejected],
    ['waiting', answered('pending', { reason: 'registry-unavailable' }), TITLES.pending],
    ['in trouble', problem(503, 'unavailable'), TITLES.unavailable],
  ] as const)
    it(`is not closed by the dialog of another element: ${what}`, async () => {
      const { element } = await openPage({}, { submit: [{ ...step, delay: 300 }] });
      await see(element, TITLES.prompt);
      press(element, WORDS.prompt.confirm);
      await submitForm(element);
      await see(element, WORDS.form.sending);
      const other = await openForm({ for: '' });
      await see(element, title);
      other.element.close();
      await seeNothing(other.element);
      expect(shown(element)).to.include(title);
    });

  it('yields as long as it only asks', async () => {
    const other = await openForm();
    const { element, events } = await openPage();
    await new Promise((resolve) => element.addEventListener('certification-status', resolve, { once: true }));
    await seeNothing(element);
    expect(events.map(({ type }) => type)).not.to.include('certification-deferred');
    expect(shown(other.element)).to.include(TITLES.form);
  });
});

describe('a copy of an element that prompts', () => {
  afterEach(cleanUp);

  for (const [what, take] of [
    ['takes its place', (element: HTMLElement, copy: HTMLElement) => element.replaceWith(copy)],
    [
      'comes after it has left',
      (element: HTMLElement, copy: HTMLElement) => {
        element.remove();
        document.body.append(copy);
      },
    ],
    [
      'comes before it leaves',
      (element: HTMLElement, copy: HTMLElement) => {
        element.after(copy);
        element.remove();
      },
    ],
  ] as const)
    it(`prompts when it ${what}`, async () => {
      const { element } = await openPage();
      await see(element, TITLES.prompt);
      const copy = element.cloneNode(true) as typeof element;
      take(element, copy);
      await see(copy, TITLES.prompt);
      copy.remove();
    });
});
