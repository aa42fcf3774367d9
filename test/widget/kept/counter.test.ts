/** A claim that goes to the counter: from a refusal, from the form of a class without a source, and in the center. */
import { expect } from '@open-wc/testing';
import { isOfState, REFUSAL_REASONS } from '../../../bff/contract/reasons.ts';
import type { CaseView } from '../../../bff/contract/wire.ts';
import { buttons, centre, choose, labels, openCentre, stands } from '../support/center.ts';
import { advance } from '../support/logins.ts';
import { cleanUpMissing, openWithout } from '../support/missing-states.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import {
  WITHDRAWN,
  type Script,
  type Step,
  answered,
  formOf,
  problem,
  statusOf,
} from '../support/scripted.ts';
import {
  active,
  button,
  fill,
  fillAgent,
  fillLegal,
  LEGAL,
  othersIn,
  press,
  query,
  see,
  seeNothing,
  shown,
  submitForm,
} from '../support/user.ts';
import { replace } from '../support/replace.ts';
import { TITLES, WORDS, wordsFor } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

/** The end of a day in China. */
const UNTIL = '2026-12-24T15:59:59.999Z';
const REFERENCE = 'P4XW7TRH';
const SHOWN = 'P4XW-7TRH';
const BRING = ['certificate', 'representative-document'] as const;
const opened = answered('kept', { reference: REFERENCE, until: UNTIL, bring: [...BRING] });
const OPENED = '2026-11-24T08:00:00Z';
const CASE: CaseView = {
  reference: REFERENCE,
  state: 'open',
  openedAt: OPENED,
  until: UNTIL,
  bring: [...BRING],
};
const form = formOf('market', true);
const { kept: counter } = WORDS;
const HOTLINE = '请拨打12333';

const known = (change: Parameters<typeof statusOf>[1] = {}): Step => ({
  body: statusOf('uncertified', { form, ...change }),
});
const refused = answered('rejected', { reason: 'registry-mismatch' });
const USED_UP = { remaining: 0, resetsAt: '2026-11-24T22:55:00Z' };

const held: CaseView = { ...CASE, state: 'refused', bring: undefined, endedAt: '2026-11-26T08:00:00Z' };

const openRefused = async (script: Script = {}) => {
  const page = await openSubmitted({ status: [known()], submit: [refused], openCase: [opened], ...script });
  await see(page.element, TITLES.rejected);
  return page;
};

const openConsent = async (script: Script = {}) => {
  const page = await openRefused(script);
  press(page.element, WORDS.results.ways.refused.counter.button);
  await see(page.element, counter.agree);
  return page;
};

const primary = (element: Element): string =>
  element.shadowRoot!.querySelector<HTMLElement>('dialog .primary')!.innerText;

const papersIn = (element: Element): string[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('dialog .paper')].map(({ innerText }) => innerText);

const primaries = (element: Element): string[] =>
  buttons(element)
    .filter(({ classList }) => classList.contains('primary'))
    .map(({ innerText }) => innerText.trim());

