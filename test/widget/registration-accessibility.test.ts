/** The registration form before axe, in both appearances, both color schemes and all languages, contrast included. */
import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type axe from 'axe-core';
import 'axe-core/axe.min.js';
import { challenge } from './support/challenge.ts';
import {
  type RegistrationPage,
  cleanUpRegistration,
  openProven,
  openRegistration,
  press,
  read,
  registered,
  rootOf,
} from './support/registration.ts';
import { problem } from './support/scripted.ts';

const { axe: checker } = window as unknown as { axe: typeof axe };

type Attributes = Record<string, string>;

const OWN = '<h2>登录信息</h2><label for="login">登录名</label><input id="login" autocomplete="username" />';

const registering =
  (step: Parameters<typeof registered> | ReturnType<typeof problem>, words: string) =>
  async (attributes: Attributes): Promise<RegistrationPage> => {
    const register = [Array.isArray(step) ? registered(...step) : step];
    const page = await openProven({ register }, attributes, OWN);
    press(page, '注册');
    await read(page, words);
    return page;
  };

const STATES: Record<string, (attributes: Attributes) => Promise<RegistrationPage>> = {
  empty: (attributes) => openRegistration({}, { 'privacy-url': '/privacy', ...attributes }, OWN),
  'with errors': async (attributes) => {
    const page = await openRegistration({}, attributes, OWN);
    press(page, '注册');
    await read(page, '有 8 处需要更正');
    return page;
  },
  'getting a code': async (attributes) => {
    const slow = [{ ...(await challenge()), delay: 3000 }];
    const page = await openRegistration({ challenge: slow }, attributes);
    const phone = rootOf(page).getElementById('phone') as HTMLInputElement;
    phone.value = '13800138000';
    phone.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    press(page, '获取验证码');
    await read(page, '正在进行安全检查');
    return page;
  },
  'unit refused': registering(['rejected', { reason: 'unit-mismatch' }], '单位认证未通过'),
  'people refused': registering(['rejected', { reason: 'agent-without-record' }], '实名认证未通过'),
  pending: registering(['pending'], '工商登记系统暂时繁忙'),
  trouble: registering(problem(503, 'unavailable', { headers: { 'Retry-After': '60' } }), '服务暂时不可用'),
  done: registering(['certified'], '注册信息已通过核验'),
};

async function complaints(page: RegistrationPage, rules: axe.RunOptions['rules'] = {}): Promise<string[]> {
  const { violations } = await checker.run(page.element, {
    rules: { region: { enabled: false }, ...rules },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ failureSummary }) => `${id}: ${failureSummary}`));
}

for (const colorScheme of ['light', 'dark'] as const)
  describe(`registration, accessibility, ${colorScheme}`, () => {
    before(() => emulateMedia({ colorScheme }));
    after(() => emulateMedia({ colorScheme: 'light' }));
    afterEach(cleanUpRegistration);

    for (const [name, show] of Object.entries(STATES)) {
      it(name, async () => {
        expect(await complaints(await show({}))).to.deep.equal([]);
      });

      it(`${name}, large, with a contrast of 7`, async () => {
        const page = await show({ appearance: 'large' });
        expect(await complaints(page, { 'color-contrast-enhanced': { enabled: true } })).to.deep.equal([]);
      });
    }

    for (const locale of ['zh-Hant', 'en'])
      it(`in ${locale}`, async () => {
        const page = await openRegistration({}, { locale });
        rootOf(page).querySelector<HTMLElement>('.primary')!.click();
        await waitUntil(() => rootOf(page).activeElement?.id === 'summary');
        expect(await complaints(page)).to.deep.equal([]);
      });
  });

describe('registration, targets', () => {
  afterEach(cleanUpRegistration);

  it('are 44 pixels high', async () => {
    const page = await openRegistration();
    for (const target of rootOf(page).querySelectorAll('button, .field input, .choice'))
      expect(target.getBoundingClientRect().height).to.be.at.least(44);
  });
});
