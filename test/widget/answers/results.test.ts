/** The answer to a request: what it says, what the page is told, and the way on from it. */
import { expect } from '@open-wc/testing';
import { isOfState, type Reason, REFUSAL_REASONS } from '../../../bff/contract/reasons.ts';
import type { Status } from '../../../bff/contract/wire.ts';
import { choose } from '../support/center.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import {
  CERTIFICATION,
  FORMS,
  asksForDate,
  cleanUpRequests,
  keysOf,
  send,
  told,
} from '../support/requests.ts';
import { UNIT, answered, formOf, problem, statusOf } from '../support/scripted.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';
import {
  LEGAL,
  button,
  fill,
  firstLayerOf,
  input,
  labelsIn,
  othersIn,
  press,
  query,
  see,
  seeNothing,
  shown,
} from '../support/user.ts';
import { TITLES, WORDS, withAnyDigits, wordsFor } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const REASONS = [...REFUSAL_REASONS, 'something-new'] as readonly Reason[];

/** How the authority, the certificate and the head of a unit are called, by the class in its code. */
const CLASSES: readonly [code: string, authority: string, certificate: string, head: string][] = [
  ['123201004660000170', '机构编制部门', '事业单位法人证书', '法定代表人'],
  ['31320100MD0123456T', '司法行政机关', '律师事务所执业许可证', '负责人'],
  ['52320100MJ5012345K', '民政部门', '民办非企业单位登记证书', '法定代表人'],
  ['92320100MA1DEM015H', '市场监管部门', '营业执照', '经营者'],
];

const ATTEMPTS = { remaining: 3, resetsAt: '2026-11-25T16:00:00Z' };
const NONE_LEFT = { ...ATTEMPTS, remaining: 0 };
const NONE_LEFT_SAID = WORDS.results.attemptsUsedUp('2026-11-26T00:00+08:00');

