/** Typed values stay where they can be sent again, and are deleted where somebody else could read them. */
import { expect } from '@open-wc/testing';
import { LOCALES, loadWords } from '../../../widget/locales/index.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { catchIdleTimers } from '../support/idle.ts';
import { type Page, cleanUp, openFilledForm, openPage, openSubmitted } from '../support/page.ts';
import { EMAIL, PHONE } from '../support/registration.ts';
import { FORMS, REQUESTS, cleanUpRequests, send } from '../support/requests.ts';
import { AGENT, LEGAL, chooseAgent, fill, input, press, query, see, seeNothing } from '../support/user.ts';
import { UNIT, answered, formOf, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS, labelOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const NUMBER = 'legalRepresentative.idNumber';
const CLEARED = WORDS.form.cleared(labelOf(NUMBER));

const valuesOf = ({ element }: Page): string[] =>
  ['legalRepresentative.name', NUMBER, 'foundedOn'].map((path) => input(element, path).value);
const SHOWN = [LEGAL.name, '110105 19491231 002X', LEGAL.foundedOn];
const WITHOUT_NUMBERS = [LEGAL.name, '', LEGAL.foundedOn];

/** All that is typed, by the ids of its fields. */
const typedIn = (element: Element): Record<string, string> =>
  Object.fromEntries(
    [...element.shadowRoot!.querySelectorAll<HTMLInputElement>('input:not([type="radio"])')].map(
      ({ id, value }) => [id, value],
    ),
  );

/** The error or the note below a field. */
const below = (element: Element, path: string): string =>
  query(element, `[id="${path.replace('.', '-')}-error"]`).innerText;

for (const each of FORMS)
  describe(`what was typed, ${each.element}`, () => {
    afterEach(cleanUpRequests);

    it('stays when the identity is changed to and fro', async () => {
      const { element } = await each.open();
      await chooseAgent(element);
      fill(element, 'agent.name', AGENT.name);
      query(element, '[value="legal-representative"]').click();
      await element.updateComplete;
      await chooseAgent(element);
      expect(input(element, 'agent.name').value).to.equal(AGENT.name);
    });

    it('loses its numbers on pagehide, and nothing else', async () => {
      const page = await each.open({ [each.request]: [each.success] });
      const before = typedIn(page.element);
      expect(before[input(page.element, NUMBER).id]).not.to.equal('');
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      await page.element.updateComplete;
      expect(typedIn(page.element)).to.deep.equal({ ...before, [input(page.element, NUMBER).id]: '' });
      fill(page.element, NUMBER, LEGAL.idNumber);
      press(page.element, each.button);
      await see(page.element, each.succeeded);
    });

    it('loses its numbers after ten idle minutes, also in the field that is being edited', async () => {
      const timers = catchIdleTimers();
      try {
        const { element } = await each.open();
        const before = typedIn(element);
        input(element, NUMBER).focus();
        timers.fire();
        await element.updateComplete;
        expect(typedIn(element)).to.deep.equal({ ...before, [input(element, NUMBER).id]: '' });
      } finally {
        timers.restore();
      }
    });

    for (const locale of LOCALES)
      it(`says at the field that its number has gone, until something is typed: ${locale}`, async () => {
        const { form } = (await loadWords(locale))(UNIT.code);
        const cleared = form.cleared(form.fields[NUMBER].label);
        const timers = catchIdleTimers();
        try {
          const { element } = await each.open();
          await chooseAgent(element);
          element.locale = locale;
          await waitUntil(() => query(element, '[lang]').lang === locale);
          timers.fire();
          await element.updateComplete;
          expect(below(element, NUMBER)).to.include(cleared);
          expect(below(element, 'agent.idNumber'), 'nothing was typed there').to.equal('');
          expect(input(element, NUMBER).ariaInvalid, 'no mistake').to.equal('false');
          fill(element, NUMBER, '1');
          await element.updateComplete;
          expect(below(element, NUMBER)).not.to.include(cleared);
        } finally {
          timers.restore();
        }
      });

    it('is nowhere in the browser’s storage', async () => {
      const page = await send(each, [each.rejected({ reason: 'registry-mismatch' }), each.success]);
      const isNotStored = (): void => {
        const stored = JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]);
        for (const secret of [...Object.values(LEGAL), PHONE, EMAIL, 'proof-1'])
          expect(stored).not.to.include(secret);
      };
      await see(page.element, each.refusalsFor(UNIT.code)['registry-mismatch']!.title);
      isNotStored();
      await each.back(page);
      press(page.element, each.button);
      await see(page.element, each.succeeded);
      isNotStored();
    });
  });

