/** Printing a result or a form. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { openCentre } from '../support/center.ts';
import { cleanUp, openForm, openPage, openSubmitted } from '../support/page.ts';
import { button, query, see } from '../support/user.ts';
import { cleanUpRegistration, openRegistration, rootOf } from '../support/registration.ts';
import { UNIT, answered, statusOf } from '../support/scripted.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const since = '2026-03-31T16:30:00Z';
const status = statusOf('certified', { since, by: 'agent' });

const { record } = WORDS.results;
const UNIT_LINES = [record.unit, UNIT.name, record.code, UNIT.code];

/** Matches the lines, one after the other. */
const lines = (...all: string[]): RegExp => new RegExp(all.join('\\s+'));

describe('in print', () => {
  afterEach(() => emulateMedia({ media: 'screen' }));
  afterEach(cleanUp);

  const OWN_LINES = lines(...UNIT_LINES, record.since, '2026年4月1日', record.applicant, record.agent);

  it('a result has the unit, the date and the applicant, in black on white, without buttons', async () => {
    const { element } = await openSubmitted({
      submit: [answered('certified')],
      status: [{ body: statusOf('uncertified') }, { body: status }],
    });
    await see(element, TITLES.certified);
    await emulateMedia({ media: 'print' });
    await waitUntil(() => OWN_LINES.test(query(element, 'dialog').innerText));
    expect(button(element, WORDS.results.done).checkVisibility()).to.equal(false);
    expect(query(element, 'dialog').getBoundingClientRect().width).to.be.at.least(innerWidth - 20);
    expect(getComputedStyle(query(element, 'dialog'), '::backdrop').backgroundColor).to.equal(
      'rgb(255, 255, 255)',
    );
  });

  it('has the date for a unit that was certified before', async () => {
    const { element } = await openPage({ open: '' }, { status: [{ body: status }] });
    await see(element, TITLES.alreadyCertified);
    await emulateMedia({ media: 'print' });
    expect(query(element, 'dialog').innerText).to.match(OWN_LINES);
  });

  it('has no date for a unit that is not certified', async () => {
    const { element } = await openSubmitted({ submit: [answered('rejected')] });
    await see(element, TITLES.rejected);
    await emulateMedia({ media: 'print' });
    const text = query(element, 'dialog').innerText;
    expect(text)
      .to.match(lines(...UNIT_LINES))
      .and.not.to.include('日期');
  });
});

describe('the center in print', () => {
  after(() => emulateMedia({ media: 'screen' }));
  afterEach(cleanUp);

  it('has the unit and the date of the status', async () => {
    const { element } = await openCentre({ status: [{ body: status }] });
    await waitUntil(() => element.shadowRoot!.querySelector('[part=state]'));
    const paper = query(element, 'section');
    expect(paper.innerText, 'on the screen the page says it').not.to.include(UNIT.code);
    await emulateMedia({ media: 'print' });
    expect(paper.innerText).to.match(
      lines(
        `^${record.unit}`,
        ...UNIT_LINES.slice(1),
        WORDS.center.asOf,
        '20\\d\\d年\\d+月\\d+日',
        WORDS.center.kinds.phone,
      ),
    );
  });
});

describe('a confirmed re-check in print', () => {
  after(() => emulateMedia({ media: 'screen' }));
  afterEach(cleanUp);

  it('has the unit and the last day', async () => {
    const element = await CERTIFICATION_STATES['re-check, kept']!();
    await emulateMedia({ media: 'print' });
    const text = query(element, 'dialog').innerText;
    expect(text)
      .to.include(WORDS.kept.rechecking('2026年12月24日').text[0])
      .and.match(lines(...UNIT_LINES));
  });
});

describe('a case at the counter in print', () => {
  after(() => emulateMedia({ media: 'screen' }));
  afterEach(cleanUp);

  it('has the unit first, then the number, large, then what to bring', async () => {
    const element = await CERTIFICATION_STATES['counter, opened']!();
    await emulateMedia({ media: 'print' });
    const places = ['.record', '.reference', 'h2', '#text', '.paper'].map((part) => query(element, part));
    const tops = places.map((part) => part.getBoundingClientRect().top);
    expect(tops).to.deep.equal(tops.toSorted((one, other) => one - other));
    expect(places[0]!.innerText).to.include(UNIT.code);
    expect(parseFloat(getComputedStyle(query(element, '.reference b')).fontSize)).to.be.above(24);
  });
});

describe('a form in print', () => {
  beforeEach(() => setViewport({ width: 794, height: 1123 }));
  after(async () => {
    await emulateMedia({ media: 'screen' });
    await setViewport({ width: 800, height: 600 });
  });
  afterEach(cleanUp);
  afterEach(cleanUpRegistration);

  const isOfThePage = (root: ParentNode, box: string): void => {
    const left = (selector: string): number => root.querySelector(selector)!.getBoundingClientRect().left;
    expect(left('[part~="field"]')).to.equal(left(box));
    for (const gone of ['[part~="actions"]', 'a[href="/privacy"]'])
      expect(root.querySelector(gone)!.checkVisibility(), gone).to.equal(false);
    const { borderColor, backgroundColor } = getComputedStyle(
      root.querySelector('[part~="choice"]:has(:checked)')!,
    );
    expect(borderColor).to.equal('rgb(0, 0, 0)');
    expect(backgroundColor).to.equal('rgba(0, 0, 0, 0)');
  };

  it('begins at the edge of the page, in black, without the consent', async () => {
    const { element } = await openForm({ 'privacy-url': '/privacy' });
    await emulateMedia({ media: 'print' });
    isOfThePage(element.shadowRoot!, 'dialog');
  });

  it('the registration also begins at the edge of the page, in black, without the consent', async () => {
    const page = await openRegistration({}, { 'privacy-url': '/privacy' });
    await emulateMedia({ media: 'print' });
    isOfThePage(rootOf(page), 'section');
  });
});