describe('counter', () => {
  afterEach(cleanUp);
  afterEach(cleanUpMissing);

  for (const reason of REFUSAL_REASONS)
    it(`is a way on from ${reason}`, async () => {
      const { element } = await openRefused({ submit: [answered('rejected', { reason })] });
      const ways = WORDS.results.ways[isOfState(reason) ? 'inactive' : 'refused'];
      expect(shown(element)).to.include(ways.counter.text);
      press(element, ways.counter.button);
      await see(element, TITLES.counterConsent);
    });

  it('is not offered where there is none', async () => {
    const { element } = await openRefused({ status: [{ body: statusOf('uncertified') }] });
    expect(shown(element)).not.to.include(WORDS.results.ways.refused.counter.text);
    expect(() => press(element, WORDS.results.ways.refused.counter.button)).to.throw('no button');
  });

  it('keeps the claim only after consent, and tells the number, the papers and the day', async () => {
    const page = await openConsent({ status: [known(), known(), known({ case: CASE })] });
    const { element, events } = page;
    expect(shown(element)).to.include('最长30天');
    expect(await page.arrived('openCase')).to.have.length(0);
    press(element, counter.agree);
    await see(element, TITLES.caseOpened);
    const number = query(element, 'dialog .reference');
    expect(number.nextElementSibling!.id, 'the number first').to.equal('text');
    for (const told of [
      SHOWN,
      counter.comesBy(false, '2026年12月24日'),
      ...BRING.map((paper) => counter.papers[paper]),
    ])
      expect(shown(element)).to.include(told);
    const [arrival, ...more] = await page.arrived('openCase');
    expect(more).to.deep.equal([]);
    expect(JSON.parse(arrival!.body)).to.deep.equal({
      legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
      foundedOn: LEGAL.foundedOn,
      applicant: 'legal-representative',
      intent: 'counter',
      consent: true,
    });
    expect(events.map(({ type }) => type)).to.include('certification-submitted');
    expect(JSON.stringify(events), 'the page is told').to.include(REFERENCE);
    press(element, WORDS.results.done);
    await seeNothing(element);
  });

  it('cannot be left while its answer is on the way, so that the number is seen', async () => {
    const { element, arrived } = await openConsent({ openCase: [{ ...opened, delay: 1000 }] });
    press(element, counter.agree);
    await waitUntil(async () => (await arrived('openCase')).length > 0, 'not sent');
    await waitUntil(() => button(element, WORDS.results.close).getAttribute('aria-disabled') === 'true');
    press(element, WORDS.results.close);
    query(element, 'dialog').dispatchEvent(new Event('cancel', { cancelable: true }));
    await element.updateComplete;
    expect(shown(element)).to.include(counter.asking.title);
    await see(element, SHOWN);
  });

  it('lists before the consent what an agent brings', async () => {
    const { element } = await openPage({ open: '' }, { status: [known({ attempts: USED_UP })] });
    await see(element, TITLES.tooManyAttempts);
    press(element, WORDS.results.ways.refused.counter.button);
    await see(element, counter.forms.counter.text!);
    fillLegal(element);
    expect(shown(element)).to.include(counter.hints.agent).and.not.include('社保');
    query(element, '[value="agent"]').click();
    await element.updateComplete;
    expect(shown(element)).to.include(counter.hints['agent.idNumber']).and.not.include('社保');
    fillAgent(element);
    press(element, counter.forms.counter.submit);
    await see(element, TITLES.counterConsent);
    const { restoration: _, ...papers } = counter.papers;
    expect(papersIn(element)).to.deep.equal(Object.values(papers));
    expect(shown(element)).to.include(counter.comes(true));
  });

  it('lists before the consent the document of the restoration for a unit that is not active', async () => {
    const { element } = await openRefused({ submit: [answered('rejected', { reason: 'unit-not-active' })] });
    press(element, WORDS.results.ways.refused.counter.button);
    await see(element, TITLES.counterConsent);
    const papers = [...BRING, 'restoration'] as const;
    expect(papersIn(element)).to.deep.equal(papers.map((paper) => counter.papers[paper]));
  });

  it('prints the case', async () => {
    const { element } = await openConsent();
    expect(papersIn(element)).to.deep.equal(BRING.map((paper) => counter.papers[paper]));
    press(element, counter.agree);
    await see(element, TITLES.caseOpened);
    let printed = 0;
    replace(window, 'print', () => printed++);
    press(element, counter.print);
    expect(printed).to.equal(1);
  });

  it('can be declined: back to the refusal, and to the form, which goes to the register again', async () => {
    const { element, arrived } = await openConsent();
    press(element, counter.notNow);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.back);
    await see(element, TITLES.form);
    press(element, WORDS.form.submit);
    await see(element, TITLES.rejected);
    expect(await arrived('submit')).to.have.length(2);
  });

  it('shows the case that waits already instead of asking again', async () => {
    const { element } = await openRefused({ status: [known(), known({ case: CASE })] });
    press(element, WORDS.results.toCase);
    await see(element, TITLES.caseWaiting);
    expect(shown(element)).to.include(SHOWN);
  });

  for (const [step, change, said] of [
    ['waits', {}, counter.labels.bring],
    ['is decided', { seen: true, bring: undefined }, counter.seen],
  ] as const)
    it(`shows the case that ${step} before the form, and what another submission means for it`, async () => {
      const status = [known({ case: { ...CASE, ...change } })];
      const { element } = await openPage({ open: '' }, { status });
      await see(element, TITLES.caseWaiting);
      expect(shown(element)).to.include(SHOWN).and.include(said).and.include(WORDS.results.beside.case!);
      press(element, WORDS.results.ways['at-counter'].certify.button);
      await see(element, TITLES.form);
    });

  it('does not lead away from the case that was opened just now', async () => {
    const { element } = await openConsent({ status: [known(), known(), known({ case: CASE })] });
    press(element, counter.agree);
    await see(element, TITLES.caseOpened);
    expect(othersIn(element)).to.deep.equal([]);
  });

  it('shows the case of another claim that waits already', async () => {
    const { element } = await openConsent({
      openCase: [problem(409, 'way-closed')],
      status: [known(), known({ refused: 'registry-mismatch' }), known({ case: CASE })],
    });
    press(element, counter.agree);
    await see(element, TITLES.caseWaiting);
    expect(shown(element)).to.include(SHOWN).and.include('2026年11月24日');
  });

  it('tells a case as decided that is decided while its dialog is open', async () => {
    const { element } = await openPage(
      { open: '' },
      {
        status: [
          known({ case: CASE, form: formOf('counter') }),
          known({ case: { ...held, reason: 'papers-missing' } }),
        ],
      },
    );
    await see(element, TITLES.caseWaiting);
    await element.refresh();
    await see(element, counter.ends.refused.by['papers-missing']);
    expect(shown(element)).to.include(counter.ends.refused.title).and.include(SHOWN);
    press(element, WORDS.results.ways['at-counter'].counter.button);
    await see(element, counter.forms.counter.text!);
  });

  it('leads back to the refusal when no attempt is left', async () => {
    const { element } = await openConsent({
      submit: [answered('rejected', { reason: 'registry-mismatch', attempts: USED_UP })],
      status: [known(), known({ attempts: USED_UP, refused: 'registry-mismatch' })],
    });
    press(element, counter.notNow);
    await see(element, WORDS.results.attemptsUsedUp(USED_UP.resetsAt));
    expect(() => press(element, WORDS.results.back)).to.throw('no button');
  });

  it('tells the limit of its own, without the way that was refused', async () => {
    const headers = { 'Retry-After': '7200' };
    const { element } = await openConsent({
      openCase: [problem(429, 'too-many-attempts', { reference: 'K7M29QXH', headers })],
    });
    press(element, counter.agree);
    await see(element, WORDS.results.casesUsedUp('').title);
    expect(shown(element)).to.include('K7M2-9QXH').and.not.include(WORDS.results.ways.refused.counter.button);
  });

  it('opens its form when no attempt is left', async () => {
    const page = await openPage(
      { open: '' },
      { status: [known({ attempts: USED_UP, refused: 'registry-mismatch' })], openCase: [opened] },
    );
    const { element } = page;
    await see(element, TITLES.tooManyAttempts);
    press(element, WORDS.results.ways.refused.counter.button);
    await see(element, counter.forms.counter.text!);
    fillLegal(element);
    press(element, counter.forms.counter.submit);
    await see(element, TITLES.counterConsent);
    press(element, WORDS.results.back);
    await see(element, counter.forms.counter.text!);
    press(element, counter.forms.counter.submit);
    await see(element, TITLES.counterConsent);
    press(element, counter.agree);
    await see(element, TITLES.caseOpened);
    expect(await page.arrived('submit')).to.have.length(0);
  });

  it('is the method of the form for a class without a source', async () => {
    const unit = { code: '31320000MA1DEMO29D' };
    const page = await openPage(
      { open: '' },
      { status: [known({ unit, form: formOf('counter') })], openCase: [opened] },
    );
    const { element } = page;
    const words = wordsFor(unit.code).kept;
    await see(element, words.forms.counter.text!);
    fill(element, 'legalRepresentative.name', LEGAL.name);
    fill(element, 'legalRepresentative.idNumber', LEGAL.idNumber);
    press(element, words.forms.counter.submit);
    await see(element, words.consent.counter.keeps);
    press(element, words.agree);
    await see(element, TITLES.caseOpened);
    expect(shown(element)).to.include('律师事务所执业许可证');
    expect(JSON.parse((await page.arrived('openCase'))[0]!.body)).not.to.have.property('foundedOn');
    expect(await page.arrived('submit')).to.have.length(0);
  });

  it('tells before the consent how many are left', async () => {
    const caseAttempts = { remaining: 2, resetsAt: UNTIL };
    const { element } = await openConsent({ status: [known({ caseAttempts })] });
    expect(shown(element)).to.include(counter.left(2));
  });

  it('is no way on from a refusal while no more cases may be opened: that says from when', async () => {
    const caseAttempts = { remaining: 0, resetsAt: UNTIL };
    for (const attempts of [{ remaining: 3, resetsAt: UNTIL }, USED_UP]) {
      const { element } = await openRefused({
        submit: [answered('rejected', { reason: 'registry-mismatch', attempts })],
        status: [known({ caseAttempts })],
      });
      await see(element, WORDS.results.noCases(WORDS.results.when(UNTIL)));
      expect(shown(element)).not.to.include(WORDS.results.ways.refused.counter.text);
      expect(shown(element)).not.to.include(WORDS.results.ways.refused.counter.button);
      cleanUp();
    }
    const { element } = await openPage(
      { open: '' },
      { status: [known({ attempts: USED_UP, caseAttempts, refused: 'registry-mismatch' })] },
    );
    await see(element, TITLES.tooManyAttempts);
    expect(shown(element)).to.include(WORDS.results.noCases(WORDS.results.when(UNTIL)));
    expect(shown(element)).not.to.include(WORDS.results.ways.refused.counter.button);
  });

  const held: CaseView = {
    ...CASE,
    state: 'refused',
    bring: undefined,
    reason: 'papers-missing',
    endedAt: '2026-11-26T08:00:00Z',
  };
  const openHeld = async (change: Parameters<typeof known>[0] = {}) => {
    const { element } = await openPage(
      { 'known-status': 'uncertified', help: HOTLINE },
      { status: [known({ case: held, ...change })] },
    );
    await see(element, counter.ends.refused.title);
    expect(shown(element))
      .to.include(counter.ends.refused.by['papers-missing'])
      .and.include('请拨打12333')
      .and.include(SHOWN)
      .and.include('2026年11月24日');
    return element;
  };

  it('is told by the prompt after a refusal there: why, the way to another case with a new number, and the form for the register', async () => {
    const again = await openHeld();
    expect(shown(again)).to.include(WORDS.results.ways['at-counter'].counter.text);
    expect(primary(again)).to.equal(WORDS.results.ways['at-counter'].counter.button);
    press(again, WORDS.results.ways['at-counter'].counter.button);
    await see(again, counter.forms.counter.text!);
    cleanUp();
    const online = await openHeld();
    press(online, WORDS.results.ways['at-counter'].certify.button);
    await see(online, TITLES.form);
    expect(shown(online)).not.to.include(counter.forms.counter.text!);
  });

  it('lists in the prompt the papers that were missing', async () => {
    const element = await openHeld({ case: { ...held, bring: [...BRING] } });
    expect(papersIn(element)).to.deep.equal(BRING.map((paper) => counter.papers[paper]));
  });

  it('names the authority first while that has to clear it up, and then the way that brings its document', async () => {
    for (const reason of ['unit-not-active', 'papers-in-doubt'] as const) {
      const { element } = await openPage(
        { 'known-status': 'uncertified' },
        { status: [known({ case: { ...held, reason } })] },
      );
      await see(element, counter.ends.refused.by[reason]);
      const ways = WORDS.results.ways[reason === 'unit-not-active' ? 'inactive' : 'at-counter'];
      expect(shown(element)).to.include(ways.counter.text);
      expect(primary(element)).to.equal(ways.counter.button);
      expect(othersIn(element)).to.include(ways.certify.button);
      cleanUp();
    }
  });

  it('names the counter for a reason that only a newer service knows', async () => {
    const reason = 'of-a-newer-service' as CaseView['reason'];
    const status = [known({ case: { ...held, reason } })];
    const { element } = await openPage({ 'known-status': 'uncertified' }, { status });
    await see(element, counter.ends.refused.by.otherwise);
    cleanUp();
    const page = await openCentre({ status });
    await stands(page.element, counter.ends.refused.by.otherwise);
  });

  it('tells its refusal before the attempts that are used up, unless a submission was refused later', async () => {
    const element = await openHeld({ attempts: USED_UP, refused: 'registry-mismatch' });
    expect(shown(element)).to.include(WORDS.results.attemptsUsedUp(USED_UP.resetsAt));
    expect(() => press(element, WORDS.results.ways['at-counter'].certify.button)).to.throw('no button');
    press(element, WORDS.results.ways['at-counter'].counter.button);
    await see(element, counter.forms.counter.text!);
    cleanUp();
    const earlier = { ...held, endedAt: '2026-11-23T08:00:00Z' };
    const later = await openPage(
      {},
      { status: [known({ case: earlier, attempts: USED_UP, refused: 'registry-mismatch' })] },
    );
    await see(later.element, TITLES.tooManyAttempts);
  });

  it('promises no other case after a refusal when none is left: that says from when, and offers the form', async () => {
    const caseAttempts = { remaining: 0, resetsAt: UNTIL };
    const element = await openHeld({ caseAttempts });
    expect(shown(element))
      .to.include(WORDS.results.noCases(WORDS.results.when(UNTIL)))
      .and.include(WORDS.results.unlockCases);
    expect(shown(element)).not.to.include(WORDS.results.unlock);
    expect(shown(element)).not.to.include(WORDS.results.ways['at-counter'].counter.button);
    expect(primary(element)).to.equal(WORDS.results.ways['at-counter'].certify.button);
    cleanUp();
    const neither = await openHeld({ caseAttempts, attempts: USED_UP, refused: 'registry-mismatch' });
    expect(primary(neither)).to.equal(WORDS.results.ways.refused.recheck.button);
    expect(shown(neither)).to.include(WORDS.results.attemptsUsedUp(USED_UP.resetsAt));
    press(neither, WORDS.results.close);
    await seeNothing(neither);
  });

  it('is told by one dialog after a refusal there, which says so when its words do not arrive', async () => {
    const held: CaseView = { ...CASE, state: 'refused', bring: undefined, reason: 'papers-missing' };
    const script = { status: [known({ case: held })] };
    const { element } = await openPage({}, script);
    const dialogs: Node[] = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        dialogs.push(...[...addedNodes].filter(({ nodeName }) => nodeName === 'DIALOG'));
    }).observe(element.shadowRoot!, { childList: true });
    await see(element, counter.ends.refused.title);
    expect(dialogs).to.have.length(1);
    element.remove();
    const other = await openWithout(['kept'], 'UnitCertification', script);
    await see(other.element, WORDS.prompt.missing.title);
  });

  it('after the prompt ends without the notice, because the case waits', async () => {
    const { element } = await openPage(
      {},
      {
        status: [known(), known(), known({ case: CASE })],
        submit: [refused],
        openCase: [opened],
      },
    );
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await submitForm(element);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.ways.refused.counter.button);
    await see(element, counter.agree);
    press(element, counter.agree);
    await see(element, TITLES.caseOpened);
    press(element, WORDS.results.done);
    await seeNothing(element);
  });

  it('keeps the prompt away while a case waits', async () => {
    const { element, events } = await openPage({}, { status: [known({ case: CASE })] });
    await waitUntil(() => events.length);
    expect(shown(element)).to.equal('');
  });
});

