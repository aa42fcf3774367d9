import { expect, waitUntil } from '@open-wc/testing';
import type { Reason, Status } from '../../bff/contract/wire.ts';
import { cleanUp, openPage, openSubmitted } from './support/page.ts';
import { LEGAL, input, press, query, see, seeNothing, shown } from './support/user.ts';
import { answered, problem, statusOf } from './support/scripted.ts';
import { TITLES, WORDS } from '../support/words.ts';

describe('results', () => {
  afterEach(cleanUp);

  it('certified: says so with the unit’s name, tells the page, and the status follows', async () => {
    const { element, events } = await openSubmitted({
      submit: [answered('certified')],
      status: [{ body: statusOf('uncertified') }, { body: statusOf('certified') }],
    });
    await see(element, TITLES.certified);
    expect(shown(element)).to.include('贵单位（江苏示例科技有限公司）已通过实名认证，可以办理相关业务了。');
    await waitUntil(() => events.length === 3);
    expect(events.slice(1)).to.deep.equal([
      { type: 'certification-submitted', detail: { outcome: 'certified' } },
      { type: 'certification-status', detail: statusOf('certified') },
    ]);
    press(element, WORDS.results.done);
    await seeNothing(element);
    expect(await element.requireCertified()).to.equal(true);
  });

  const refusals: [Reason, string[], string][] = [
    [
      'registry-mismatch',
      [WORDS.results.rejected['registry-mismatch'].text[0]!, WORDS.results.remaining(4, undefined)],
      WORDS.results.back,
    ],
    [
      'unit-not-active',
      [WORDS.results.rejected['unit-not-active'].text[0]!, WORDS.results.remaining(4, undefined)],
      WORDS.results.close,
    ],
    [
      'agent-without-record',
      [WORDS.results.rejected['agent-without-record'].text[0]!, WORDS.results.remaining(4, undefined)],
      WORDS.results.back,
    ],
  ];
  for (const [reason, sentences, next] of refusals)
    it(`rejected, ${reason}: says why and what to do, and keeps what was typed`, async () => {
      const { element, events } = await openSubmitted({ submit: [answered('rejected', { reason })] });
      await see(element, TITLES.rejected);
      for (const sentence of sentences) expect(shown(element)).to.include(sentence);
      expect(events.at(-1)).to.deep.equal({
        type: 'certification-submitted',
        detail: { outcome: 'rejected', reason },
      });
      press(element, next);
      if (next === WORDS.results.close) element.open();
      await see(element, TITLES.form);
      expect(input(element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
      expect(input(element, 'foundedOn').value).to.equal(LEGAL.foundedOn);
      const number = input(element, 'legalRepresentative.idNumber');
      expect(number.value, 'readable: the user must check it').to.equal('110105 19491231 002X');
      number.focus();
      await waitUntil(() => number.value === LEGAL.idNumber);
    });

  const ofOtherClasses: [code: string, authority: string, certificate: string, head: string][] = [
    ['12320100466000017X', '机构编制部门', '事业单位法人证书', '法定代表人'],
    ['31320100MD0123456A', '司法行政机关', '律师事务所执业许可证', '负责人'],
    ['52320100MJ5012345B', '民政部门', '民办非企业单位登记证书', '法定代表人'],
    ['92320100MA1DEM015C', '市场监管部门', '营业执照', '经营者'],
  ];
  for (const [code, authority, certificate, head] of ofOtherClasses)
    it(`names ${authority}, ${certificate} and ${head} to a unit ${code.slice(0, 2)}…`, async () => {
      const unit = { code, name: '云川市某单位' };
      const { element } = await openSubmitted({
        status: [{ body: statusOf('uncertified', { unit }) }],
        submit: ['registry-mismatch', 'unit-not-active', 'agent-without-record'].map((reason) =>
          answered('rejected', { reason: reason as Reason }),
        ),
      });
      await see(element, `请对照${certificate}和证件`);
      press(element, WORDS.results.back);
      await see(element, `与${certificate}上的${head}一致，2至30个字`);
      expect(shown(element)).to.include(`本人是${head}`);
      press(element, WORDS.form.submit);
      await see(element, `请先向${authority}核实`);
      element.close();
      element.open();
      await see(element, WORDS.form.title);
      press(element, WORDS.form.submit);
      await see(element, `或由${head}本人认证`);
    });

  for (const recheckable of [true, undefined] as const)
    it(`rejected for the last time: says that none are left, and ${recheckable ? 'offers' : 'promises no'} re-check`, async () => {
      const attempts = { remaining: 0, resetsAt: '2026-11-25T16:00:00Z' };
      const { element } = await openSubmitted({
        submit: [answered('rejected', { reason: 'registry-mismatch', attempts, recheckable })],
      });
      await see(element, WORDS.results.remaining(0, { date: '2026-11-26', time: '00:00' }));
      expect(shown(element)).not.to.include(WORDS.results.back);
      expect(shown(element).split(WORDS.results.recheck)).to.have.length(recheckable ? 3 : 1); // said, and a button
      if (recheckable) {
        expect(query(element, '.primary').innerText.trim()).to.equal(WORDS.results.recheck);
        press(element, WORDS.results.recheck);
        await see(element, WORDS.recheck.agree);
        return;
      }
      press(element, WORDS.results.close);
      await seeNothing(element);
    });

  it('rejected because the unit is not active: offers the re-check instead of the form', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'unit-not-active', recheckable: true })],
    });
    await see(element, WORDS.results.rejected['unit-not-active'].text[0]!);
    expect(shown(element))
      .to.include(WORDS.results.recheckable('unit-not-active'))
      .and.not.include(WORDS.results.recheckable('registry-mismatch'))
      .and.not.include(WORDS.results.back);
    press(element, WORDS.results.recheck);
    await see(element, WORDS.recheck.agree);
  });

  it('opens no form when none are left, and says until when', async () => {
    const attempts = { remaining: 0, resetsAt: new Date(Date.now() + 90_000_000).toISOString() };
    const { element } = await openPage(
      { view: 'form' },
      { status: [{ body: { ...statusOf('uncertified'), attempts } }] },
    );
    await see(element, TITLES.tooManyAttempts);
    expect(shown(element)).to.match(/请在\d+月\d+日 \d\d:\d\d后再试/);
  });

  it('pending: updates itself to the certificate', async () => {
    const { element, arrived } = await openSubmitted({
      submit: [answered('pending', { reason: 'registry-unavailable' })],
      status: [
        { body: statusOf('uncertified') },
        { body: statusOf('pending') },
        { body: statusOf('certified') },
      ],
    });
    await see(element, WORDS.results.pending.text[0]!);
    await see(element, TITLES.certified);
    expect(await arrived('submit')).to.have.length(1);
  });

  it('pending: updates itself to the refusal', async () => {
    const { element } = await openSubmitted({
      submit: [answered('pending', { reason: 'registry-unavailable' })],
      status: [
        { body: statusOf('uncertified') },
        { body: statusOf('pending') },
        { body: statusOf('uncertified', { refused: 'registry-mismatch' }) },
      ],
    });
    await see(element, TITLES.pending);
    await see(element, TITLES.rejected);
    expect(shown(element)).to.include(WORDS.results.recheck);
    press(element, WORDS.results.back);
    await see(element, TITLES.form);
  });

  it('pending: can be closed, and then only tells the page', async () => {
    const { element, events } = await openSubmitted({
      submit: [answered('pending')],
      status: [
        { body: statusOf('uncertified') },
        { body: statusOf('pending') },
        { body: statusOf('certified') },
      ],
    });
    await see(element, WORDS.results.pending.text[0]!);
    press(element, WORDS.results.close);
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
    const { element } = await openPage({ view: 'form' }, { status: [{ body: statusOf('pending') }] });
    await see(element, WORDS.results.pending.text[0]!);
  });

  it('already certified: shows the certified state', async () => {
    const { element } = await openSubmitted({ submit: [problem(409, 'already-certified')] });
    await see(element, TITLES.alreadyCertified);
    expect(shown(element)).to.include('已通过实名认证');
  });

  it('administrator-required: sends to the administrator', async () => {
    const { element } = await openSubmitted({ submit: [problem(403, 'administrator-required')] });
    await see(element, TITLES.operator);
  });
});
