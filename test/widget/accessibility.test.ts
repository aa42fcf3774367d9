/** Every dialog before axe, in both appearances and both color schemes, contrast included. */
import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type axe from 'axe-core';
import 'axe-core/axe.min.js';
import {
  type Page,
  chooseAgent,
  cleanUp,
  fill,
  openFilledForm,
  openPage,
  openSubmitted,
  press,
  query,
  see,
} from './support/page.ts';
import { answered, problem, statusOf } from './support/scripted.ts';

const { axe: checker } = window as unknown as { axe: typeof axe };

type Attributes = Record<string, string>;

const DIALOGS: Record<string, (attributes: Attributes) => Promise<Page>> = {
  prompt: async (attributes) => {
    const page = await openPage(attributes);
    await see(page.element, '请完成单位实名认证');
    return page;
  },
  notice: async (attributes) => {
    const page = await DIALOGS['prompt']!({ ...attributes, 'center-url': '/centre' });
    press(page.element, '取消');
    await see(page.element, '可以稍后认证');
    return page;
  },
  operator: async (attributes) => {
    const page = await openPage(attributes, {
      status: [{ body: statusOf('uncertified', { canSubmit: false }) }],
    });
    await see(page.element, '请联系管理员');
    return page;
  },
  form: async (attributes) => {
    const page = await openPage({ view: 'form', 'privacy-url': '/privacy', ...attributes });
    await see(page.element, '单位用户实名认证');
    return page;
  },
  'form with errors': async (attributes) => {
    const page = await DIALOGS['form']!(attributes);
    query(page.element, '.primary').click();
    await see(page.element, '请填写法人姓名');
    return page;
  },
};

/** Only where the form is one page: in `large` the way there is a test of its own. */
const AFTER_THE_FORM: Record<string, () => Promise<Page>> = {
  'form with a number of no known document': async () => {
    const page = await openFilledForm();
    fill(page.element, 'legalRepresentative.idNumber', '567890123');
    await see(page.element, '使用其他证件');
    return page;
  },
  'form of an agent': async () => {
    const page = await openFilledForm();
    await chooseAgent(page.element);
    return page;
  },
  sending: async () => {
    const page = await openSubmitted({ submit: [{ ...answered('certified'), delay: 2000 }] });
    await see(page.element, '正在核验…');
    return page;
  },
  certified: async () => {
    const page = await openSubmitted({ submit: [answered('certified')] });
    await see(page.element, '认证成功');
    return page;
  },
  rejected: async () => {
    const page = await openSubmitted({ submit: [answered('rejected', { reason: 'registry-mismatch' })] });
    await see(page.element, '认证未通过');
    return page;
  },
  pending: async () => {
    const page = await openSubmitted({
      submit: [answered('pending')],
      status: [{ body: statusOf('uncertified') }, { body: statusOf('pending') }],
    });
    await see(page.element, '无需重复提交');
    return page;
  },
  'trouble with a countdown': async () => {
    const page = await openSubmitted({
      submit: [problem(429, 'too-many-requests', { headers: { 'Retry-After': '60' } })],
    });
    await see(page.element, '操作过于频繁');
    return page;
  },
};

async function complaints(page: Page, rules: axe.RunOptions['rules'] = {}): Promise<string[]> {
  const { violations } = await checker.run(page.element, {
    rules: { region: { enabled: false }, ...rules },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ failureSummary }) => `${id}: ${failureSummary}`));
}

for (const colorScheme of ['light', 'dark'] as const)
  describe(`accessibility, ${colorScheme}`, () => {
    before(() => emulateMedia({ colorScheme }));
    after(() => emulateMedia({ colorScheme: 'light' }));
    afterEach(cleanUp);

    for (const [name, show] of Object.entries({ ...DIALOGS, ...AFTER_THE_FORM }))
      it(name, async () => {
        expect(await complaints(await show({}))).to.deep.equal([]);
      });

    for (const [name, show] of Object.entries(DIALOGS))
      it(`${name}, large, with a contrast of 7`, async () => {
        const page = await show({ appearance: 'large' });
        expect(await complaints(page, { 'color-contrast-enhanced': { enabled: true } })).to.deep.equal([]);
      });
  });

describe('dialogs', () => {
  afterEach(cleanUp);

  it('are named by their title and described by their text', async () => {
    const page = await DIALOGS['prompt']!({});
    const dialog = query(page.element, 'dialog');
    const textOf = (attribute: string): string =>
      query(page.element, `#${dialog.getAttribute(attribute)}`).innerText;
    expect(textOf('aria-labelledby')).to.equal('请完成单位实名认证');
    expect(textOf('aria-describedby')).to.include('约 2 分钟');
    expect(dialog.matches(':modal')).to.equal(true);
    expect(dialog.lang).to.equal('zh-Hans');
  });

  it('have targets of 44 pixels, 56 in large', async () => {
    for (const [appearance, size] of [
      ['standard', 44],
      ['large', 56],
    ] as const) {
      const page = await DIALOGS['form']!({ appearance });
      for (const target of page.element.shadowRoot!.querySelectorAll('button, .field input, .choice'))
        expect(target.getBoundingClientRect().height).to.be.at.least(size);
      cleanUp();
    }
  });

  it('are told apart when one follows another', async () => {
    const page = await DIALOGS['prompt']!({});
    press(page.element, '取消');
    await see(page.element, '可以稍后认证');
    await waitUntil(() => page.element.shadowRoot!.activeElement?.textContent?.trim() === '确定');
  });
});
