/** The automatic re-check of a refused claim: offer, consent, request, confirmation. */
import { expect } from '@open-wc/testing';
import { RECHECKING, UNTIL, choose, labels as centerLabels, openCentre, stands } from '../support/center.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import { LEGAL, fill, fillLegal, input, press, see, seeNothing, shown } from '../support/user.ts';
import { type Script, answered, problem, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS, labelOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const refused = answered('rejected', { reason: 'registry-mismatch' });
const kept = answered('kept', { until: UNTIL });

const openConsent = async (script: Script = {}, attributes: Record<string, string> = {}) => {
  const page = await openSubmitted({ submit: [refused], recheck: [kept], ...script }, attributes);
  await see(page.element, TITLES.rejected);
  press(page.element, WORDS.results.ways.refused.recheck.button);
  await see(page.element, WORDS.kept.consent.recheck.keeps);
  return page;
};

const labels = (element: Element): string[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('.actions button')].map(({ innerText }) => innerText);

describe('re-check', () => {
  afterEach(cleanUp);

  it('is offered beside 返回修改, with its own text', async () => {
    const { element } = await openSubmitted({ submit: [refused] });
    await see(element, TITLES.rejected);
    expect(shown(element)).to.include(WORDS.results.ways.refused.recheck.text);
    press(element, WORDS.results.back);
    await see(element, TITLES.form);
  });

  it('is not offered when the BFF does not', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'agent-without-record' })],
    });
    await see(element, TITLES.rejected);
    expect(() => press(element, WORDS.results.ways.refused.recheck.button)).to.throw('no button');
  });

  it('sends the same claim only after consent, and confirms with the date', async () => {
    const page = await openConsent({
      status: [
        { body: statusOf('uncertified') },
        { body: statusOf('uncertified', { refused: 'registry-mismatch' }) },
        {
          body: statusOf('uncertified', {
            refused: 'registry-mismatch',
            recheck: { reference: 'R7M29QXB', until: UNTIL },
          }),
        },
      ],
    });
    const { element, events } = page;
    expect(await page.arrived('recheck')).to.have.length(0);
    press(element, WORDS.kept.agree);
    await see(element, TITLES.recheckKept);
    expect(shown(element)).to.include('自动复核到2026年12月24日');
    await see(element, 'K7M2-9QXH');
    const [arrival, ...more] = await page.arrived('recheck');
    expect(more).to.deep.equal([]);
    expect(JSON.parse(arrival!.body)).to.deep.equal({
      legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
      foundedOn: LEGAL.foundedOn,
      applicant: 'legal-representative',
      intent: 'recheck',
      consent: true,
    });
    expect(JSON.stringify(events), 'the page is told').to.include(UNTIL);
    press(element, WORDS.results.done);
    await seeNothing(element);
  });

  it('sends nothing once the numbers have gone: the form says which are missing', async () => {
    const page = await openConsent();
    const { element } = page;
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    press(element, WORDS.kept.agree);
    await see(element, labelOf('legalRepresentative.idNumber'));
    const number = input(element, 'legalRepresentative.idNumber');
    await waitUntil(() => element.shadowRoot!.activeElement === number);
    expect(shown(element)).to.include(WORDS.form.cleared(labelOf('legalRepresentative.idNumber')));
    expect(input(element, 'foundedOn').value, 'the rest stays').to.equal(LEGAL.foundedOn);
    expect(await page.arrived('recheck')).to.deep.equal([]);
  });

  it('links the notice where the portal has one', async () => {
    const { element } = await openConsent({}, { 'privacy-url': '/privacy' });
    const link = element.shadowRoot!.querySelector<HTMLAnchorElement>('dialog a')!;
    expect([link.pathname, link.innerText]).to.deep.equal(['/privacy', WORDS.form.privacy]);
  });

  it('goes back to the form with the typed values when the claim differs', async () => {
    const { element } = await openConsent({ recheck: [problem(409, 'claim-differs')] });
    press(element, WORDS.kept.agree);
    await see(element, TITLES.recheckDiffers);
    press(element, WORDS.results.back);
    await see(element, WORDS.kept.forms.recheck.text!);
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#foundedOn')!.value).to.equal(
      LEGAL.foundedOn,
    );
  });

  it('says after the last attempt from when another submission is possible', async () => {
    const attempts = { remaining: 0, resetsAt: '2026-11-24T22:55:00Z' };
    const body = answered('rejected', { reason: 'registry-mismatch', attempts });
    const { element } = await openConsent({
      submit: [body],
      recheck: [problem(409, 'claim-differs')],
      status: [
        { body: statusOf('uncertified') },
        { body: statusOf('uncertified', { refused: 'registry-mismatch', attempts }) },
      ],
    });
    expect(labels(element)).to.deep.equal([WORDS.kept.notNow, WORDS.kept.agree]);
    press(element, WORDS.kept.agree);
    await see(element, TITLES.recheckDiffers);
    const when = WORDS.results.attemptsUsedUp(attempts.resetsAt);
    for (const said of [when, WORDS.results.unlock, 'K7M2-9QXH']) expect(shown(element)).to.include(said);
    expect(shown(element)).not.to.include(WORDS.kept.differs.forgotten);
    press(element, WORDS.results.close);
    await seeNothing(element);
  });

  it('does not open again after the user has closed the dialog', async () => {
    const { element } = await openConsent({ recheck: [{ ...kept, delay: 300 }] });
    press(element, WORDS.kept.agree);
    await see(element, WORDS.kept.asking.title);
    element.close();
    await seeNothing(element);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(shown(element)).to.equal('');
  });

  it('follows a change of the language', async () => {
    const { element } = await openConsent();
    element.locale = 'en';
    await see(element, '30 days at most');
    press(element, 'Agree and request');
    await see(element, 'until December\u00A024, 2026');
  });

  it('is offered again after a corrected claim was refused too', async () => {
    const { element, arrived } = await openConsent();
    press(element, WORDS.kept.notNow);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.back);
    await see(element, TITLES.form);
    fill(element, 'legalRepresentative.name', '王五');
    press(element, WORDS.form.submit);
    await see(element, WORDS.results.ways.refused.recheck.button);
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.consent.recheck.keeps);
    press(element, WORDS.kept.agree);
    await see(element, TITLES.recheckKept);
    expect((await arrived('recheck')).at(-1)!.body).to.include('王五');
  });
});

