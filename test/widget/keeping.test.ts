import { expect, waitUntil } from '@open-wc/testing';
import type { UnitCertification } from '../../widget/unit-certification.ts';
import { catchIdleTimers } from './support/idle.ts';
import { type Page, cleanUp, openFilledForm, openSubmitted } from './support/page.ts';
import { LEGAL, chooseAgent, fill, input, press, query, see, seeNothing } from './support/user.ts';
import { answered, statusOf } from './support/scripted.ts';
import { TITLES, WORDS } from '../support/words.ts';

const NUMBER = 'legalRepresentative.idNumber';

const valuesOf = ({ element }: Page): string[] =>
  ['legalRepresentative.name', 'legalRepresentative.idNumber', 'foundedOn'].map(
    (path) => input(element, path).value,
  );
const SHOWN = [LEGAL.name, '110105 19491231 002X', LEGAL.foundedOn];
const WITHOUT_NUMBERS = [LEGAL.name, '', LEGAL.foundedOn];

describe('what was typed', () => {
  afterEach(cleanUp);

  it('stays through closing and opening', async () => {
    const page = await openFilledForm();
    page.element.close();
    await seeNothing(page.element);
    page.element.open();
    await see(page.element, TITLES.form);
    expect(valuesOf(page)).to.deep.equal(SHOWN);
  });

  it('stays, with its dialog, when the element leaves the page and comes back', async () => {
    const page = await openFilledForm();
    await chooseAgent(page.element);
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve, 20));
    document.body.append(page.element);
    await waitUntil(() => page.element.shadowRoot!.querySelector('dialog:modal'));
    expect(valuesOf(page)).to.deep.equal(SHOWN);
    expect(query<HTMLInputElement>(page.element, '[value="agent"]').checked).to.equal(true);
    expect(query(page.element, 'dialog').matches(':modal')).to.equal(true);
  });

  it('stays when the identity is changed to and fro', async () => {
    const page = await openFilledForm();
    await chooseAgent(page.element);
    fill(page.element, 'agent.name', '李四');
    query(page.element, '[value="legal-representative"]').click();
    await page.element.updateComplete;
    await chooseAgent(page.element);
    expect(input(page.element, 'agent.name').value).to.equal('李四');
  });

  it('is shared by the elements of a page', async () => {
    const page = await openFilledForm();
    page.element.close();
    await seeNothing(page.element);
    const other = document.createElement('unit-certification') as UnitCertification;
    for (const name of ['bff', 'token-url']) other.setAttribute(name, page.element.getAttribute(name)!);
    other.setAttribute('view', 'form');
    document.body.append(other);
    await see(other, TITLES.form);
    expect(valuesOf({ ...page, element: other })).to.deep.equal(SHOWN);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await other.updateComplete;
    expect(valuesOf({ ...page, element: other })).to.deep.equal(WITHOUT_NUMBERS);
  });

  it('loses its numbers on success', async () => {
    const page = await openSubmitted({ submit: [answered('certified')] });
    await see(page.element, TITLES.certified);
    expect(page.element.shadowRoot!.innerHTML).not.to.include('002X');
    const draftNumbers = [...page.element.shadowRoot!.querySelectorAll('input')].map(({ value }) => value);
    expect(draftNumbers).not.to.include(LEGAL.idNumber);
  });

  it('loses its numbers on pagehide, and nothing else', async () => {
    const page = await openFilledForm();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await page.element.updateComplete;
    expect(valuesOf(page)).to.deep.equal(WITHOUT_NUMBERS);
  });

  it('loses its numbers after ten idle minutes, also in the field that is being edited', async () => {
    const timers = catchIdleTimers();
    try {
      const page = await openFilledForm();
      input(page.element, 'legalRepresentative.idNumber').focus();
      timers.fire();
      await page.element.updateComplete;
      expect(valuesOf(page)).to.deep.equal(WITHOUT_NUMBERS);
    } finally {
      timers.restore();
    }
  });

  const CLEARED = '为保护个人信息，法人证件号已清除，请重新填写。';
  const below = ({ element }: Page, path: string): string =>
    query(element, `[id="${path.replace('.', '-')}-error"]`).innerText;

  for (const [locale, words] of [
    ['zh-Hans', CLEARED],
    ['zh-Hant', '為保護個人資料，法人證件號已清除，請重新填寫。'],
    ['en', 'was removed to protect personal data'],
  ] as const)
    it(`says at the field that its number has gone, until something is typed: ${locale}`, async () => {
      const timers = catchIdleTimers();
      try {
        const page = await openFilledForm();
        await chooseAgent(page.element);
        page.element.locale = locale;
        await waitUntil(() => query(page.element, 'dialog').lang === locale);
        timers.fire();
        await page.element.updateComplete;
        expect(below(page, NUMBER)).to.include(words);
        expect(below(page, 'agent.idNumber'), 'nothing was typed there').to.equal('');
        expect(query(page.element, '#legalRepresentative-idNumber').ariaInvalid, 'no mistake').to.equal(
          'false',
        );
        fill(page.element, NUMBER, '1');
        await page.element.updateComplete;
        expect(below(page, NUMBER)).not.to.include(words);
      } finally {
        timers.restore();
      }
    });

  it('says nothing of the kind after a success', async () => {
    const page = await openSubmitted({
      submit: [answered('certified')],
      status: [{ body: statusOf('uncertified') }],
    });
    await see(page.element, TITLES.certified);
    page.element.close();
    await seeNothing(page.element);
    await page.element.refresh();
    page.element.open();
    await see(page.element, TITLES.form);
    expect(below(page, NUMBER)).to.equal('');
  });

  it('goes back to the form when the numbers have gone before a retry', async () => {
    const page = await openSubmitted({ submit: [{ cut: true }, answered('certified')] });
    await see(page.element, TITLES.unreachable);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    press(page.element, WORDS.prompt.retry);
    await see(page.element, CLEARED);
    expect(await page.arrived('submit')).to.have.length(1);
  });

  it('goes with its numbers also as it was sent, while the element is away', async () => {
    const page = await openSubmitted({ submit: [{ cut: true }, answered('certified')] });
    await see(page.element, TITLES.unreachable);
    page.element.remove();
    dispatchEvent(new PageTransitionEvent('pagehide'));
    document.body.append(page.element);
    await see(page.element, TITLES.unreachable);
    press(page.element, WORDS.prompt.retry);
    await see(page.element, CLEARED);
    fill(page.element, 'legalRepresentative.idNumber', LEGAL.idNumber);
    press(page.element, WORDS.form.submit);
    await see(page.element, TITLES.certified);
    const keys = (await page.arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size, 'nobody remembers what was sent').to.equal(2);
  });

  it('is nowhere in the browser’s storage', async () => {
    const page = await openSubmitted({ submit: [answered('rejected', { reason: 'registry-mismatch' })] });
    await see(page.element, TITLES.rejected);
    const stored = JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]);
    for (const secret of Object.values(LEGAL)) expect(stored).not.to.include(secret);
  });

  it('is sent again with the same key by an element that left while it was sent', async () => {
    const page = await openSubmitted({ submit: [{ ...answered('certified'), delay: 300 }] });
    await waitUntil(async () => (await page.arrived('submit')).length === 1);
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    document.body.append(page.element);
    await see(page.element, TITLES.certified);
    const keys = (await page.arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys).to.have.length(2);
    expect(keys[0]).to.equal(keys[1]);
    expect(page.events.filter(({ type }) => type === 'certification-submitted')).to.have.length(1);
  });
});
