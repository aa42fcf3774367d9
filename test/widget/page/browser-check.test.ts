/** `browser-check.js`, in a page whose browser seems to be too old. */
import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.ts';

interface OldWindow {
  CSS: { supports: () => boolean };
  HTMLDialogElement?: unknown;
}

const LACKING = {
  ':focus-visible': (window: OldWindow) => (window.CSS.supports = () => false),
  '<dialog>': (window: OldWindow) => delete window.HTMLDialogElement,
};
type Lack = keyof typeof LACKING;

describe('the check of the browser', () => {
  let frame: HTMLIFrameElement;
  beforeEach(() => {
    frame = document.createElement('iframe');
    document.body.append(frame);
  });
  afterEach(() => frame.remove());

  const said = () => frame.contentDocument!.body.innerText.trim();

  /** Resolves when the event has been dispatched, or the script has run in a browser that is new enough. */
  async function check({
    lacks,
    lang = '',
    cancel = false,
  }: { lacks?: Lack; lang?: string; cancel?: boolean } = {}): Promise<number> {
    const { contentDocument: page, contentWindow: window } = frame;
    let events = 0;
    page!.documentElement.lang = lang;
    page!.addEventListener('unit-certification-unsupported', (event) => {
      events++;
      if (cancel) event.preventDefault();
    });
    if (lacks) LACKING[lacks](window as unknown as OldWindow);
    const script = page!.createElement('script');
    script.src = '/built/widget/browser-check.js';
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
    page!.body.append(script);
    await loaded;
    if (lacks) await waitUntil(() => events > 0, 'no event');
    return events;
  }

  for (const lacks of Object.keys(LACKING) as Lack[])
    it(`says in one sentence what to do, and tells the page, without ${lacks}`, async () => {
      expect(await check({ lacks })).to.equal(1);
      expect(said()).to.equal(
        '您的浏览器版本较低，不能办理单位实名认证，请升级浏览器，或者切换到“极速模式”。',
      );
      expect(frame.contentDocument!.querySelector('[role=alert]')).to.equal(
        frame.contentDocument!.body.firstChild,
      );
    });

  for (const [lang, words] of [
    ['zh-HK', '您的瀏覽器'],
    ['zh-Hant', '您的瀏覽器'],
    ['en-GB', 'This browser is too old'],
    ['zh-CN', '您的浏览器'],
  ] as const)
    it(`speaks the page's language: ${lang}`, async () => {
      await check({ lacks: ':focus-visible', lang });
      expect(said()).to.contain(words);
    });

  it('leaves it to a page that cancels the event', async () => {
    expect(await check({ lacks: ':focus-visible', cancel: true })).to.equal(1);
    expect(said()).to.equal('');
  });

  it('does nothing where the widget runs', async () => {
    expect(await check()).to.equal(0);
    expect(said()).to.equal('');
  });
});
