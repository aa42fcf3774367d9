/** `unit-certification/load`, in a page of its own. */
import { expect } from '@open-wc/testing';
import type * as Loading from '../../../widget/load.ts';
import { type LatePage, openLatePage } from '../support/late-page.ts';
import { type Script, statusOf } from '../support/scripted.ts';
import { press, see } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

type Loader = typeof Loading;

const ELEMENT = '<unit-certification></unit-certification>';
const TAGS = `<script type="module">import * as loader from '/load.js'; window.loader = loader;</script>`;

async function openLoader(
  script: Script = {},
  body = ELEMENT,
  head = '',
): Promise<LatePage & { loader: Loader; options: Omit<Loading.LoadOptions, 'bff'> }> {
  const page = await openLatePage({ tags: head + TAGS, body }, script);
  const window = page.window as LatePage['window'] & { loader: Loader };
  await waitUntil(() => window.loader, 'no loader');
  window.console.error = () => {};
  return { ...page, loader: window.loader, options: { tokenUrl: page.tokenUrl } };
}

describe('load()', function () {
  this.timeout(40_000);
  afterEach(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
    sessionStorage.clear();
  });

  it('loads the service’s script, sets the defaults, and resolves to true', async () => {
    const { loader, bff, options, element } = await openLoader();
    expect(await loader.load({ bff, ...options, locale: 'en' })).to.equal(true);
    await see(await element(), 'Verify your organization');
  });

  it('puts one script into the page, also when it is called again', async () => {
    const { loader, bff, options, document: page } = await openLoader();
    await loader.load({ bff, ...options });
    expect(await loader.load({ bff, ...options })).to.equal(true);
    expect(page.querySelectorAll('script[src*="unit-certification"]')).to.have.length(1);
  });

  for (const script of ['unit-certification-center', 'unit-registration'] as const)
    it(`loads ${script}`, async () => {
      const { loader, bff, options, document: page } = await openLoader({}, `<${script}></${script}>`);
      expect(await loader.load({ bff: `${bff}/`, ...options, script })).to.equal(true);
      expect(page.querySelector(script)!.shadowRoot).not.to.equal(null);
    });

  it('asks again for a script that failed, the classic one and its module', async () => {
    const { loader, options, element, bff } = await openLoader();
    const service = `${location.origin}/outage/again-${Date.now()}`;
    expect(await loader.load({ bff: service, ...options })).to.equal(true);
    loader.configure({ bff });
    await see(await element(), TITLES.prompt);
  });

  it('resolves to false when the script does not come, and lets guards pass at once', async () => {
    const { loader, options } = await openLoader();
    const first = loader.load({ bff: '/outage/refused', ...options });
    const opened = Date.now();
    expect(await loader.requireCertified('社保缴费')).to.equal(true);
    const untilPassed = Date.now() - opened;
    expect(await first).to.equal(false);
    expect(untilPassed).to.be.lessThan(Date.now() - opened);
  });

  it('resolves to false within ten seconds when the script hangs, and lets guards pass then', async () => {
    const { loader, options } = await openLoader();
    const opened = Date.now();
    const [loaded, passes] = await Promise.all([
      loader.load({ bff: '/outage/hanging', ...options }),
      loader.requireCertified('社保缴费'),
    ]);
    expect([loaded, passes]).to.deep.equal([false, true]);
    expect(Date.now() - opened).to.be.greaterThan(9_900);
  });

  it('asks the question of a guard that called before, without an element in the page', async () => {
    const { loader, bff, options, element } = await openLoader({}, '');
    const answer = loader.requireCertified('社保缴费');
    void loader.load({ bff, ...options });
    const asks = await element();
    await see(asks, '“社保缴费”');
    press(asks, WORDS.gate.cancel);
    expect(await answer).to.equal(false);
  });

  it('signs out, before the script has come and after', async () => {
    const key = 'unit-certification.deferred';
    const { loader, bff, options } = await openLoader({ status: [{ body: statusOf('certified') }] });
    for (const deferred of ['before', 'after']) {
      sessionStorage.setItem(key, deferred);
      loader.signOut();
      await loader.load({ bff, ...options });
      await waitUntil(() => sessionStorage.getItem(key) === null);
    }
  });

  it('says so in the console where a policy refuses the script', async () => {
    const policy = `<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'">`;
    const { loader, bff, options } = await openLoader({}, ELEMENT, policy);
    expect(await loader.load({ bff, ...options })).to.equal(false);
  });
});
