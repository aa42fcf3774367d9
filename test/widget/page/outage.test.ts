/** Pages whose script is late, hangs or does not come: they run as without the widget, and what they called before holds. */
import { expect } from '@open-wc/testing';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import type { PageObject } from '../../../widget/elements/page-object.ts';
import { press, see, shown } from '../support/user.ts';
import { type LatePage, classic, module, openLatePage, stub } from '../support/late-page.ts';
import { statusOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const QUEUE = 'window.UnitCertification = window.UnitCertification || { queue: [] };';
const PUSHED = `${QUEUE} UnitCertification.queue.push(['configure', SETTINGS]);`;
const ELEMENT = '<unit-certification></unit-certification>';
const CERTIFIED = { status: [{ body: statusOf('certified') }] };

describe('a script that is late, hangs or does not come', function () {
  this.timeout(40_000);
  afterEach(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
    sessionStorage.clear();
  });

  for (const how of ['refused', 'late', 'hanging'])
    for (const [kind, tag] of Object.entries({ classic, module }))
      it(`lets the page’s own script run at once: ${kind}, ${how}`, async () => {
        const { document: page } = await openLatePage({
          early: PUSHED,
          tags: tag(`/outage/${how}`),
          body: ELEMENT,
        });
        expect(page.querySelector('unit-certification')!.shadowRoot).to.equal(null);
      });

  for (const [kind, tag] of Object.entries({ classic, module }))
    it(`keeps what was configured until it comes late: ${kind}`, async () => {
      const early = `${PUSHED} UnitCertification.queue.push(['configure', { locale: 'en' }]);`;
      const page = await openLatePage({ early, tags: tag('/outage/late'), body: ELEMENT });
      await see(await page.element(), 'Verify your organization');
    });

  for (const name of ['unit-certification-center', 'unit-registration'])
    for (const [kind, tag] of Object.entries({ classic, module }))
      it(`has the queue for ${name} too: ${kind}`, async () => {
        const page = await openLatePage({
          early: PUSHED,
          tags: tag('/built', name),
          body: `<${name}></${name}>`,
        });
        const element = await page.element(name);
        await waitUntil(() => element.setting?.('bff') === page.bff, 'not configured', { timeout: 10_000 });
      });

  it('answers a guard with true when it does not come: at once when refused, after ten seconds when it hangs', async () => {
    const call = `${stub} window.answer = UnitCertification.requireCertified('社保缴费');`;
    const opened = Date.now();
    const hanging = await openLatePage({ early: call, tags: classic('/outage/hanging') });
    const refused = await openLatePage({ early: call, tags: classic('/outage/refused') });
    const answerIn = ({ window }: LatePage): Promise<boolean> =>
      (window as unknown as { answer: Promise<boolean> }).answer;
    expect(await answerIn(refused)).to.equal(true);
    expect(await refused.window.UnitCertification.requireCertified('later')).to.equal(true);
    const untilRefused = Date.now() - opened;
    expect(await answerIn(hanging)).to.equal(true);
    const untilHanging = Date.now() - opened;
    expect(untilHanging).to.be.greaterThan(9_900).and.greaterThan(untilRefused);
  });

  it('lets a link pass that the guide’s listener guards, when the script does not come', async () => {
    const guard = await (await fetch('/docs/examples/link-guard.js')).text();
    const body = '<a href="about:srcdoc#paid" data-business="社保缴费">去缴费</a>';
    const page = await openLatePage({ early: `${stub} ${guard}`, tags: classic('/outage/refused'), body });
    page.document.querySelector('a')!.click();
    await waitUntil(() => page.window.location.hash === '#paid');
  });

  for (const [example, how] of [
    ['sub-app.js', 'refused'],
    ['sub-app.js', 'hanging'],
    ['sub-app.js', 'late'],
    ['sub-app-in-iframe-sandbox.js', 'refused'],
    ['sub-app-in-iframe-sandbox.js', 'hanging'],
    ['sub-app-in-iframe-sandbox.js', 'late'],
  ])
    it(`does not stop a sub-application that loads it by the guide’s ${example}: ${how}`, async () => {
      const recipe = (await (await fetch(`/docs/examples/${example}`)).text())
        .replace('https://bff.example', `${location.origin}/outage/${how}`)
        .replaceAll('https://portal.example', location.origin);
      const early = `${PUSHED} window.rawDocument = document; console.error = () => {};
        window.failures = []; addEventListener('unhandledrejection', ({ reason }) => failures.push(reason));
        ${recipe} window.addCertification = addCertification;`;
      const page = await openLatePage({ early, tags: '', body: '<section></section>' });
      const { addCertification, failures } = page.window as unknown as {
        addCertification: (place: Element) => unknown;
        failures: unknown[];
      };
      const place = page.document.querySelector('section')!;
      expect(addCertification(place), 'nothing to wait for').to.equal(undefined);
      if (how === 'late') await page.element();
      else await fetch('/outage/refused/widget/again.js').catch(() => undefined);
      expect(failures).to.deep.equal([]);
    });

  it('answers at once too when the classic script comes and its module does not', async () => {
    const early = `${stub} console.error = () => {}; window.answer = UnitCertification.requireCertified('社保缴费');`;
    const hanging = await openLatePage({ early, tags: classic('/outage/hanging') });
    const page = await openLatePage({ early, tags: classic('/outage/classic') });
    const first = ({ window }: LatePage): Promise<string> =>
      (window as unknown as { answer: Promise<boolean> }).answer.then(
        (answer) => `${window === page.window} ${answer}`,
      );
    expect(await Promise.race([first(hanging), first(page)])).to.equal('true true');
    expect(await page.window.UnitCertification.requireCertified('社保缴费')).to.equal(true);
  });

  it('asks the question of a guard that called before it came', async () => {
    const early = `${stub} UnitCertification.configure(SETTINGS); window.answer = UnitCertification.requireCertified('社保缴费');`;
    const page = await openLatePage({ early, tags: classic('/outage/late') });
    const asked = await page.element();
    await see(asked, '“社保缴费”');
    press(asked, WORDS.gate.cancel);
    expect(await (page.window as unknown as { answer: Promise<boolean> }).answer).to.equal(false);
    expect(page.document.querySelector('unit-certification'), 'the element of the guard').to.equal(null);
  });

  it('signs out by a call before it came', async () => {
    sessionStorage.setItem('unit-certification.deferred', 'a former login');
    await openLatePage({
      early: `${PUSHED} UnitCertification.queue.push(['signOut']);`,
      tags: module('/built'),
    });
    await waitUntil(() => sessionStorage.getItem('unit-certification.deferred') === null);
  });

  it('takes calls by the queue and by functions afterwards', async () => {
    const page = await openLatePage({ early: PUSHED, tags: classic('/built'), body: ELEMENT });
    const element = await page.element();
    await see(element, TITLES.prompt);
    page.window.UnitCertification.queue.push(['configure', { locale: 'en' }]);
    await see(element, 'Verify your organization');
    page.window.UnitCertification.configure({ locale: 'zh-Hant' });
    await see(element, '請完成單位實名認證');
  });

  it('stops at nothing that is in the queue: a warning names it', async () => {
    const garbage = "null, 7, 'configure', ['nothing'], [], {}, ['configure', null, 7]";
    const page = await openLatePage({
      early: `${QUEUE} UnitCertification.queue.push(${garbage}, ['configure', SETTINGS]);`,
      tags: module('/built'),
      body: ELEMENT,
    });
    await see(await page.element(), TITLES.prompt);
    const { warnings } = page.window as unknown as { warnings: unknown[][] };
    expect(warnings.filter(([words]) => words === 'unit-certification: no command')).to.have.length(7);
  });

  it('takes the queue of a page whose built-in prototypes are frozen', async () => {
    const page = await openLatePage({
      early: `${PUSHED} for (const { prototype } of [Array, Object, Function, Promise]) Object.freeze(prototype);`,
      tags: module('/built'),
      body: ELEMENT,
    });
    const element = await page.element();
    await see(element, TITLES.prompt);
    page.window.UnitCertification.queue.push(['configure', { locale: 'en' }]);
    await see(element, 'Verify your organization');
  });

  it('does without a queue, or with something else of that name', async () => {
    for (const early of ['', 'window.UnitCertification = { queue: "none" };']) {
      const page = await openLatePage({
        early,
        tags: module('/built'),
        body: `<unit-certification bff="x"></unit-certification>`,
      });
      await page.element();
      expect(page.window.UnitCertification.requireCertified).to.be.a('function');
    }
  });

  it('passes for a certified unit, without an element in the page', async () => {
    const page = await openLatePage({ early: PUSHED, tags: module('/built') }, CERTIFIED);
    await waitUntil(() => page.window.UnitCertification.requireCertified, 'not there', { timeout: 10_000 });
    expect(await page.window.UnitCertification.requireCertified('社保缴费')).to.equal(true);
    expect(page.document.querySelector('unit-certification')).to.equal(null);
  });
});

