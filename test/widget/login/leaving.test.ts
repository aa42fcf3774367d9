/** Leaving: the page asks first while something typed is unsent; the phone's back closes the dialog, and an error leads back to the form. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { signOut } from '../../../widget/unit-certification.ts';
import { cleanUp, openFilledForm, openPage, openSubmitted } from '../support/page.ts';
import {
  active,
  chooseAgent,
  fill,
  fillAgent,
  input,
  LEGAL,
  press,
  query,
  see,
  seeNothing,
} from '../support/user.ts';
import { FORMS, cleanUpRequests, send } from '../support/requests.ts';
import { UNIT, answered } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

/** Whether the browser would ask before it leaves the page. */
const asks = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

/** As the phone's back button does it in Chromium: `cancel`, and `close` unless that was prevented. */
type Closable = HTMLDialogElement & { requestClose(): void };

for (const each of FORMS)
  describe(`leaving the page, ${each.element}`, () => {
    afterEach(cleanUpRequests);

    it('asks nothing before something is typed, asks while it is unsent, and no more without the element', async () => {
      const { element } = await each.openEmpty();
      expect(asks(), 'nothing typed').to.equal(false);
      fill(element, 'foundedOn', ' ');
      await element.updateComplete;
      expect(asks(), 'only a space').to.equal(false);
      fill(element, 'foundedOn', LEGAL.foundedOn);
      await element.updateComplete;
      expect(asks(), 'typed').to.equal(true);
      element.remove();
      expect(asks(), 'without the element').to.equal(false);
    });

    it('asks no more in the task that signs out', async () => {
      const { element } = await each.open();
      await element.updateComplete;
      expect(asks(), 'typed').to.equal(true);
      signOut();
      expect(asks(), 'signed out').to.equal(false);
    });

    it('asks after a refusal that can be corrected, not after a success', async () => {
      const page = await send(each, [each.rejected({ reason: 'registry-mismatch' }), each.success]);
      await see(page.element, each.refusalsFor(UNIT.code)['registry-mismatch']!.title);
      expect(asks(), 'refused').to.equal(true);
      await each.back(page);
      press(page.element, each.button);
      await see(page.element, each.succeeded);
      await page.element.updateComplete;
      expect(asks(), 'done').to.equal(false);
    });
  });

describe('leaving the page, a dialog', () => {
  afterEach(cleanUp);

  it('asks no more once the form is left, and again when it is open again', async () => {
    const { element } = await openFilledForm();
    expect(asks(), 'filled in').to.equal(true);
    press(element, WORDS.form.cancel);
    await seeNothing(element);
    expect(asks(), 'left').to.equal(false);
    element.open();
    await see(element, TITLES.form);
    expect(asks(), 'open again').to.equal(true);
  });
});

describe('leaving the page, close()', () => {
  afterEach(cleanUp);

  it('asks no more in the same task, and again when the form is open again', async () => {
    const { element } = await openFilledForm();
    await element.updateComplete;
    expect(asks(), 'filled in').to.equal(true);
    element.close();
    expect(asks(), 'closed').to.equal(false);
    element.open();
    await see(element, TITLES.form);
    expect(asks(), 'open again').to.equal(true);
  });
});

describe('the phone’s back, and Escape', () => {
  afterEach(cleanUp);

  const back = (element: Element): void => (query(element, 'dialog') as Closable).requestClose();

  it('lead from dialog to dialog, and leave page and address alone', async () => {
    const before = [location.href, history.length];
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    back(element);
    await see(element, TITLES.notice);
    back(element);
    await seeNothing(element);
    expect([location.href, history.length]).to.deep.equal(before);
  });

  it('lead from a refusal to the form, to what can be wrong, with what was typed', async () => {
    for (const leave of ['back', 'Escape'] as const) {
      const page = await openFilledForm({
        submit: [answered('rejected', { reason: 'agent-without-record' })],
      });
      await chooseAgent(page.element);
      fillAgent(page.element);
      press(page.element, WORDS.form.submit);
      await see(page.element, WORDS.results.rejected['agent-without-record'].said);
      if (leave === 'back') back(page.element);
      else await sendKeys({ press: 'Escape' });
      await see(page.element, TITLES.form);
      await waitUntil(() => active(page) === input(page.element, 'agent.name'), 'the agent’s fields');
      expect(input(page.element, 'agent.idNumber').value, 'readable').to.equal('440524 18800101 0014');
      cleanUp();
    }
  });

  it('lead from a mismatch to the legal representative’s fields', async () => {
    const page = await openSubmitted({ submit: [answered('rejected', { reason: 'registry-mismatch' })] });
    await see(page.element, TITLES.rejected);
    press(page.element, WORDS.results.back);
    await see(page.element, TITLES.form);
    await waitUntil(() => active(page) === input(page.element, 'legalRepresentative.name'));
    expect(input(page.element, 'legalRepresentative.idNumber').value).to.equal('110105 19491231 002X');
  });
});
