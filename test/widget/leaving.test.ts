/** Leaving: the page asks first while something typed is unsent; the phone's back closes the dialog, and an error leads back to the form. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { cleanUp, openFilledForm, openForm, openPage, openSubmitted } from './support/page.ts';
import { AGENT, active, chooseAgent, fill, input, press, query, see, seeNothing } from './support/user.ts';
import {
  cleanUpRegistration,
  openProven,
  openRegistration,
  press as pressIn,
  read,
  type,
} from './support/registration.ts';
import { answered, statusOf } from './support/scripted.ts';
import { REGISTRATION_WORDS, TITLES, WORDS } from '../support/words.ts';

/** What the browser would do on leaving the page. */
const asks = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

/** As the phone's back button does it in Chromium: `cancel`, and `close` unless that was prevented. */
type Closable = HTMLDialogElement & { requestClose(): void };

describe('leaving the page', () => {
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
  });

  it('asks nothing before something is typed, asks while it is unsent, and no more once it is left or done', async () => {
    const { element } = await openForm();
    expect(asks(), 'nothing typed').to.equal(false);
    fill(element, 'foundedOn', ' ');
    await element.updateComplete;
    expect(asks(), 'only a space').to.equal(false);
    fill(element, 'foundedOn', '2001-05-18');
    await element.updateComplete;
    expect(asks(), 'typed').to.equal(true);
    press(element, WORDS.form.cancel);
    await seeNothing(element);
    expect(asks(), 'left by 取消').to.equal(false);
    element.open();
    await see(element, TITLES.form);
    expect(asks(), 'open again').to.equal(true);
    element.remove();
    expect(asks(), 'without the element').to.equal(false);
  });

  it('asks after a refusal that can be corrected, not after a success', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'registry-mismatch' }), answered('certified')],
      status: [
        { body: statusOf('uncertified') },
        { body: statusOf('uncertified') },
        { body: statusOf('certified') },
      ],
    });
    await see(element, TITLES.rejected);
    expect(asks()).to.equal(true);
    press(element, WORDS.results.back);
    await see(element, TITLES.form);
    press(element, WORDS.form.submit);
    await see(element, TITLES.certified);
    expect(asks()).to.equal(false);
  });

  it('asks in the registration, until the page has what it needs', async () => {
    const empty = await openRegistration();
    expect(asks()).to.equal(false);
    type(empty, 'unit.name', '江苏');
    await empty.element.updateComplete;
    expect(asks()).to.equal(true);
    cleanUpRegistration();
    expect(asks()).to.equal(false);
    const page = await openProven();
    expect(asks()).to.equal(true);
    pressIn(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    await page.element.updateComplete;
    expect(asks()).to.equal(false);
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
      fill(page.element, 'agent.name', AGENT.name);
      fill(page.element, 'agent.idNumber', AGENT.idNumber);
      press(page.element, WORDS.form.submit);
      await see(page.element, WORDS.results.rejected['agent-without-record'].text[0]!);
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
