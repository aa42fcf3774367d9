/** The built registration element, in a page with the strictest content security policy. */
import { expect } from '@open-wc/testing';
import { configure } from '../../../widget/unit-certification.ts';
import '../../../widget/unit-registration.ts';
import { challenge } from '../support/challenge.ts';
import { type Frame, openFrame, type } from '../support/frame.ts';
import { CODE_SENT, CODE, OWN_TEXTS, codeRight, codeSent, registered } from '../support/registration.ts';
import { idOf, legalTexts } from '../support/user.ts';
import { scripted } from '../support/scripted.ts';
import { REGISTRATION_WORDS, TITLES, labelOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const open = async (page: 'strict-registration' | 'classic-registration'): Promise<Frame> =>
  openFrame(
    page,
    { element: 'unit-registration' },
    {
      challenge: [await challenge()],
      codes: [codeSent],
      proofs: [codeRight],
      register: [registered('certified')],
    },
  );

const textOf = ({ element }: Frame): string =>
  element.shadowRoot!.querySelector<HTMLElement>('section')!.innerText;

const see = (frame: Frame, words: string): Promise<void> =>
  waitUntil(() => textOf(frame).includes(words), `«${words}», but: ${textOf(frame)}`, { timeout: 6000 });

const press = ({ element }: Frame, selector: string): void =>
  element.shadowRoot!.querySelector<HTMLElement>(selector)!.click();

describe('built registration', function () {
  this.timeout(15_000);

  afterEach(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
  });

  it('keeps its styles in a browser without constructable style sheets', async () => {
    const { bff, tokenUrl } = await scripted();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const { contentDocument: page, contentWindow: window } = frame;
    const { Document, ShadowRoot } = window as unknown as typeof globalThis;
    for (const { prototype } of [Document, ShadowRoot])
      Reflect.deleteProperty(prototype, 'adoptedStyleSheets');
    const element = page!.createElement('unit-registration');
    element.setAttribute('bff', bff);
    element.setAttribute('token-url', tokenUrl);
    const script = Object.assign(page!.createElement('script'), {
      type: 'module',
      src: new URL('/built/widget/unit-registration.js', location.href).href,
    });
    page!.body.append(element, script);
    await waitUntil(() => element.shadowRoot?.querySelector('form'), 'no form', { timeout: 5000 });
    expect(window!.getComputedStyle(element).display).to.equal('block');
    expect(window!.getComputedStyle(element.shadowRoot!.querySelector('input')!).minHeight).to.equal('44px');
  });

  for (const page of ['strict-registration', 'classic-registration'] as const)
    it(`registers a unit under the strictest policy without a violation (${page})`, async () => {
      const frame = await open(page);
      const { element, window, files } = frame;
      await see(frame, labelOf('unit.name'));
      const registered = new Promise((resolve) => element.addEventListener('unit-registered', resolve));
      for (const [path, text] of Object.entries({ ...OWN_TEXTS, ...legalTexts() }))
        type(element, idOf(path), text);
      press(frame, '#get-code');
      await see(frame, CODE_SENT);
      type(element, 'code', CODE);
      await see(frame, REGISTRATION_WORDS.proven);
      press(frame, '.primary');
      await see(frame, TITLES.registered);
      await registered;
      expect(window.violations).to.deep.equal([]);
      expect(element.shadowRoot!.querySelectorAll('[style], style')).to.have.length(0);
      const names = files().map((name) => name.replace(/-[\w-]{6}\.js$/, ''));
      expect(names.filter((name) => !name.includes('classic')).sort()).to.deep.equal([
        'chunks/registration-zh-Hans',
        'unit-registration.js',
      ]);
    });

  it('shares the page’s defaults with the script of the certification', async () => {
    const element = document.body.appendChild(document.createElement('unit-registration'));
    configure({ help: '请拨打12333' });
    await waitUntil(() => element.setting('help') === '请拨打12333');
    element.remove();
  });

  it('is described: events, slot and parts', async () => {
    const manifest = (await (await fetch('/built/widget/custom-elements.json')).json()) as {
      modules: { declarations?: Record<string, { name: string }[] | string>[] }[];
    };
    const element = manifest.modules
      .flatMap(({ declarations = [] }) => declarations)
      .find(({ tagName }) => tagName === 'unit-registration')!;
    const names = (key: string): string[] => (element[key] as { name: string }[]).map(({ name }) => name);
    expect(names('events').sort()).to.deep.equal(['certification-error', 'unit-registered']);
    expect(names('slots')).to.deep.equal(['', 'help']);
    expect(names('cssParts')).to.include.members(['registration', 'heading', 'notice', 'input', 'button']);
    expect(names('attributes')).to.include.members([
      'token-url',
      'bff',
      'locale',
      'appearance',
      'privacy-url',
    ]);
  });
});
