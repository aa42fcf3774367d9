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
    press(element, '取消');
    await seeNothing(element);
    expect(asks(), 'left by 取消').to.equal(false);
    element.open();
    await see(element, '单位用户实名认证');
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
    await see(element, '认证未通过');
    expect(asks()).to.equal(true);
    press(element, '返回修改');
    await see(element, '单位用户实名认证');
    press(element, '提交');
    await see(element, '认证成功');
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
    pressIn(page, '注册');
    await read(page, '注册信息已通过核验');
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
    await see(element, '请完成单位实名认证');
    press(element, '确认');
    await see(element, '单位用户实名认证');
    back(element);
    await see(element, '可以稍后认证');
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
      press(page.element, '提交');
      await see(page.element, '没有查到代理人在本单位办理社保业务的记录');
      if (leave === 'back') back(page.element);
      else await sendKeys({ press: 'Escape' });
      await see(page.element, '单位用户实名认证');
      await waitUntil(() => active(page) === input(page.element, 'agent.name'), 'the agent’s fields');
      expect(input(page.element, 'agent.idNumber').value, 'readable').to.equal('440524 18800101 0014');
      cleanUp();
    }
  });

  it('lead from a mismatch to the legal representative’s fields', async () => {
    const page = await openSubmitted({ submit: [answered('rejected', { reason: 'registry-mismatch' })] });
    await see(page.element, '认证未通过');
    press(page.element, '返回修改');
    await see(page.element, '单位用户实名认证');
    await waitUntil(() => active(page) === input(page.element, 'legalRepresentative.name'));
    expect(input(page.element, 'legalRepresentative.idNumber').value).to.equal('110105 19491231 002X');
  });
});
