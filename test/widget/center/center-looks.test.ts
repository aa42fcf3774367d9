/** The center's layout: its space while it loads, and its printed form. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import type { UnitCertificationCenter } from '../../../widget/elements/unit-certification-center.ts';
import { openCentre, stands } from '../support/center.ts';
import { BY_AGENT, CENTER_STATES } from '../support/center-states.ts';
import { MISSING_STATES, cleanUpMissing } from '../support/missing-states.ts';
import { cleanUp } from '../support/page.ts';
import { statusOf } from '../support/scripted.ts';
import { query, see } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';

const box = (element: Element, selector: string): DOMRect => query(element, selector).getBoundingClientRect();

describe('the looks of the center', () => {
  beforeEach(() => setViewport({ width: 1366, height: 768 }));
  afterEach(async () => {
    cleanUp();
    cleanUpMissing();
    await emulateMedia({ media: 'screen' });
  });
  after(() => setViewport({ width: 800, height: 600 }));

  it('reserves the space of the waiting business before the status arrives', async () => {
    await setViewport({ width: 360, height: 740 });
    const { element } = await openCentre(
      { status: [{ body: statusOf('uncertified'), delay: 500 }] },
      { 'resume-url': '/services/pay', business: '职工参保增减员' },
    );
    await stands(element, WORDS.center.kinds.phone);
    const list = (): number => box(element, 'section ul').top - box(element, 'section').top;
    const [early, words] = [list(), query(element, 'section').innerText];
    expect(words).not.to.include('职工参保增减员');
    await stands(element, WORDS.center.waiting('职工参保增减员'));
    expect(list()).to.equal(early);
  });

  for (const width of [1366, 360])
    for (const state of [
      'certified',
      'refused',
      'not active',
      're-check',
      're-check not withdrawn',
      'a case at the counter',
      'a case refused',
      'no more cases',
      'due, refused',
    ])
      it(`has all that is below the state at the edge of the name, at ${width} pixels: ${state}`, async () => {
        await setViewport({ width, height: 625 });
        const element = await CENTER_STATES[`center, ${state}`]!();
        const below = [...element.shadowRoot!.querySelectorAll('.more > *, .news p')];
        const edges = below.map((part) => Math.round(part.getBoundingClientRect().left));
        expect(new Set([...edges, Math.round(box(element, '#real-name-label').left)])).to.have.length(1);
      });

  it('names whom to ask about a revocation above the button on a phone, and shows no button before', async () => {
    await setViewport({ width: 360, height: 740 });
    const { element } = await openCentre(
      { status: [{ body: statusOf('lapsed', { lapse: 'revoked' }), delay: 500 }] },
      { 'known-status': 'lapsed' },
    );
    await stands(element, WORDS.center.status.lapsed);
    expect(element.shadowRoot!.querySelector('#real-name ~ .act button')).to.equal(null);
    await stands(element, WORDS.center.askWhy);
    expect(box(element, '.remarks').bottom).to.be.at.most(box(element, '.why .act').top);
  });

  it('says why a submission was refused above the button on a phone, beside it elsewhere', async () => {
    const element = await CENTER_STATES['center, refused']!();
    const why = (): DOMRect => box(element, '.remarks .marked');
    await setViewport({ width: 360, height: 740 });
    expect(why().top).to.be.at.least(box(element, '#real-name + .state').bottom);
    expect(why().bottom).to.be.at.most(box(element, '.why .act').top);
    await setViewport({ width: 1366, height: 625 });
    const icon = (place: string): number => Math.round(box(element, `${place} svg`).left);
    expect(icon('.remarks')).to.equal(icon('#real-name + .state'));
    expect(box(element, '.remarks').right).to.be.at.most(box(element, '.why .act').left);
  });

  it('says whom to ask about a revocation beside the button, not under it', async () => {
    await setViewport({ width: 1366, height: 625 });
    const { element } = await openCentre(
      { status: [{ body: statusOf('lapsed', { lapse: 'revoked' }) }] },
      { help: '服务热线12333，窗口：人民路1号社保大厅，工作日9:00至17:00' },
    );
    await stands(element, WORDS.center.askWhy);
    expect(box(element, '.help').right).to.be.at.most(box(element, '.why .act').left);
  });

  it('keeps the icon of the counter’s answer at its place when a form has loaded', async () => {
    const element = await CENTER_STATES['center, a case refused']!();
    const { left } = box(element, '.answer .icon');
    (element as UnitCertificationCenter).open();
    await see(element, TITLES.form);
    expect(box(element, '.answer .icon').left).to.equal(left);
  });

  it('has the line under the state right below it, also beside an explanation of two lines', async () => {
    const { element } = await openCentre({ status: [BY_AGENT] }, { locale: 'en' });
    await stands(element, 'by an agent');
    expect(box(element, '.remarks').top).to.be.closeTo(box(element, '#real-name + .state p').bottom, 1);
  });

  for (const width of [1366, 683, 360])
    it(`shows the reference of a refusal in whole lines at ${width} pixels`, async () => {
      await setViewport({ width, height: 625 });
      const element = await CENTER_STATES['center, refused']!();
      const [name, copy] = [box(element, '.reference p'), box(element, '.reference button')];
      expect(copy.top).to.be.below(name.bottom);
      for (const part of element.shadowRoot!.querySelectorAll('.kept span'))
        expect(part.getClientRects()[0]!.height).to.be.below(26);
    });

  it('lets the button beside the reference be pressed at all of its height', async () => {
    await setViewport({ width: 683, height: 625 });
    const element = await CENTER_STATES['center, refused']!();
    const { left, bottom } = box(element, '.act button');
    expect(element.shadowRoot!.elementFromPoint(left + 8, bottom - 4)).to.equal(
      query(element, '.act button'),
    );
  });

  for (const width of [1366, 360])
    it(`without its part it looks as without its status, at ${width} pixels`, async () => {
      await setViewport({ width, height: 640 });
      const looks = (element: HTMLElement): unknown => {
        const [sign, text, button] = ['[part~=error] svg', '[part~=hint]', 'button'].map((part) =>
          element.shadowRoot!.querySelector(part)!,
        );
        const edge = element.getBoundingClientRect();
        const [ofSign, ofText, ofButton] = [sign, text, button].map((part) => part!.getBoundingClientRect());
        const indent = parseFloat(getComputedStyle(text!).paddingLeft);
        return {
          sign: [ofSign!.left - edge.left, ofSign!.top - edge.top].map(Math.round),
          text: [ofText!.left - edge.left + indent, ofText!.top - edge.top].map(Math.round),
          button: Math.round(ofButton!.left - edge.left),
        };
      };
      const missing = await MISSING_STATES['center, a part missing']!();
      const there = looks(missing);
      missing.remove();
      expect(there).to.deep.equal(looks(await CENTER_STATES['center, network lost']!()));
    });

  it('has the button of a trouble as wide as the row on a phone', async () => {
    await setViewport({ width: 360, height: 740 });
    const element = await CENTER_STATES['center, network lost']!();
    const { left, right } = box(element, '.row');
    expect(box(element, '.act button').right).to.equal(right - (box(element, '.act button').left - left));
  });

  it('is printed without buttons, and without the heading of the closed history', async () => {
    const certified = await CENTER_STATES['center, certified for a business']!();
    const refused = await CENTER_STATES['center, no attempt left']!();
    const opened = await CENTER_STATES['center, refused']!();
    await emulateMedia({ media: 'print' });
    expect(query(certified, 'section').innerText).not.to.include(WORDS.results.proceed(''));
    expect(query(refused, 'section').innerText).not.to.include(WORDS.center.history);
    expect(query(opened, 'section').innerText)
      .to.include(WORDS.center.history)
      .and.include(WORDS.center.refused(undefined));
  });
});
