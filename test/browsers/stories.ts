/** What is tried in every engine, at the demo as `npm start` runs it. Each story begins in a new window and has an account of its own. */
import assert from 'node:assert/strict';
import type { DemoClaim } from '../../demo/data/accounts.ts';
import { DEMO_REGISTRATIONS } from '../../demo/data/registrations.ts';
import type { RunningDemo } from '../e2e/support/demo.ts';
import { messagesOf } from '../e2e/support/registrant.ts';
import { accountOf } from '../e2e/support/visit.ts';
import type { Person } from './person.ts';

export type StoryName = 'certification' | 'center' | 'gate' | 'registration' | 'keyboard' | 'leaving';

type Story = (person: Person, demo: RunningDemo) => Promise<void>;

const PROMPT = '请完成单位实名认证';
const FORM = '单位用户实名认证';
const LATER = '可以稍后认证';
/** Of the results' texts: their titles also stand in the demo's own help. */
const CERTIFIED = '已通过实名认证，可以办理相关业务了';
const REFUSED = '填写的法人信息与登记信息不一致';

async function logIn(person: Person, demo: RunningDemo, title: string): Promise<void> {
  await person.open(`${demo.portal}/login`);
  await person.press(`${title} `);
  await person.see(PROMPT);
}

async function putOff(person: Person): Promise<void> {
  await person.press('取消');
  await person.see(LATER);
  await person.press('确定');
  await person.seeNoMore(LATER);
}

async function fillClaim(person: Person, claim: Omit<DemoClaim, 'outcome'>): Promise<void> {
  await person.fill('法人姓名', claim.legalRepresentative.name);
  await person.fill('法人证件号', claim.legalRepresentative.idNumber);
  await person.fill('成立日期', claim.foundedOn);
  await person.press(claim.agent ? '代理人' : '法人');
  if (!claim.agent) return;
  await person.fill('代理人姓名', claim.agent.name);
  await person.fill('代理人证件号', claim.agent.idNumber);
}

async function submit(person: Person, claim: DemoClaim, outcome: string): Promise<void> {
  await fillClaim(person, claim);
  await person.press('提交');
  await person.see(outcome);
}

const certification: Story = async (person, demo) => {
  const { title, claims } = accountOf('信息不一致');
  const [former, present] = claims;
  await logIn(person, demo, title);
  await person.press('确认');
  await person.see(FORM);
  await submit(person, former!, REFUSED);
  await person.press('返回修改');
  await person.see(FORM);
  assert.equal(await person.valueOf('法人姓名'), former!.legalRepresentative.name);
  await submit(person, present!, CERTIFIED);
  await person.press('完成');
  await person.see('已实名认证');
};

const center: Story = async (person, demo) => {
  const { title, claims } = accountOf('法人认证成功');
  await logIn(person, demo, title);
  await putOff(person);
  await person.open(`${demo.portal}/settings/certification`);
  await person.see('暂未开通');
  await person.press('立即认证');
  await person.see(FORM);
  await submit(person, claims[0]!, CERTIFIED);
  await person.press('完成');
  await person.seeNoMore('立即认证');
  await person.see('已实名认证');
};

const gate: Story = async (person, demo) => {
  const { title, claims } = accountOf('多位负责人');
  await logIn(person, demo, title);
  await putOff(person);
  await person.open(`${demo.portal}/services/staff-changes`);
  await person.fill('新增人数', '17');
  await person.press('保存草稿');
  await person.see('办理前请先完成单位实名认证');
  await person.press('确定');
  await person.see(FORM);
  await submit(person, claims[0]!, CERTIFIED);
  await person.press('继续办理：职工参保增减员');
  await person.see('草稿已保存');
  await person.see('17');
};

const registration: Story = async (person, demo) => {
  const { unit, claims, phone, email, loginName } = DEMO_REGISTRATIONS[0]!;
  await person.open(`${demo.portal}/register`);
  await person.see('获取验证码');
  await person.fill('登录名', loginName);
  await person.fill('登录密码', 'lotus2026');
  await person.fill('单位名称', unit.name);
  await person.fill('统一社会信用代码', unit.code);
  await fillClaim(person, claims[0]!);
  await person.fill('邮箱', email);
  await person.fill('手机号码', phone);
  await person.press('获取验证码');
  await person.see('验证码已发送至139 0000 0014');
  const [message] = await messagesOf(demo);
  await person.fill('短信验证码', /\d{6}/.exec(message!.text)![0]);
  await person.see('手机号码已验证');
  await person.press('注册');
  await person.see('注册成功，单位已完成手机认证和实名认证');
  await person.address('/');
};

/** Nothing is clicked. While a dialog is open, Tab never reaches the page under it. */
const keyboard: Story = async (person, demo) => {
  const { title, claims } = accountOf('代理人认证成功');
  const { legalRepresentative, foundedOn, agent } = claims[0]!;
  const tabTo = async (name: string, among: 'dialog' | 'page' = 'dialog') => {
    for (let tabs = 0; tabs < 40; tabs++) {
      const focus = await person.focus();
      if (focus.name === name) return;
      if (among === 'dialog')
        assert.notEqual(focus.where, 'page', `Tab has left the dialog for “${focus.name}”`);
      await person.key('Tab');
    }
    throw new Error(`Tab does not reach “${name}”`);
  };
  const typeInto = async (label: string, text: string) => {
    await tabTo(label);
    await person.type(text);
  };

  await logIn(person, demo, title);
  await tabTo('确认');
  for (let tabs = 0; tabs < 6; tabs++) {
    await person.key('Tab');
    const { name, where } = await person.focus();
    assert.notEqual(where, 'page', `Tab has left the dialog for “${name}”`);
  }
  await person.key('Escape');
  await person.see(LATER);
  await person.key('Escape');
  await person.seeNoMore(LATER);

  await person.open(`${demo.portal}/settings/certification`);
  await person.see('立即认证');
  await tabTo('立即认证', 'page');
  await person.key('Enter');
  await person.see(FORM);
  await typeInto('法人姓名', legalRepresentative.name);
  await typeInto('法人证件号', legalRepresentative.idNumber);
  await typeInto('成立日期', foundedOn);
  await tabTo('法人');
  await person.key('ArrowDown');
  await typeInto('代理人姓名', agent!.name);
  await typeInto('代理人证件号', agent!.idNumber);
  await person.key('Enter');
  await person.see(CERTIFIED);
  await tabTo('完成');
  await person.key('Enter');
  await person.seeNoMore(CERTIFIED);
};

const leaving: Story = async (person, demo) => {
  const { title, claims } = accountOf('登记状态异常');
  const { name } = claims[0]!.legalRepresentative;
  await logIn(person, demo, title);
  await person.press('确认');
  await person.see(FORM);
  await person.fill('法人姓名', name);
  await person.key('Tab');
  assert.ok(await person.reloadAsks(), 'the browser does not ask before it leaves the page');
  assert.equal(await person.valueOf('法人姓名'), name);
};

export const STORIES: Record<StoryName, Story> = {
  certification,
  center,
  gate,
  registration,
  keyboard,
  leaving,
};