describe('re-check of a claim that was refused before', () => {
  afterEach(cleanUp);

  const attempts = { remaining: 0, resetsAt: '2026-11-25T22:54:10Z' };
  const usedUp = { body: statusOf('uncertified', { refused: 'registry-mismatch', attempts }) };
  const waits = {
    body: statusOf('uncertified', {
      refused: 'registry-mismatch',
      attempts,
      recheck: { reference: 'R7M29QXB', until: UNTIL },
    }),
  };
  /** Types the refused claim again, and agrees that it is kept. */
  const askAgain = async (page: Awaited<ReturnType<typeof openPage>>): Promise<void> => {
    const { element } = page;
    await see(element, WORDS.kept.forms.recheck.text!);
    expect(shown(element)).not.to.include(WORDS.results.earlier);
    fillLegal(element);
    press(element, WORDS.kept.forms.recheck.submit);
    await see(element, WORDS.kept.agree);
    press(element, WORDS.kept.agree);
  };

  it('is asked for in the center, also when no attempt is left', async () => {
    const page = await openCentre({ status: [usedUp, waits], recheck: [kept] });
    const { element } = page;
    await stands(element, WORDS.results.ways.refused.recheck.text);
    expect(centerLabels(element)).to.deep.equal([
      WORDS.results.ways.refused.recheck.button,
      WORDS.results.reference.copy,
    ]);
    choose(element, WORDS.results.ways.refused.recheck.button);
    await askAgain(page);
    await see(element, TITLES.recheckKept);
    expect(await page.arrived('submit')).to.have.length(0);
    expect((await page.arrived('recheck')).map(({ body }) => JSON.parse(body) as unknown)).to.deep.equal([
      {
        legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
        foundedOn: LEGAL.foundedOn,
        applicant: 'legal-representative',
        intent: 'recheck',
        consent: true,
      },
    ]);
    press(element, WORDS.results.done);
    await stands(element, RECHECKING);
    expect(centerLabels(element)).not.to.include(WORDS.results.ways.refused.recheck.button);
  });

  it('tells a unit that is not active when to ask for it, without its prompt in between', async () => {
    const status = [{ body: statusOf('uncertified', { refused: 'unit-not-active' }) }];
    const { element } = await openCentre({ status });
    await stands(element, WORDS.results.ways.inactive.recheck.text);
    choose(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.forms.recheck.text!);
  });

  it('leads back to the form when the claim is another one, and asks for nothing without consent', async () => {
    const page = await openCentre({ status: [usedUp], recheck: [problem(409, 'claim-differs'), kept] });
    const { element } = page;
    await stands(element, WORDS.results.ways.refused.recheck.text);
    choose(element, WORDS.results.ways.refused.recheck.button);
    await askAgain(page);
    await see(element, WORDS.kept.differs.title);
    for (const said of [WORDS.results.unlock, 'K7M2-9QXH']) await see(element, said);
    expect(shown(element), 'no attempt is left').not.to.include(WORDS.kept.differs.forgotten);
    press(element, WORDS.results.back);
    await see(element, WORDS.kept.forms.recheck.text!);
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('#foundedOn')!.value).to.equal(
      LEGAL.foundedOn,
    );
    press(element, WORDS.kept.forms.recheck.submit);
    await see(element, WORDS.kept.notNow);
    press(element, WORDS.kept.notNow);
    await see(element, WORDS.kept.forms.recheck.text!);
    expect(await page.arrived('recheck')).to.have.length(1);
  });

  it('says that another submission is possible while attempts are left', async () => {
    const status = [{ body: statusOf('uncertified', { refused: 'registry-mismatch' }) }];
    const page = await openCentre({ status, recheck: [problem(409, 'claim-differs')] });
    const { element } = page;
    await stands(element, WORDS.results.ways.refused.recheck.text);
    choose(element, WORDS.results.ways.refused.recheck.button);
    await askAgain(page);
    await see(element, WORDS.kept.differs.forgotten);
  });

  it('does not lead back to the form when nothing can be checked again any more', async () => {
    const gone = { body: statusOf('uncertified') };
    const page = await openCentre({ status: [usedUp, gone], recheck: [problem(409, 'way-closed')] });
    const { element } = page;
    await stands(element, WORDS.results.ways.refused.recheck.text);
    choose(element, WORDS.results.ways.refused.recheck.button);
    await askAgain(page);
    await see(element, WORDS.kept.differs.gone);
    expect(labels(element)).to.deep.equal([WORDS.results.close]);
    press(element, WORDS.results.close);
    await seeNothing(element);
    await waitUntil(
      () => !centerLabels(element).includes(WORDS.results.ways.refused.recheck.button),
      'the status has come',
    );
  });

  it('shows an error of the server at its field', async () => {
    const errors = [{ path: 'foundedOn', code: 'in-the-future' as const }];
    const page = await openCentre({
      status: [usedUp],
      recheck: [problem(422, 'invalid-fields', { errors })],
    });
    const { element } = page;
    await stands(element, WORDS.results.ways.refused.recheck.text);
    choose(element, WORDS.results.ways.refused.recheck.button);
    await askAgain(page);
    await see(element, WORDS.kept.forms.recheck.text!);
    await waitUntil(() => element.shadowRoot!.querySelector('#foundedOn[aria-invalid="true"]'));
  });

  it('says in the online form that a new submission ends it', async () => {
    const recheck = { reference: 'R7M29QXB', until: UNTIL };
    const body = statusOf('uncertified', { refused: 'registry-mismatch', recheck });
    const { element } = await openPage({ open: '' }, { status: [{ body }] });
    await see(element, TITLES.form);
    expect(shown(element)).to.include(WORDS.results.beside.recheck);
    cleanUp();
    const other = await openPage({ open: '' }, { status: [{ body: statusOf('uncertified') }] });
    await see(other.element, TITLES.form);
    expect(shown(other.element)).not.to.include(WORDS.results.beside.recheck);
  });

  it('is offered where the attempts are used up', async () => {
    const page = await openPage({}, { status: [usedUp, waits], recheck: [kept] });
    const { element } = page;
    await see(element, WORDS.results.ways.refused.recheck.text);
    press(element, WORDS.results.ways.refused.recheck.button);
    await askAgain(page);
    await see(element, TITLES.recheckKept);
  });

  for (const [why, status] of Object.entries({
    'the service does not say so': {
      body: {
        ...statusOf('uncertified', { refused: 'registry-mismatch' }),
        next: {
          ...statusOf('uncertified', { refused: 'registry-mismatch' }).next,
          ways: ['certify' as const],
        },
      },
    },
    'a re-check waits': waits,
    'the user may not submit': {
      body: statusOf('uncertified', { refused: 'registry-mismatch', canSubmit: false }),
    },
    'the agent has no record': { body: statusOf('uncertified', { refused: 'agent-without-record' }) },
  }))
    it(`is not offered when ${why}`, async () => {
      const { element } = await openCentre({ status: [status] });
      await stands(element, 'K7M2-9QXH');
      expect(centerLabels(element)).not.to.include(WORDS.results.ways.refused.recheck.button);
    });
});