for (const each of REQUESTS)
  describe(`numbers that have gone, ${each.element}, ${each.request}`, () => {
    afterEach(cleanUpRequests);

    it('are asked for before anything is sent', async () => {
      const page = await each.open({ [each.request]: [each.success] });
      dispatchEvent(new PageTransitionEvent('pagehide'));
      press(page.element, each.button);
      await see(page.element, CLEARED);
      expect(await page.arrived(each.request)).to.have.length(0);
    });

    it('are asked for before a retry', async () => {
      const page = await send(each, [{ cut: true }, each.success]);
      await see(page.element, TITLES.unreachable);
      dispatchEvent(new PageTransitionEvent('pagehide'));
      press(page.element, WORDS.prompt.retry);
      await see(page.element, CLEARED);
      expect(await page.arrived(each.request)).to.have.length(1);
    });
  });

describe('what was typed into the certification', () => {
  afterEach(cleanUp);

  it('stays through closing and opening', async () => {
    const page = await openFilledForm();
    page.element.close();
    await seeNothing(page.element);
    page.element.open();
    await see(page.element, TITLES.form);
    expect(valuesOf(page)).to.deep.equal(SHOWN);
  });

  it('is sent again, with the same key, when the page changes where to ask meanwhile', async () => {
    const page = await openSubmitted({
      submit: [{ ...answered('certified'), delay: 500 }, answered('certified')],
    });
    await waitUntil(async () => (await page.arrived('submit')).length === 1);
    page.element.tokenUrl = `${page.tokenUrl}?layout=2`;
    await see(page.element, TITLES.certified);
    const keys = (await page.arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys).to.have.length(2);
    expect(new Set(keys)).to.have.length(1);
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

  it('waits for the login when the element comes back and the token is refused, without and with `open`', async () => {
    for (const open of [false, true]) {
      const page = await openFilledForm();
      const token = await page.element.session!.token();
      await page.script({ token: [{ status: 401 }] });
      page.element.remove();
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (!open) page.element.removeAttribute('open');
      document.body.append(page.element);
      await see(page.element, TITLES.sessionExpired);
      await page.script({ token: [{ body: { token: token.ok && token.value } }] });
      dispatchEvent(new Event('focus'));
      await see(page.element, TITLES.form);
      expect(valuesOf(page)).to.deep.equal(SHOWN);
      page.element.remove();
    }
  });

  it('can be asked for by open() when the token was refused while nothing was open', async () => {
    const page = await openFilledForm();
    page.element.close();
    await page.script({ token: [{ status: 401 }] });
    page.element.removeAttribute('open');
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve, 200));
    document.body.append(page.element);
    await waitUntil(() => page.events.some(({ type }) => type === 'certification-error'));
    await seeNothing(page.element);
    page.element.open();
    await see(page.element, TITLES.sessionExpired);
  });

  it('is shared by the elements of a page', async () => {
    const page = await openFilledForm();
    page.element.close();
    await seeNothing(page.element);
    const other = document.createElement('unit-certification') as UnitCertification;
    for (const name of ['bff', 'token-url']) other.setAttribute(name, page.element.getAttribute(name)!);
    other.setAttribute('open', '');
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

  it('says nothing of numbers that have gone after a success', async () => {
    const page = await openSubmitted({
      submit: [answered('certified')],
      status: [{ body: statusOf('uncertified') }],
    });
    await see(page.element, TITLES.certified);
    page.element.close();
    await seeNothing(page.element);
    await page.script({ status: [{ body: statusOf('uncertified') }] });
    await page.element.refresh();
    page.element.open();
    await see(page.element, TITLES.form);
    expect(below(page.element, NUMBER)).to.equal('');
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

  for (const source of ['market', 'institutions'] as const)
    it(`is sent again with the same key by an element that left while it was sent: ${source}`, async () => {
      const page = await openPage(
        { open: '' },
        {
          status: [{ body: statusOf('uncertified', { form: formOf(source) }) }],
          submit: [{ ...answered('certified'), delay: 300 }],
        },
      );
      await see(page.element, TITLES.form);
      fill(page.element, 'legalRepresentative.name', LEGAL.name);
      fill(page.element, NUMBER, LEGAL.idNumber);
      if (source === 'market') fill(page.element, 'foundedOn', LEGAL.foundedOn);
      press(page.element, WORDS.form.submit);
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
