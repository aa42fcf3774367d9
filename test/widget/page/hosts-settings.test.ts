/** Pages that set properties and defaults before or after the script arrives. */
import { expect } from '@open-wc/testing';
import type { Settings } from '../../../widget/elements/configuration.ts';
import { UnitCertification, configure } from '../../../widget/unit-certification.ts';
import { pause } from '../support/business.ts';
import { cleanUp } from '../support/page.ts';
import { see } from '../support/user.ts';
import { type Scripted, scripted, tokenOf } from '../support/scripted.ts';
import { TITLES } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const NONE: Required<{ [Name in keyof Settings]: undefined }> = {
  bff: undefined,
  tokenUrl: undefined,
  getToken: undefined,
  loginUrl: undefined,
  privacyUrl: undefined,
  help: undefined,
  locale: undefined,
  appearance: undefined,
};

/** Sets the page's defaults, and removes all others. */
const configureOnly = (settings: Settings): void => configure({ ...NONE, ...settings } as Settings);

const SAYS = {
  'zh-Hans': TITLES.prompt,
  'zh-Hant': '請完成單位實名認證',
  en: 'Verify your organization',
};

const whereOf = ({ bff, tokenUrl }: Scripted): Settings => ({ bff, tokenUrl });

function put(attributes: Record<string, string> = {}): UnitCertification {
  const element = document.createElement('unit-certification') as UnitCertification;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

describe('properties that are set before the script arrives', () => {
  let names = 0;
  const late: HTMLElement[] = [];
  afterEach(() => {
    for (const element of late.splice(0)) element.remove();
    cleanUp();
  });

  /** Puts an element into the page before it is defined. */
  function putUndefined(properties: object): { element: UnitCertification; arrive: () => void } {
    const name = `late-certification-${names++}`;
    const element = document.createElement(name) as UnitCertification;
    Object.assign(element, properties);
    document.body.append(element);
    late.push(element);
    return { element, arrive: () => customElements.define(name, class extends UnitCertification {}) };
  }

  it('are kept', async () => {
    const where = await scripted();
    const { element, arrive } = putUndefined({
      ...whereOf(where),
      locale: 'en',
      open: true,
      appearance: 'large',
    });
    arrive();
    await see(element, 'Step 1 of');
    expect(element).to.include({ locale: 'en', appearance: 'large', bff: where.bff });
    expect(element.getAttribute('token-url')).to.equal(where.tokenUrl);
  });

  it('are kept: getToken, which is used instead of token-url', async () => {
    const where = await scripted();
    let asked = 0;
    const getToken = (): Promise<string> => {
      asked++;
      return Promise.resolve(tokenOf());
    };
    const { element, arrive } = putUndefined({ bff: where.bff, getToken });
    arrive();
    await see(element, SAYS['zh-Hans']);
    expect(element.getToken).to.equal(getToken);
    expect(asked).to.equal(1);
    expect(await where.arrived('token')).to.deep.equal([]);
  });
});

describe('configure()', () => {
  afterEach(() => {
    cleanUp();
    configureOnly({});
  });

  it('applies to later elements', async () => {
    configureOnly({ ...whereOf(await scripted()), locale: 'en', appearance: 'large' });
    const element = put();
    await see(element, SAYS.en);
    expect(element.setting('appearance')).to.equal('large');
  });

  it('applies to existing elements', async () => {
    const element = put();
    configureOnly({ ...whereOf(await scripted()), locale: 'zh-Hant' });
    await see(element, SAYS['zh-Hant']);
  });

  it('applies also long after the elements were added', async () => {
    const element = put();
    const errors: unknown[] = [];
    element.addEventListener('certification-error', ({ detail }: CustomEventInit) => errors.push(detail));
    await waitUntil(() => errors.length > 0);
    configureOnly(whereOf(await scripted()));
    await see(element, SAYS['zh-Hans']);
    expect(errors).to.deep.equal([{ code: 'misconfigured', retryable: false }]);
  });

  it('takes getToken', async () => {
    const where = await scripted();
    configureOnly({ bff: where.bff, getToken: () => Promise.resolve(tokenOf()) });
    await see(put(), SAYS['zh-Hans']);
    expect(await where.arrived('token')).to.deep.equal([]);
  });

  it('keeps the page’s getToken for its elements when one of them gets its own', async () => {
    const where = await scripted();
    const asked: string[] = [];
    const source = (name: string) => async () => (asked.push(name), tokenOf());
    configureOnly({ bff: where.bff, getToken: source('page') });
    const [element, other] = [put(), put({ for: '' })];
    await see(element, SAYS['zh-Hans']);
    other.getToken = source('own');
    await pause(100);
    asked.length = 0;
    await element.refresh();
    expect(asked).to.deep.equal(['page']);
  });

  it('does not override an element’s own attributes and properties', async () => {
    const [own, other] = [await scripted(), await scripted()];
    configureOnly({ ...whereOf(other), locale: 'en', appearance: 'large' });
    const element = put({ bff: own.bff, 'token-url': own.tokenUrl, locale: 'zh-Hans' });
    element.appearance = 'standard';
    await see(element, SAYS['zh-Hans']);
    configureOnly({ ...whereOf(other), locale: 'zh-Hant' });
    await pause(100);
    await see(element, SAYS['zh-Hans']);
    expect(element).to.include({ appearance: 'standard', bff: own.bff, tokenUrl: own.tokenUrl });
    expect(await other.arrived('status')).to.deep.equal([]);
  });

  it('does not override what an element has of its own, though it was the default before', async () => {
    const where = await scripted();
    const getToken = (): Promise<string> => Promise.resolve(tokenOf());
    configureOnly({ bff: where.bff, getToken, locale: 'en', appearance: 'large' });
    const element = put();
    await see(element, SAYS.en);
    element.setAttribute('locale', 'en');
    Object.assign(element, { getToken, appearance: 'large' });
    configureOnly({ ...whereOf(where), locale: 'zh-Hans' });
    await pause(100);
    await see(element, SAYS.en);
    expect(element).to.include({ locale: 'en', appearance: 'large', getToken });
    element.removeAttribute('locale');
    await see(element, SAYS['zh-Hans']);
  });

  it('applies again when an attribute of the element is removed', async () => {
    const [own, other] = [await scripted(), await scripted()];
    configureOnly({ ...whereOf(other), locale: 'en', loginUrl: '/login' });
    const element = put({ bff: own.bff, 'token-url': own.tokenUrl, locale: 'zh-Hans' });
    await see(element, SAYS['zh-Hans']);
    for (const name of ['bff', 'token-url', 'locale']) element.removeAttribute(name);
    await see(element, SAYS.en);
    expect(element.setting('loginUrl')).to.equal('/login');
    await element.refresh();
    expect(await other.arrived('status')).not.to.deep.equal([]);
  });

  it('updates its own earlier values, and nothing else', async () => {
    configureOnly({ ...whereOf(await scripted()), locale: 'en', loginUrl: '/login' });
    const element = put();
    await see(element, SAYS.en);
    configure({ locale: 'zh-Hant' });
    await see(element, SAYS['zh-Hant']);
    expect(element.setting('loginUrl')).to.equal('/login');
    configure({ loginUrl: '/other' });
    expect(element.setting('loginUrl')).to.equal('/other');
    element.locale = 'zh-Hans';
    await see(element, SAYS['zh-Hans']);
    configure({ locale: 'en' });
    await pause(100);
    await see(element, SAYS['zh-Hans']);
  });

  it('leaves the attributes to the page: a copy of the element follows later defaults', async () => {
    configureOnly({
      ...whereOf(await scripted()),
      locale: 'en',
      appearance: 'large',
      loginUrl: '/login',
      help: '12333',
    });
    const element = put({ 'privacy-url': '/own' });
    await see(element, SAYS.en);
    const own = element.getAttributeNames().filter((name) => !name.startsWith('data-'));
    expect(own).to.deep.equal(['privacy-url']);
    const copy = element.cloneNode() as UnitCertification;
    element.remove();
    configureOnly({ ...whereOf(await scripted()), locale: 'zh-Hant' });
    document.body.append(copy);
    await see(copy, SAYS['zh-Hant']);
    expect(copy).to.include({
      appearance: undefined,
      loginUrl: undefined,
      help: undefined,
      privacyUrl: '/own',
    });
    const sizeOf = (each: Element): string => getComputedStyle(each).getPropertyValue('--_target');
    expect(sizeOf(copy)).to.equal('44px');
    configure({ appearance: 'large' });
    await copy.updateComplete;
    expect(sizeOf(copy)).to.equal('56px');
    copy.appearance = 'standard';
    await copy.updateComplete;
    expect(sizeOf(copy)).to.equal('44px');
    expect(copy.getAttribute('appearance')).to.equal('standard');
  });

  it('leaves to a copy what the element has of its own, though it was the default', async () => {
    configureOnly({ ...whereOf(await scripted()), locale: 'en', appearance: 'large', help: '12333' });
    const element = put();
    await see(element, SAYS.en);
    Object.assign(element, { locale: 'en', appearance: 'large' });
    await element.updateComplete;
    const copy = element.cloneNode() as UnitCertification;
    element.remove();
    configureOnly({ ...whereOf(await scripted()), locale: 'zh-Hant' });
    document.body.append(copy);
    await see(copy, SAYS.en);
    expect(copy).to.include({ locale: 'en', appearance: 'large', help: undefined });
  });

  it('leaves to a copy no default in the place of what the page has taken back', async () => {
    configureOnly({ ...whereOf(await scripted()), locale: 'en', help: '12333', loginUrl: '/login' });
    const element = put();
    await see(element, SAYS.en);
    Object.assign(element, { help: 'own', loginUrl: '/own', locale: 'zh-Hans' });
    Object.assign(element, { help: undefined });
    await element.updateComplete;
    Object.assign(element, { loginUrl: null, locale: undefined });
    await see(element, SAYS.en);
    expect([element.setting('help'), element.setting('loginUrl')]).to.deep.equal(['12333', '/login']);
    const own = element.getAttributeNames().filter((name) => !name.startsWith('data-'));
    expect(own).to.deep.equal([]);
  });

  it('removes a default', async () => {
    const where = await scripted();
    let asked = 0;
    const getToken = (): Promise<string> => {
      asked++;
      return Promise.resolve(tokenOf());
    };
    configureOnly({ bff: where.bff, getToken, locale: 'en' });
    const element = put();
    await see(element, SAYS.en);
    configureOnly(whereOf(where));
    await see(element, SAYS['zh-Hans']);
    await element.refresh();
    expect([element.setting('getToken'), element.setting('tokenUrl')]).to.deep.equal([
      undefined,
      where.tokenUrl,
    ]);
    expect(asked).to.equal(1);
    expect(await where.arrived('token')).not.to.deep.equal([]);
  });
});

describe('the classic loader', () => {
  let frame: HTMLIFrameElement;
  beforeEach(() => {
    frame = document.createElement('iframe');
    frame.style.cssText = 'width: 800px; height: 600px';
    document.body.append(frame);
  });
  afterEach(() => frame.remove());

  type Page = Window & { UnitCertification: { configure: typeof configure } };

  it('takes the page’s defaults at once, and later ones too', async function () {
    this.timeout(15_000);
    const where = await scripted();
    const { contentDocument: page, contentWindow } = frame;
    const loader = page!.createElement('script');
    loader.src = '/built/widget/unit-certification.classic.js';
    const element = page!.createElement('unit-certification');
    page!.body.append(element, loader);
    const window = contentWindow as Page;
    await new Promise((resolve) => loader.addEventListener('load', resolve));
    expect(element.shadowRoot, 'the module has not come yet').to.equal(null);
    window.UnitCertification.configure({ ...whereOf(where), locale: 'en' });
    await waitUntil(() => element.shadowRoot, 'not defined', { timeout: 10_000 });
    await see(element, SAYS.en);
    window.UnitCertification.configure({ locale: 'zh-Hant' });
    await see(element, SAYS['zh-Hant']);
  });

  describe('whose text a micro-frontend evaluates, so that no script is current', () => {
    const FILE = '/built/widget/unit-certification.classic.js';
    let said: unknown[][];
    let text: string;
    beforeEach(async () => {
      text = (await (await fetch(FILE)).text()).replace(/\/\/# source\w+URL.*/, '');
      said = [];
      (frame.contentWindow as Window & { console: Console }).console.error = (...words) => said.push(words);
    });

    const evaluate = (code: string): void =>
      (frame.contentWindow as unknown as { eval: (code: string) => void }).eval(code);

    it('finds its address where the micro-frontend names it', async function () {
      this.timeout(15_000);
      const where = await scripted();
      evaluate(`${text}\n//# sourceURL=${new URL(FILE, location.href)}?v=2\n`);
      const { contentDocument: page, contentWindow } = frame;
      const element = page!.createElement('unit-certification');
      page!.body.append(element);
      (contentWindow as Page).UnitCertification.configure({ ...whereOf(where), locale: 'en' });
      await waitUntil(() => element.shadowRoot, 'not defined', { timeout: 10_000 });
      await see(element, SAYS.en);
      expect(said).to.deep.equal([]);
    });

    it('says what to write instead where nothing names it, and accepts settings', async () => {
      evaluate(text);
      (frame.contentWindow as Page).UnitCertification.configure({ locale: 'en' });
      expect(said.join()).to.contain('could not be loaded').and.contain("import('https://…");
    });
  });
});