for (const each of FORMS)
  describe(`results, ${each.element}`, () => {
    afterEach(cleanUpRequests);

    for (const reason of REASONS)
      it(`rejected, ${reason}: says why and how many attempts are left, and keeps what was typed for a new request`, async () => {
        const page = await send(each, [each.rejected({ reason, attempts: ATTEMPTS }), each.success]);
        const refusals = each.refusalsFor(UNIT.code);
        const { title, text } = refusals[reason] ?? refusals['otherwise']!;
        await see(page.element, title);
        const correctable = !isOfState(reason);
        expect(shown(page.element)).to.include(text[0]);
        expect(shown(page.element).includes(WORDS.results.attemptsLeft(3))).to.equal(correctable);
        expect(told(page)).to.deep.equal(each.tellsRefusal(reason));
        expect(shown(page.element).includes(each.correctable)).to.equal(correctable);
        await each.back(page, correctable);
        expect(input(page.element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
        expect(input(page.element, 'foundedOn').value).to.equal(LEGAL.foundedOn);
        const number = input(page.element, 'legalRepresentative.idNumber');
        expect(number.value, 'readable: the user must check it').to.equal('110105 19491231 002X');
        press(page.element, each.button);
        await see(page.element, each.succeeded);
        expect(shown(page.element)).not.to.include(title);
        const [first, second] = await keysOf(page, each);
        expect(second).not.to.equal(first);
      });

    it('rejected for the last time: says that none are left, and offers no correction', async () => {
      const { element } = await send(each, [
        each.rejected({ reason: 'registry-mismatch', attempts: NONE_LEFT }),
      ]);
      await see(element, NONE_LEFT_SAID);
      expect(shown(element)).not.to.include(each.correctable);
    });

    for (const [code, authority, certificate, head] of CLASSES)
      it(`names ${authority}, ${certificate} and ${head} to a unit ${code.slice(0, 2)}…`, async () => {
        const { fields } = wordsFor(code).form;
        const named: [Reason, string][] = [
          ['registry-mismatch', certificate],
          ['unit-not-active', authority],
          ['agent-without-record', head],
        ];
        const page = await each.openFor(
          code,
          named.map(([reason]) => each.rejected({ reason })),
        );
        const { hint } = fields['legalRepresentative.name'];
        expect(hint).to.include(certificate).and.include(head);
        expect(fields.applicant.options['legal-representative'].hint).to.include(head);
        await see(page.element, hint);
        await see(page.element, fields.applicant.options['legal-representative'].hint);
        for (const [reason, name] of named) {
          const { text } = each.refusalsFor(code)[reason]!;
          expect(text.join('')).to.include(name);
          press(page.element, each.button);
          for (const paragraph of text) await see(page.element, paragraph);
          if (!asksForDate(code))
            expect(shown(page.element)).not.to.include(WORDS.form.fields.foundedOn.label);
          await each.back(page, reason !== 'unit-not-active');
        }
      });

    for (const decision of ['certified', 'rejected'] as const)
      it(`pending: says that the registry is busy, and updates itself: ${decision}`, async () => {
        const page = await each.open(each.decidedLater(decision));
        press(page.element, each.button);
        await see(page.element, each.pending);
        const refused = each.refusalsFor(UNIT.code)['registry-mismatch']!.title;
        await see(page.element, decision === 'certified' ? each.succeeded : refused);
        expect(shown(page.element)).not.to.include(each.pending);
        expect(new Set(await keysOf(page, each)).size).to.equal(1);
        if (decision !== 'rejected') return;
        await each.back(page);
        press(page.element, each.button);
        await waitUntil(async () => new Set(await keysOf(page, each)).size === 2, 'a new submission');
      });
  });

describe('results of the certification', () => {
  afterEach(cleanUp);

  it('certified: says so with the unit’s name, tells the page, and the status follows', async () => {
    const { element, events } = await openSubmitted({
      submit: [answered('certified')],
      status: [{ body: statusOf('uncertified') }, { body: statusOf('certified') }],
    });
    await see(element, TITLES.certified);
    expect(shown(element)).to.include(WORDS.results.certified(UNIT.name).text[0]);
    await waitUntil(() => events.length === 3);
    expect(events.slice(1)).to.deep.equal([
      { type: 'certification-status', detail: statusOf('certified') },
      { type: 'certification-submitted', detail: { outcome: 'certified' } },
    ]);
    press(element, WORDS.results.done);
    await seeNothing(element);
    expect(await element.requireCertified()).to.equal(true);
  });

  it('rejected for the last time: offers the re-check', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'registry-mismatch', attempts: NONE_LEFT })],
    });
    await see(element, WORDS.results.ways.refused.recheck.text);
    expect(labelsIn(element)).to.deep.equal([WORDS.results.ways.refused.recheck.button]);
    expect(button(element, WORDS.results.ways.refused.recheck.button).part.contains('primary')).to.equal(
      true,
    );
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.agree);
  });

  it('rejected for the last time: promises no re-check where there is none, and can be closed', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'agent-without-record', attempts: NONE_LEFT })],
    });
    await see(element, NONE_LEFT_SAID);
    expect(shown(element)).not.to.include(WORDS.results.ways.refused.recheck.button);
    press(element, WORDS.results.close);
    await seeNothing(element);
  });

  it('rejected because the unit is not active: offers the re-check instead of the form', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'unit-not-active' })],
    });
    await see(element, WORDS.results.rejected['unit-not-active'].said);
    expect(shown(element))
      .to.include(WORDS.results.ways.inactive.recheck.text)
      .and.not.include(WORDS.results.ways.refused.recheck.text)
      .and.not.include(WORDS.results.back);
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.agree);
  });

  it('tells a unit that was founded after the day of the register’s data so, and offers the re-check first', async () => {
    const form = { ...formOf('market', true), asOf: '2001-05-17' }; // the day before `LEGAL.foundedOn`
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'registry-mismatch', attempts: ATTEMPTS })],
      status: [{ body: statusOf('uncertified', { form, attempts: ATTEMPTS }) }],
    });
    const { asOfBefore, back, ways } = WORDS.results;
    await see(element, ways.refused.recheck.text);
    const cause = element.shadowRoot!.querySelector('#text p')!;
    expect(cause.textContent).to.equal(asOfBefore('2001年5月17日'));
    expect(shown(element)).not.to.include(WORDS.results.reasons['registry-mismatch']);
    expect(labelsIn(element)).to.deep.equal([ways.refused.recheck.button]);
    expect(othersIn(element)).to.deep.equal([back, ways.refused.counter.button]);
  });

  it('tells the day of the register’s data, and when changes arrive', async () => {
    const mismatch = answered('rejected', { reason: 'registry-mismatch' });
    const status = [
      { body: statusOf('uncertified', { form: { ...formOf('market'), asOf: LEGAL.foundedOn } }) },
    ];
    const founded = await openSubmitted({ submit: [mismatch], status });
    await see(founded.element, WORDS.results.asOf('2001年5月18日'));
    cleanUp();
    const dated = { ...formOf('market'), asOf: LEGAL.foundedOn, usualDays: 3 };
    const measured = await openSubmitted({
      submit: [mismatch],
      status: [{ body: statusOf('uncertified', { form: dated }) }],
    });
    await see(measured.element, '登记、变更后通常3天内同步。已办好登记、变更的，');
    cleanUp();
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'agent-without-record' })],
      status: [{ body: statusOf('uncertified', { form: { ...formOf('market'), asOf: LEGAL.foundedOn } }) }],
    });
    await see(element, TITLES.rejected);
    expect(shown(element)).not.to.include('2001年5月18日');
  });

  it('says when there are new attempts right after the reason, then the first way on as the primary button, and below it the other one', async () => {
    const body = statusOf('uncertified', { form: formOf('market', true) });
    const status = [{ body }];
    const refusal = { reason: 'registry-mismatch', attempts: NONE_LEFT } as const;
    const { element } = await openSubmitted(
      { submit: [answered('rejected', refusal)], status },
      { help: '12333' },
    );
    await see(element, NONE_LEFT_SAID);
    const text = element.shadowRoot!.querySelector('#text')!;
    const [reason, usedUp] = text.querySelectorAll('p');
    expect(reason!.textContent).to.include(WORDS.results.reasons['registry-mismatch']);
    expect(usedUp!.querySelector('b')!.textContent).to.equal(NONE_LEFT_SAID);
    const { ways, unlock } = WORDS.results;
    expect(labelsIn(element)).to.deep.equal([ways.refused.recheck.button]);
    expect(othersIn(element)).to.deep.equal([ways.refused.counter.button]);
    const below = query(element, '.below').innerText;
    const places = [ways.refused.counter.text, unlock, '12333', 'K7M2-9QXH'].map((said) =>
      below.indexOf(said),
    );
    expect(places, 'the other way, who can lift the limit, whom to ask, the number').to.deep.equal(
      places.toSorted((one, other) => one - other),
    );
    expect(places).not.to.include(-1);
  });

  it('names only the fields that the form has asked for', async () => {
    const { element } = await openPage(
      { open: '' },
      {
        status: [{ body: statusOf('uncertified', { form: formOf('institutions') }) }],
        submit: [answered('rejected', { reason: 'registry-mismatch' })],
      },
    );
    await see(element, TITLES.form);
    fill(element, 'legalRepresentative.name', LEGAL.name);
    fill(element, 'legalRepresentative.idNumber', LEGAL.idNumber);
    press(element, WORDS.form.submit);
    await see(element, '核对法人姓名和法人证件号。');
    expect(shown(element)).not.to.include(WORDS.form.fields.foundedOn.label);
  });

  it('says how many attempts are left right after the reason, then the other ways in the order of the buttons, and can be closed quietly', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'registry-mismatch', attempts: ATTEMPTS })],
      status: [{ body: statusOf('uncertified', { form: formOf('market', true), attempts: ATTEMPTS }) }],
    });
    await see(element, TITLES.rejected);
    const text = element.shadowRoot!.querySelector('#text')!;
    expect(text.querySelector('p b')!.textContent).to.equal(WORDS.results.attemptsLeft(3));
    const { close, back, ways, others } = WORDS.results;
    const { counter, recheck } = ways.refused;
    expect(labelsIn(element)).to.deep.equal([back]);
    const folded = query<HTMLDetailsElement>(element, 'details');
    expect(folded.querySelector('summary')!.innerText).to.equal(others(2));
    expect(folded.open).to.equal(false);
    const blocks = [...folded.querySelectorAll('.way')].map((block) =>
      [...block.children].map(({ textContent }) => textContent!.trim()),
    );
    expect(blocks, 'a block a way').to.deep.equal([
      [recheck.text, recheck.button],
      [counter.text, counter.button],
    ]);
    press(element, close);
    await seeNothing(element);
  });

  it('the form that comes back says why the last submission was refused, and how many attempts are left', async () => {
    const { lastRefused, reasons, back } = WORDS.results;
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'registry-mismatch', attempts: ATTEMPTS })],
      status: [
        { body: statusOf('uncertified') },
        { body: statusOf('uncertified', { refused: 'registry-mismatch', attempts: ATTEMPTS }) },
      ],
    });
    await see(element, TITLES.rejected);
    press(element, back);
    await see(element, lastRefused(reasons['registry-mismatch'], 3));
  });

  it('sends a unit that is not active to its authority, and then with the authority’s document to the counter', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'unit-not-active', attempts: ATTEMPTS })],
      status: [{ body: statusOf('uncertified', { form: formOf('market', true), attempts: ATTEMPTS }) }],
    });
    const { certify, counter, recheck } = WORDS.results.ways.inactive;
    await see(element, counter.text);
    expect(firstLayerOf(element)).to.include('请先向市场监管部门核实');
    expect(labelsIn(element)).to.deep.equal([counter.button]);
    expect(othersIn(element)).to.deep.equal([recheck.button, certify.button]);
  });

  it('says who can give new attempts when none are left', async () => {
    for (const answer of [
      answered('rejected', { reason: 'registry-mismatch', attempts: NONE_LEFT }),
      problem(429, 'too-many-attempts', { reference: 'K7M29QXH' }),
    ]) {
      const { element } = await openSubmitted({ submit: [answer] });
      await see(element, WORDS.results.unlock);
      expect(shown(element)).to.include('K7M2-9QXH');
      cleanUp();
    }
  });

  it('opens no form when none are left, and says until when', async () => {
    const attempts = { remaining: 0, resetsAt: new Date(Date.now() + 90_000_000).toISOString() };
    const { element } = await openPage(
      { open: '' },
      { status: [{ body: statusOf('uncertified', { attempts }) }] },
    );
    await see(element, TITLES.tooManyAttempts);
    const when = WORDS.results.when('2026-11-25T08:30+08:00');
    expect(shown(element)).to.match(withAnyDigits(WORDS.results.tooManyAttempts(when).text[0]!));
  });

  it('pending: a refusal in the end offers the re-check', async () => {
    const { element } = await openSubmitted(CERTIFICATION.decidedLater('rejected'));
    await see(element, TITLES.rejected);
    expect(shown(element)).to.include(WORDS.results.ways.refused.recheck.button);
  });

  it('pending: can be closed, and then only tells the page', async () => {
    const { element, events } = await openSubmitted(CERTIFICATION.decidedLater('certified'));
    await see(element, WORDS.results.pending.said);
    press(element, WORDS.results.acknowledge);
    await seeNothing(element);
    const statuses = (): unknown[] =>
      events.filter(({ type }) => type === 'certification-status').map(({ detail }) => detail);
    await waitUntil(() => statuses().length > 2, 'no status', { timeout: 5000 });
    // The page hears of the pending claim at once, not with the first poll.
    expect(statuses()).to.deep.equal(
      ['uncertified', 'pending', 'certified'].map((name) => statusOf(name as Status)),
    );
    expect(shown(element)).to.equal('');
  });

  it('pending from before: opens as pending', async () => {
    const { element } = await openPage({ open: '' }, { status: [{ body: statusOf('pending') }] });
    await see(element, WORDS.results.pending.said);
  });
});

describe('where the result of what waits is told', () => {
  afterEach(cleanUp);

  for (const name of ['pending', 're-check, kept', 'counter, the case'])
    it(`${name}: in the center of a portal that has one, else by the next prompt`, async () => {
      const element = await CERTIFICATION_STATES[name]!();
      expect(shown(element)).not.to.include('认证中心');
      await see(element, WORDS.results.resultPlace.prompt);
      element.setAttribute('center-url', '/center');
      await see(element, WORDS.results.resultPlace.center);
    });

  it('in the center, when the user is there', async () => {
    const element = await CERTIFICATION_STATES['center, a case at the counter']!();
    choose(element, WORDS.kept.show);
    await see(element, WORDS.results.resultPlace.center);
  });
});
