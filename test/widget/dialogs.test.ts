/** What assistive technology and fingers need of a dialog. */
import { expect, waitUntil } from '@open-wc/testing';
import { type Page, cleanUp, openForm, openPage, press, query, see } from './support/page.ts';
import { cleanUpRegistration, openRegistration, rootOf } from './support/registration.ts';

async function openPrompt(): Promise<Page> {
  const page = await openPage();
  await see(page.element, '请完成单位实名认证');
  return page;
}

describe('dialogs', () => {
  afterEach(cleanUp);

  it('are named by their title and described by their text', async () => {
    const page = await openPrompt();
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
      const page = await openForm({ appearance });
      for (const target of page.element.shadowRoot!.querySelectorAll('button, .field input, .choice'))
        expect(target.getBoundingClientRect().height).to.be.at.least(size);
      cleanUp();
    }
  });

  it('are told apart when one follows another', async () => {
    const page = await openPrompt();
    press(page.element, '取消');
    await see(page.element, '可以稍后认证');
    await waitUntil(() => page.element.shadowRoot!.activeElement?.textContent?.trim() === '确定');
  });
});

describe('registration', () => {
  afterEach(cleanUpRegistration);

  it('has targets of 44 pixels', async () => {
    const page = await openRegistration();
    for (const target of rootOf(page).querySelectorAll('button, .field input, .choice'))
      expect(target.getBoundingClientRect().height).to.be.at.least(44);
  });
});