describe('requireCertified() of the page', function () {
  this.timeout(40_000);
  afterEach(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
    sessionStorage.clear();
  });

  const ready = async (page: LatePage): Promise<Required<PageObject>> => {
    await waitUntil(() => page.window.UnitCertification?.requireCertified, 'not there', { timeout: 10_000 });
    return page.window.UnitCertification;
  };

  it('asks by the page’s element where there is one', async () => {
    const page = await openLatePage({ early: PUSHED, tags: module('/built'), body: ELEMENT });
    const element = await page.element();
    await see(element, TITLES.prompt);
    const answer = (await ready(page)).requireCertified('社保缴费');
    await see(element, '“社保缴费”');
    expect(page.document.querySelectorAll('unit-certification')).to.have.length(1);
    press(element, WORDS.gate.cancel);
    await see(element, TITLES.notice);
    press(element, WORDS.results.acknowledge);
    expect(await answer).to.equal(false);
    expect(page.document.querySelectorAll('unit-certification')).to.have.length(1);
  });

  it('asks by the element of the layout, and not by a center in a page that is just being left', async () => {
    const page = await openLatePage({
      early: PUSHED,
      tags: module('/built', 'unit-certification-center'),
      body: `<unit-certification-center></unit-certification-center>${ELEMENT}`,
    });
    const element = await page.element();
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    press(element, WORDS.results.acknowledge);
    await waitUntil(() => shown(element) === '');
    const answer = (await ready(page)).requireCertified('社保缴费');
    await see(element, '“社保缴费”');
    page.document.querySelector('unit-certification-center')!.remove();
    await see(element, '“社保缴费”');
    press(element, WORDS.gate.cancel);
    expect(await answer).to.equal(false);
  });

  it('keeps its question when the page’s only element is a center that is just being left, with the center’s settings', async () => {
    const page = await openLatePage({
      early: QUEUE,
      tags: module('/built', 'unit-certification-center'),
      body: '<unit-certification-center locale="en"></unit-certification-center>',
    });
    const center = await page.element('unit-certification-center');
    Object.assign(center, { bff: page.bff, tokenUrl: page.tokenUrl });
    await waitUntil(() => center.shadowRoot!.textContent!.includes('Not verified'), 'no status', {
      timeout: 10_000,
    });
    const answer = (await ready(page)).requireCertified('Pay contributions');
    const asks = await page.element();
    await see(asks, '“Pay contributions”');
    center.remove();
    await see(asks, '“Pay contributions”');
    press(asks, 'Cancel');
    expect(await answer).to.equal(false);
    expect(page.document.querySelector('unit-certification')).to.equal(null);
  });

  it('prompts nowhere while it asks, also by an element that enters the page meanwhile', async () => {
    const status = [{ body: statusOf('uncertified'), delay: 300 }];
    const page = await openLatePage({ early: PUSHED, tags: module('/built') }, { status });
    const answer = (await ready(page)).requireCertified('社保缴费');
    await waitUntil(() => page.document.querySelector('unit-certification'));
    const asks = page.document.querySelector<UnitCertification>('unit-certification')!;
    const layout = page.document.createElement('unit-certification') as UnitCertification;
    page.document.body.append(layout);
    await see(asks, '“社保缴费”');
    await layout.refresh();
    expect(shown(layout)).to.equal('');
    press(asks, WORDS.gate.cancel);
    expect(await answer).to.equal(false);
  });

  it('asks one question for two guards', async () => {
    const page = await openLatePage({ early: PUSHED, tags: module('/built') });
    const { requireCertified } = await ready(page);
    const answers = [requireCertified('社保缴费'), requireCertified('人员增减')];
    const asks = await page.element();
    await see(asks, TITLES.gate);
    expect(page.document.querySelectorAll('unit-certification')).to.have.length(1);
    press(asks, WORDS.gate.cancel);
    expect(await Promise.all(answers)).to.deep.equal([false, false]);
  });

  it('passes within ten seconds when the service hangs, and asks nothing later', async () => {
    const status = [{ body: statusOf('uncertified'), delay: 12_000 }];
    const page = await openLatePage({ early: PUSHED, tags: module('/built'), body: ELEMENT }, { status });
    const { requireCertified } = await ready(page);
    const opened = Date.now();
    expect(await requireCertified('社保缴费')).to.equal(true);
    expect(Date.now() - opened).to.be.greaterThan(9_900);
    expect(shown(await page.element())).to.equal('');
  });
});
