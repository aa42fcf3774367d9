/** The manual's ways by keyboard alone: nothing is clicked, and every control is reached by Tab or has the focus already. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { done, openGate, withBusiness } from './support/business.ts';
import { cleanUp, openPage } from './support/page.ts';
import { AGENT, LEGAL, see, seeNothing } from './support/user.ts';
import {
  CODE,
  EMAIL,
  PHONE,
  type RegistrationPage,
  cleanUpRegistration,
  openRegistration,
  read,
} from './support/registration.ts';
import { UNIT, answered, statusOf } from './support/scripted.ts';

const TITLE = '单位用户实名认证';

function focused(): HTMLElement {
  let element = document.activeElement as HTMLElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement as HTMLElement;
  return element;
}

/** What a control is called, by its label or its own text. */
function nameOf(control: HTMLElement): string {
  const root = control.getRootNode() as Document | ShadowRoot;
  const label = control.id && root.querySelector<HTMLElement>(`label[for="${control.id}"]`);
  const other = control.getAttribute('aria-labelledby');
  return ((label || (other && root.getElementById(other)) || control) as HTMLElement).innerText.trim();
}

const hit = (key: string): Promise<unknown> => sendKeys({ press: key });

async function tabTo(name: string): Promise<void> {
  for (let tabs = 0; tabs < 40; tabs++) {
    if (nameOf(focused()) === name) return;
    await hit('Tab');
  }
  throw new Error(`«${name}» is not reached by Tab`);
}

async function typeInto(name: string, text: string): Promise<void> {
  await tabTo(name);
  await hit('Control+A');
  await sendKeys({ type: text });
}

async function push(name: string): Promise<void> {
  await tabTo(name);
  await hit('Enter');
}

async function typeLegal(): Promise<void> {
  await typeInto('法人姓名', LEGAL.name);
  await typeInto('法人证件号', LEGAL.idNumber);
  await typeInto('成立日期', LEGAL.foundedOn);
}

async function chooseAgent(): Promise<void> {
  await tabTo('法人');
  await hit('ArrowDown');
  await waitUntil(() => nameOf(focused()) === '代理人');
}

describe('by keyboard alone', function () {
  this.timeout(30_000);
  withBusiness();
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
  });

  it('the legal representative certifies, from the prompt', async () => {
    const { element } = await openPage(
      {},
      {
        submit: [answered('certified')],
        status: [{ body: statusOf('uncertified') }, { body: statusOf('certified') }],
      },
    );
    await see(element, '请完成单位实名认证');
    await push('确认');
    await see(element, TITLE);
    expect(nameOf(focused())).to.equal('法人姓名');
    await typeLegal();
    await hit('Enter');
    await see(element, '认证成功');
    await push('完成');
    await seeNothing(element);
  });

  it('the prompt is put off', async () => {
    const { element } = await openPage();
    await see(element, '请完成单位实名认证');
    await push('取消');
    await see(element, '可以稍后认证');
    await push('确定');
    await seeNothing(element);
  });

  it('an agent is refused, corrects the name, and certifies', async () => {
    const refused = answered('rejected', { reason: 'agent-without-record' });
    const { element } = await openPage({ view: 'form' }, { submit: [refused, answered('certified')] });
    await see(element, TITLE);
    await typeLegal();
    await chooseAgent();
    await typeInto('代理人姓名', '王五');
    await typeInto('代理人证件号', AGENT.idNumber);
    await hit('Enter');
    await see(element, '没有查到代理人');
    await push('返回修改');
    await see(element, TITLE);
    await waitUntil(() => nameOf(focused()) === '代理人姓名');
    await typeInto('代理人姓名', AGENT.name);
    await push('提交');
    await see(element, '认证成功');
  });

  it('the center leads to the form, and shows what came of it', async () => {
    const { element, script } = await openPage({ view: 'center' }, { submit: [answered('certified')] });
    const text = (): string =>
      element.shadowRoot!.querySelector<HTMLElement>('[part=center]')?.innerText ?? '';
    await waitUntil(() => text().includes('立即认证'), 'no center', { timeout: 10_000 });
    await push('立即认证');
    await see(element, TITLE);
    await script({ status: [{ body: statusOf('certified') }] });
    await typeLegal();
    await push('提交');
    await see(element, '认证成功');
    await push('完成');
    await waitUntil(() => !text().includes('立即认证'), 'still uncertified', { timeout: 10_000 });
  });

  it('the gate holds a business, and lets it go on', async () => {
    const { element, script } = await openGate();
    await push('去缴费');
    await see(element, '办理前请先完成单位实名认证');
    await script({ status: [{ body: statusOf('certified') }] });
    await push('确定');
    await see(element, TITLE);
    await typeLegal();
    await hit('Enter');
    await see(element, '认证成功');
    await push('继续办理：社保缴费');
    await seeNothing(element);
    await waitUntil(() => done.includes('click #pay'));
  });

  it('a new unit registers', async () => {
    const page: RegistrationPage = await openRegistration();
    await typeInto('单位名称', UNIT.name);
    await typeInto('统一社会信用代码', UNIT.code);
    await chooseAgent();
    await typeLegal();
    await typeInto('代理人姓名', AGENT.name);
    await typeInto('代理人证件号', AGENT.idNumber);
    await typeInto('邮箱', EMAIL);
    await typeInto('手机号码', PHONE);
    await push('获取验证码');
    await read(page, '验证码已发送至');
    await typeInto('短信验证码', CODE);
    await read(page, '手机号码已验证');
    await push('注册');
    await read(page, '注册信息已通过核验');
  });
});