describe('counter, in the center', () => {
  afterEach(cleanUp);

  it('shows the case with its papers, and withdraws it after a question', async () => {
    const page = await openCentre({
      status: [known({ case: CASE }), known()],
      withdrawKept: [WITHDRAWN],
    });
    const { element } = page;
    await stands(element, SHOWN);
    for (const paper of BRING) expect(centre(element)).to.include(counter.papers[paper]);
    const comes = counter.comesBy(false, '2026年12月24日');
    const { name, copy, hint } = WORDS.results.reference;
    await stands(element, `${name.submission} ${SHOWN} ${copy} `);
    await stands(element, `${hint} ${comes} ${counter.labels.bring}`);
    choose(element, counter.show);
    await see(element, TITLES.caseWaiting);
    expect(shown(element))
      .to.include(WORDS.results.resultPlace.center)
      .and.include(`${counter.place}\n\n${counter.ask}`);
    element.setAttribute('help', HOTLINE);
    await see(element, HOTLINE);
    expect(shown(element), 'whom to ask, in the portal’s words')
      .to.include(counter.place)
      .and.not.include(counter.ask);
    press(element, WORDS.results.close);
    await seeNothing(element);
    choose(element, counter.withdraw);
    await see(element, counter.question.case.text(SHOWN));
    expect(active(page)!.textContent!.trim()).to.equal(counter.keep);
    press(element, counter.keep);
    await seeNothing(element);
    expect(await page.arrived('withdrawKept')).to.have.length(0);
    choose(element, counter.withdraw);
    await see(element, counter.question.case.title);
    press(element, counter.confirm);
    await stands(element, WORDS.kept.ends.withdrawn.case);
    expect(labels(element)).not.to.include(counter.withdraw);
  });

  it('says that the papers have been seen, and asks nobody to come', async () => {
    const { element } = await openCentre({
      status: [known({ case: { ...CASE, bring: undefined, seen: true } })],
    });
    await stands(element, counter.seen);
    expect(centre(element)).not.to.include('最晚');
    expect(labels(element))
      .not.to.include(counter.show)
      .and.not.include(WORDS.results.ways['at-counter'].certify.button);
    choose(element, counter.look);
    await see(element, TITLES.caseWaiting);
    expect(shown(element)).to.include(counter.seen).and.not.include('最晚');
    expect(shown(element)).not.to.include(counter.labels.place).and.not.include(counter.print);
  });

  it('says in one bold sentence, as a warning, that the papers are to be seen again after the decision was sent back', async () => {
    const { element } = await openCentre({ status: [known({ case: { ...CASE, returned: true } })] });
    const again = counter.returned(false, '2026年12月24日');
    await stands(element, again);
    const said = query(element, '.case .problem');
    expect(said.innerText.trim()).to.equal(again);
    expect(Number(getComputedStyle(said).fontWeight)).to.be.at.least(600);
    expect(query(element, '.case').matches('.waits'), 'as a case that only waits').to.equal(false);
    const comes = counter.comesBy(false, '2026年12月24日');
    expect(centre(element)).not.to.include(comes);
    for (const paper of BRING) expect(centre(element)).to.include(counter.papers[paper]);
    choose(element, counter.show);
    await see(element, TITLES.caseWaiting);
    expect(shown(element)).to.include(again).and.not.include(comes);
  });

  it('is the state while the case waits, and the form is another way below it', async () => {
    const { element } = await openCentre({
      status: [known({ refused: 'registry-mismatch', case: CASE })],
    });
    const { center } = WORDS;
    await stands(element, `${center.about['real-name']} ${center.waits.case} `);
    const said = centre(element);
    const order = [
      center.waits.case,
      SHOWN,
      counter.show,
      WORDS.results.beside.case!,
      WORDS.results.ways['at-counter'].certify.button,
    ];
    const places = order.map((each) => said.indexOf(each));
    expect(places).to.deep.equal(places.toSorted((one, other) => one - other));
    expect(places).not.to.include(-1);
    expect(said).not.to.include(center.status.uncertified);
    expect(element.shadowRoot!.querySelector('.row .primary')).to.equal(null);
    choose(element, WORDS.results.ways['at-counter'].certify.button);
    await see(element, TITLES.form);
  });

  it('has the only number to name while it waits', async () => {
    const { at } = statusOf('uncertified', { refused: 'registry-mismatch' }).kinds[1]!.last!;
    const openedAt = (shift: number): string => new Date(Date.parse(at) + shift).toISOString();
    const numbersWith = async (shift: number): Promise<boolean[]> => {
      const { element } = await openCentre({
        status: [known({ refused: 'registry-mismatch', case: { ...CASE, openedAt: openedAt(shift) } })],
      });
      await stands(element, SHOWN);
      const said = centre(element);
      element.remove();
      return [SHOWN, 'K7M2-9QXH'].map((number) => said.includes(number));
    };
    expect(await numbersWith(1)).to.deep.equal([true, false]);
    expect(await numbersWith(-1), 'a submission was refused after it').to.deep.equal([true, false]);
  });

  it('tells the newer one of a refusal and of the answer to a case', async () => {
    const ended: CaseView = { ...CASE, state: 'refused', bring: undefined, reason: 'papers-differ' };
    const { at } = statusOf('uncertified', { refused: 'registry-mismatch' }).kinds[1]!.last!;
    const placesWith = async (endedAt: number) => {
      const answered = { ...ended, endedAt: new Date(endedAt).toISOString() };
      const { element } = await openCentre({
        status: [known({ refused: 'registry-mismatch', case: answered })],
      });
      await stands(element, WORDS.results.reference.hint);
      const said = centre(element);
      const hints = said.split(WORDS.results.reference.hint).length - 1;
      element.remove();
      return { answer: said.indexOf(counter.ends.refused.title), refusal: said.indexOf('K7M2-9QXH'), hints };
    };
    const newer = await placesWith(Date.parse(at) + 1);
    expect(newer.answer).to.be.above(-1);
    expect(newer.refusal, 'one number to name').to.equal(-1);
    expect(newer.hints).to.equal(1);
    const older = await placesWith(Date.parse(at) - 1);
    expect(older.refusal).to.be.above(-1);
    expect(older.answer).to.equal(-1);
    expect(older.hints, 'one number to name').to.equal(1);
  });

  it('is the way of a class without a source: the kind, the button and the number left say so', async () => {
    const unit = { code: '31320000MA1DEMO29D' };
    const { element } = await openCentre({
      status: [known({ unit, form: formOf('counter'), caseAttempts: { remaining: 2, resetsAt: UNTIL } })],
    });
    const { aboutCounter, status, casesLeft } = WORDS.center;
    const toCounter = WORDS.results.ways.refused.counter.button;
    await stands(element, `${aboutCounter} ${status.uncertified} ${toCounter} ${casesLeft(2)}`);
    choose(element, toCounter);
    await see(element, wordsFor(unit.code).kept.forms.counter.text!);
  });

  it('has no button for a class without a source when no case is left, and says from when', async () => {
    const unit = { code: '31320000MA1DEMO29D' };
    const { element } = await openCentre({
      status: [known({ unit, form: formOf('counter'), caseAttempts: { remaining: 0, resetsAt: UNTIL } })],
    });
    await stands(element, WORDS.results.casesUsedUp(WORDS.results.when(UNTIL)).text[0]!);
    expect(labels(element)).to.deep.equal([]);
  });

  it('says from when there may be another instead of the button', async () => {
    const caseAttempts = { remaining: 0, resetsAt: UNTIL };
    const { element } = await openCentre({
      status: [known({ refused: 'registry-mismatch', caseAttempts })],
    });
    const { title, text } = WORDS.results.casesUsedUp(WORDS.results.when(UNTIL));
    await stands(element, `${title} ${text[0]!} ${WORDS.results.unlockCases}`);
    expect(labels(element)).not.to.include(WORDS.results.ways.refused.counter.button);
  });

  it('is the main button when no attempt is left, beside the state or in the notice of an end', async () => {
    const attempts = { remaining: 0, resetsAt: UNTIL };
    const due = { at: UNTIL, reason: 'representative-changed' as const };
    for (const [status, change] of [
      ['uncertified', { refused: 'agent-without-record' }],
      ['certified', { due }],
    ] as const) {
      const { element } = await openCentre({
        status: [{ body: statusOf(status, { attempts, form: formOf('market', true), ...change }) }],
      });
      const toCounter = WORDS.results.ways.refused.counter.button;
      const usedUp = TITLES.tooManyAttempts;
      await stands(element, usedUp);
      expect(primaries(element)).to.deep.equal([toCounter]);
      expect(labels(element).filter((label) => label === toCounter)).to.have.length(1);
      const said = centre(element);
      expect(said.indexOf(toCounter)).to.be.below(said.indexOf(usedUp));
      choose(element, toCounter);
      await see(element, counter.forms.counter.text!);
      cleanUp();
    }
  });

  it('says that a withdrawal did not succeed, to the user and to the page', async () => {
    const { element, events } = await openCentre({
      status: [known({ case: CASE })],
      withdrawKept: [problem(503, 'unavailable')],
    });
    await stands(element, SHOWN);
    choose(element, counter.withdraw);
    await see(element, counter.question.case.title);
    press(element, counter.confirm);
    await stands(element, counter.ends.notWithdrawn.case);
    const { previousElementSibling: news } = buttons(element).find(
      ({ innerText }) => innerText.trim() === counter.withdraw,
    )!.parentElement!;
    expect(news?.id, 'above the link that was pressed').to.equal('news');
    expect(element.shadowRoot!.activeElement?.id).to.equal('news');
    expect(labels(element)).to.include(counter.withdraw);
    expect(events.filter(({ type }) => type === 'certification-error')).to.deep.equal([
      { type: 'certification-error', detail: { code: 'unavailable', retryable: true } },
    ]);
  });

  it('says that the login has ended, and where to log in again, when a withdrawal had no token', async () => {
    const page = await openCentre({ status: [known({ case: CASE })] }, { 'login-url': '/login' });
    await stands(page.element, SHOWN);
    await page.script({ token: [{ status: 401 }] });
    const undo = advance(11_000);
    choose(page.element, counter.withdraw);
    await see(page.element, counter.question.case.title);
    press(page.element, counter.confirm);
    await stands(page.element, counter.ends.notWithdrawn.case);
    undo();
    expect(centre(page.element)).to.include(WORDS.results.trouble['session-expired'].text[0]);
    expect(labels(page.element)).to.include(WORDS.results.logIn);
    expect(await page.arrived('withdrawKept')).to.deep.equal([]);
  });

  it('does not call a case withdrawn that was decided meanwhile', async () => {
    const page = await openCentre({ status: [known({ case: CASE })], withdrawKept: [WITHDRAWN] });
    await stands(page.element, SHOWN);
    await page.script({ status: [known({ case: { ...held, reason: 'papers-differ' } })] });
    choose(page.element, counter.withdraw);
    await see(page.element, counter.question.case.title);
    press(page.element, counter.confirm);
    await stands(page.element, counter.ends.refused.title);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(centre(page.element)).to.not.include(WORDS.kept.ends.withdrawn.case);
  });

  it('tells why a case was refused, lists the papers that are missing, and leads to another case as the prompt does', async () => {
    const missing: CaseView = { ...held, bring: [...BRING], reason: 'papers-missing' };
    const { element } = await openCentre({ status: [known({ case: missing })] });
    const { ends, papers } = counter;
    const { name, copy, hint } = WORDS.results.reference;
    await stands(
      element,
      `${ends.refused.title} ${ends.refused.by['papers-missing']} ${counter.labels.bring} ${BRING.map((paper) => papers[paper]).join(' ')} ${counter.changed} ${name.former} ${SHOWN} ${copy}`,
    );
    expect(centre(element)).to.include(hint);
    expect(primaries(element)).to.deep.equal([WORDS.results.ways['at-counter'].counter.button]);
    expect(labels(element)).not.to.include(WORDS.center.certify);
    choose(element, WORDS.results.ways['at-counter'].certify.button);
    await see(element, TITLES.form);
    expect(shown(element)).not.to.include(counter.forms.counter.text!);
    press(element, WORDS.form.cancel);
    await seeNothing(element);
    choose(element, WORDS.results.ways['at-counter'].counter.button);
    await see(element, counter.forms.counter.text!);
  });

  it('names the authority once while that has to clear a refusal up, before the way that brings its document', async () => {
    for (const [reason, other] of [
      ['unit-not-active', WORDS.results.ways.inactive.certify.button],
      ['papers-in-doubt', WORDS.results.ways['at-counter'].certify.button],
    ] as const) {
      const { element } = await openCentre({
        status: [
          known({
            case: { ...held, reason },
            ...(reason === 'unit-not-active' && { refused: reason }),
          }),
        ],
      });
      await stands(element, counter.ends.refused.by[reason]);
      const said = centre(element);
      expect(said.indexOf(counter.ends.refused.by[reason])).to.be.below(said.indexOf(other)).and.above(-1);
      const ways = WORDS.results.ways[reason === 'unit-not-active' ? 'inactive' : 'at-counter'];
      expect(said).to.include(ways.counter.text);
      expect(primaries(element)).to.deep.equal([ways.counter.button]);
      cleanUp();
    }
  });

  it('leads to the form for the register when no other case may be opened', async () => {
    const { element } = await openCentre({
      status: [
        known({
          case: { ...held, reason: 'papers-differ' },
          caseAttempts: { remaining: 0, resetsAt: UNTIL },
        }),
      ],
    });
    await stands(element, WORDS.results.unlockCases);
    expect(centre(element)).not.to.include(WORDS.results.ways['at-counter'].counter.text);
    expect(primaries(element)).to.deep.equal([WORDS.results.ways['at-counter'].certify.button]);
  });

  it('tells the last day of a case that has expired', async () => {
    const { element } = await openCentre({
      status: [known({ case: { ...CASE, state: 'expired', bring: undefined, endedAt: UNTIL } })],
    });
    const { title, text } = counter.ends.expired('2026年12月24日');
    await stands(element, text[0]!);
    expect(centre(element)).to.include(WORDS.results.reference.copy);
    const { certify, counter: again } = WORDS.results.ways['at-counter'];
    expect(labels(element)).to.include(again.button);
    expect(primaries(element)).to.deep.equal([certify.button]);
    const said = centre(element);
    expect(said.indexOf(certify.button), 'the news first').to.be.above(said.indexOf(title));
  });

  it('is offered after a refusal, and shows no button to operators', async () => {
    const { element } = await openCentre({ status: [known({ refused: 'registry-mismatch' })] });
    await stands(element, WORDS.results.ways.refused.counter.text);
    expect(labels(element)).to.include(WORDS.results.ways.refused.counter.button);
    cleanUp();
    const operator = await openCentre({ status: [known({ case: CASE, canSubmit: false })] });
    await stands(operator.element, SHOWN);
    expect(labels(operator.element)).to.deep.equal([WORDS.results.reference.copy]);
  });
});
