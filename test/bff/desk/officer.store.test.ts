/** Certifications at the desk: a revocation by two officers, an agent who has left, what is due, dead letters; the figures. */
import { randomUUID } from 'node:crypto';
import { describe, expect, vi } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import { Unavailable } from '../../../bff/database/database.ts';
import { eventWords } from '../../../bff/desk/words/event-words.ts';
import { END_WORDS } from '../../../bff/desk/words/words.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { fanOutAll, happens } from '../../support/events.ts';
import { LI, registerHandler, rightClaim, ZHANG } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';
import { deskTest, loggedIn, proposalIn, rowOf, withoutParts } from './support.ts';

const it = deskTest
  .extend('certify', ({ deps, unit }) => async (claim = rightClaim()) => {
    if (claim.agent) await registerHandler(deps, unit, claim.agent);
    const sent = await submit(deps, submitterOf(unit), randomUUID(), claim);
    expect(sent).toMatchObject({ answer: { outcome: 'certified' } });
  })
  .extend('stands', ({ deps, unit }) => async () => {
    return (await statusOf(deps, unit)).kinds[1]!.status;
  });

const REASON = '登记机关来函，认证所用的证件系伪造';

describe('a revocation', () => {
  it('is proposed by one officer and confirmed by another', async ({
    database,
    unit,
    certify,
    stands,
    officers: { first, second },
    lastEvents,
  }) => {
    await certify();
    const found = await first.get(`/certifications?code=${unit}`);
    expect(found.url).toContain(`/certifications/${unit}`);
    expect(found.text).toContain('提议撤销认证');
    const empty = await first.post(`/certifications/${unit}/propose`, { reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.text).toMatch(/id="revoke-reason-error"[^>]*>请写原因。</);
    expect(empty.text).toContain('<strong>提议没有提交</strong>');
    const number = await first.post(`/certifications/${unit}/propose`, {
      reason: `${ZHANG.idNumber}的证件系伪造`,
    });
    expect(number.status).toBe(422);
    const [, field] = /<input([^>]*id="revoke-reason"[^>]*)>/.exec(number.text)!;
    expect(field).toContain(`value="${ZHANG.idNumber}的证件系伪造"`); // what was typed is kept
    expect(field).toMatch(/aria-describedby="revoke-reason-hint revoke-reason-error"\s+aria-invalid="true"/);
    expect(number.text).toMatch(/id="revoke-reason-error"[^>]*>原因里有证件号，请去掉。</);
    const proposed = await first.post(`/certifications/${unit}/propose`, { reason: REASON });
    expect(proposed.text).toContain('提议已提交');
    expect(proposed.text).not.toContain('确认撤销');
    expect(await stands()).toBe('certified');

    const own = await first.post(`/certifications/${unit}/confirm`, { proposal: proposalIn(proposed.text) });
    expect(own.status).toBe(409);
    expect(own.text).toContain('不能复核自己的提议');
    const refusal = await database.kysely
      .selectFrom('event')
      .select(['type', 'actor', 'detail'])
      .where('unit_code', '=', unit)
      .where('type', '=', 'desk.own-proposal')
      .execute();
    const detail = { access: 'certification.confirm-revocation' };
    expect(refusal).toEqual([{ type: 'desk.own-proposal', actor: 'staff:officer-1', detail }]);
    expect(await stands()).toBe('certified');

    expect((await second.get('/certifications')).text).toContain(REASON);
    const { text } = await second.get(`/certifications/${unit}`);
    expect(text).toContain(REASON);
    expect(text).toMatch(/<button class="danger">\s*确认撤销/);
    const done = await second.post(`/certifications/${unit}/confirm`, { proposal: proposalIn(text) });
    expect(done.text).toContain('认证已撤销');
    expect(done.text).toContain(`（<span class="code">${unit}</span>）要重新认证`);
    expect(done.text).not.toContain('不能提议撤销');
    expect(await stands()).toBe('lapsed');
    expect(done.text).toMatch(/<dt>提议、复核<\/dt>\s*<dd>officer-1、officer-2<\/dd>/);
    expect(done.text).toContain(`<dd>${REASON}</dd>`);
    expect(await lastEvents(2)).toEqual([
      { type: 'certification.revoked', actor: 'staff:officer-2' },
      { type: 'unit.read', actor: 'staff:officer-2' },
    ]);
    expect((await second.get('/certifications')).text).not.toContain(unit);
  });

  it('tells the proposer why the last proposal was sent back or withdrawn, until there is a new one', async ({
    deps,
    unit,
    certify,
    officers: { first, second },
  }) => {
    await certify();
    const page = async () => (await first.get(`/certifications/${unit}`)).text;
    const propose = async () => {
      await page();
      const { text } = await first.post(`/certifications/${unit}/propose`, { reason: REASON });
      expect(text).not.toContain('上次的提议');
      return proposalIn(text);
    };
    const drop = async (officer: typeof first, reason: string) => {
      const proposal = await propose();
      await officer.get(`/certifications/${unit}`);
      await officer.post(`/certifications/${unit}/drop`, { proposal, reason });
    };
    expect(await page()).not.toContain('上次的提议');
    await drop(second, '来函没有盖章');
    expect(await page()).toMatch(/<strong>上次的提议已由officer-2退回<[^]*?<p>来函没有盖章</);
    await drop(first, '来函撤回');
    expect(await page()).toMatch(/<strong>上次的提议已由officer-1撤回<[^]*?<p>来函撤回</);
    deps.clock.now += 1000;
    await revokeUnit(deps, unit, { reason: 'x', actor: 'operator:tester' }, deps.now());
    await certify();
    expect(await page()).not.toContain('上次的提议'); // it was of the certification before
  });

  it('leads to the next one that waits for this officer', async ({
    deps,
    database,
    unit,
    certify,
    officers: { first, second },
  }) => {
    await database.kysely.deleteFrom('proposal').where('kind', '=', 'revocation').execute();
    await certify();
    await first.get(`/certifications/${unit}`);
    const { text } = await first.post(`/certifications/${unit}/propose`, { reason: REASON });
    expect(text).toContain('没有别的提议等您复核');
    const other = await newUnit(deps);
    await submit(deps, submitterOf(other), randomUUID(), rightClaim());
    await second.get(`/certifications/${other}`);
    const proposed = await second.post(`/certifications/${other}/propose`, { reason: REASON });
    expect(proposed.text).toMatch(new RegExp(`href="/certifications/${unit}"[^>]*>办下一件`));
  });

  it('is not done from a stale page', async ({ unit, certify, stands, officers: { first, second } }) => {
    await certify();
    await first.get(`/certifications/${unit}`);
    const proposed = await first.post(`/certifications/${unit}/propose`, { reason: REASON });
    const { text } = await second.get(`/certifications/${unit}`);
    const again = await second.post(`/certifications/${unit}/propose`, { reason: REASON });
    expect(again.status).toBe(409);
    expect(again.text).toMatch(/<strong>officer-1已提议撤销<[^]*刚才的操作没有生效。下面是现在的情况。/);
    const dropped = await first.post(`/certifications/${unit}/drop`, {
      proposal: proposalIn(proposed.text),
      reason: '来函撤回',
    });
    expect(dropped.text).toContain('提议已撤回');
    expect(dropped.text).not.toContain('已退回');
    const late = await second.post(`/certifications/${unit}/confirm`, { proposal: proposalIn(text) });
    expect(late.status).toBe(409);
    expect(late.text).toContain('刚才的操作没有生效');
    // The proposal that waits now is not the one that this page has shown.
    await first.post(`/certifications/${unit}/propose`, { reason: REASON });
    const former = { proposal: proposalIn(text) };
    expect((await second.post(`/certifications/${unit}/confirm`, former)).status).toBe(409);
    expect(await stands()).toBe('certified');
  });

  it('is refused in words where nothing is certified, and for what is no code', async ({
    unit,
    officers: { first },
  }) => {
    expect((await first.get(`/certifications/${unit}`)).text).toContain('不能提议撤销');
    expect((await first.post(`/certifications/${unit}/propose`, { reason: REASON })).status).toBe(409);
    const wrong = await first.get('/certifications?code=%3Cscript%3E');
    expect(wrong.status).toBe(422);
    expect(wrong.text).not.toContain('<script>');
    for (const proposal of ['', 'x', "' or 1=1", randomUUID()])
      expect((await first.post(`/certifications/${unit}/confirm`, { proposal })).status).toBe(409);
  });

  it('says nothing of a deed that an address invents', async ({ unit, certify, officers: { first } }) => {
    await certify();
    for (const done of ['proposed', 'revoked', 'agent-left', 'constructor'])
      expect((await first.get(`/certifications/${unit}?done=${done}`)).text).not.toContain('notice good');
  });
});

describe('a deed on a certification that was sent twice', () => {
  it('was done before, which its officer is told, and nobody else', async ({
    unit,
    certify,
    officers: { first, second },
  }) => {
    await certify();
    const path = `/certifications/${unit}`;
    const send = async (officer: typeof first, deed: string, fields: Record<string, string>) => {
      const { status, text } = await officer.post(`${path}/${deed}`, fields);
      return { status, isDone: text.includes('这一件刚才已经办好，不用再办。'), text };
    };
    await first.get(path);
    const { text } = await first.post(`${path}/propose`, { reason: REASON });
    const twice = await send(first, 'propose', { reason: REASON });
    expect(twice.status).toBe(200);
    expect(twice.text).toContain('刚才已经提议过，不用再提。另一名核验人员确认以后才生效，认证仍然有效。');
    const proposal = proposalIn(text);
    await second.get(path);
    expect(await send(second, 'propose', { reason: REASON })).toMatchObject({ status: 409, isDone: false });
    await first.post(`${path}/drop`, { proposal, reason: '来函撤回' });
    const dropped = await send(first, 'drop', { proposal, reason: '来函撤回' });
    expect(dropped).toMatchObject({ status: 200, isDone: true });
    expect((await second.get(`${path}?done=withdrawn`)).text).not.toContain('notice good');
    const again = await first.post(`${path}/propose`, { reason: REASON });
    const confirm = { proposal: proposalIn(again.text) };
    await second.post(`${path}/confirm`, confirm);
    expect(await send(second, 'confirm', confirm)).toMatchObject({ status: 200, isDone: true });
    expect(await send(first, 'confirm', confirm)).toMatchObject({ status: 409, isDone: false });
    expect((await first.get(`${path}?done=revoked`)).text).not.toContain('notice good');
  });

  it('is not done without its reason either, when it is too late', async ({
    deps,
    unit,
    certify,
    officers: { first },
  }) => {
    await certify();
    await first.get(`/certifications/${unit}`);
    for (const [deed, words] of [
      ['drop', '没有等待复核的撤销，认证有效'],
      ['agent-left', '认证不是由代理人办理的'],
    ] as const)
      for (const reason of ['', REASON]) {
        const late = await first.post(`/certifications/${unit}/${deed}`, { reason, proposal: randomUUID() });
        expect(late.status).toBe(409);
        expect(late.text).toContain(`<strong>${words}<`);
      }
    await revokeUnit(deps, unit, { reason: 'x', actor: 'operator:tester' }, deps.now());
    const late = await first.post(`/certifications/${unit}/propose`, { reason: '' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('<strong>认证已撤销<');
  });

  it('is done at the unit of its address alone', async ({
    deps,
    unit,
    certify,
    stands,
    officers: { first, second },
  }) => {
    await certify();
    await first.get(`/certifications/${unit}`);
    const { text } = await first.post(`/certifications/${unit}/propose`, { reason: REASON });
    const other = await newUnit(deps);
    await second.get(`/certifications/${other}`);
    const fields = { proposal: proposalIn(text), reason: REASON };
    for (const deed of ['confirm', 'drop'])
      expect((await second.post(`/certifications/${other}/${deed}`, fields)).status).toBe(409);
    expect(await stands()).toBe('certified');
    expect((await second.get(`/certifications/${unit}`)).text).toContain('确认撤销');
  });
});

describe('an agent who has left', () => {
  it('is taken off by an officer, with a reason', async ({
    unit,
    certify,
    officers: { first },
    lastEvents,
  }) => {
    await certify(rightClaim({ applicant: 'agent', agent: LI }));
    expect((await first.get(`/certifications/${unit}`)).text).toContain('代理人已离职');
    expect((await first.post(`/certifications/${unit}/agent-left`, {})).status).toBe(422);
    const done = await first.post(`/certifications/${unit}/agent-left`, { reason: '单位来函：已离职' });
    expect(done.text).toContain('已代为撤回');
    expect(done.text).not.toContain('代理人已离职，代为撤回');
    expect(withoutParts(done.text)).toMatch(
      /<p>请告诉单位：<\/p>\s*<div class="say">\s*<p>认证到\d+月\d+日（含当天）仍然有效。<\/p>\s*<p>请法定代表人或者新的代理人最晚在那一天重新认证。/,
    );
    expect(done.text).not.toContain('等您复核');
    expect(done.text).toContain('因为代理人已离职，由工作人员代为撤回<');
    expect(done.text).toMatch(/<dt>代为撤回<\/dt>\s*<dd>officer-1，原因：单位来函：已离职<\/dd>/);
    const events = await lastEvents(2);
    const twice = await first.post(`/certifications/${unit}/agent-left`, { reason: '单位来函：已离职' });
    expect(twice.text).toContain('这一件刚才已经办好，不用再办。');
    expect((await lastEvents(2)).map(({ type }) => type)).not.toContain('certification.agent-withdrew');
    expect(events[0]).toEqual({ type: 'certification.agent-withdrew', actor: 'staff:officer-1' });
    const due = await first.get('/due');
    expect(due.text).toContain(unit);
    expect(rowOf(due.text, unit)).toContain('代理人已离职，由工作人员代为撤回');
    const filtered = await first.get('/due?state=due&source=market&reason=unit-not-active');
    expect(filtered.text).not.toContain(unit);
    expect((await first.get('/due?state=x&source=%3Cb%3E&reason=y&after=z')).text).not.toContain('<b>');
    expect(await lastEvents(1)).toEqual([{ type: 'unit.listed', actor: 'staff:officer-1' }]);
  });

  it('is not told of one who has withdrawn', async ({ deps, unit, certify, officers: { first } }) => {
    await certify(rightClaim({ applicant: 'agent', agent: LI }));
    const withdrawn = await withdraw(deps, submitterOf(unit), randomUUID(), LI);
    expect(withdrawn).toMatchObject({ answer: { outcome: 'withdrawn' } });
    await first.get(`/certifications/${unit}`);
    const late = await first.post(`/certifications/${unit}/agent-left`, { reason: REASON });
    expect(late.status).toBe(409);
    expect(late.text).toMatch(/<strong>代理人的认证已撤回<[^]*刚才的操作没有生效/);
    const { text } = await first.get(`/certifications/${unit}`);
    expect(text).toContain(`因为${END_WORDS['agent-withdrew']}<`);
    expect(rowOf((await first.get('/due')).text, unit)).toContain(END_WORDS['agent-withdrew']);
    expect(text).not.toContain('代为撤回');
  });

  it('is not there where the legal representative certified', async ({
    unit,
    certify,
    officers: { first },
  }) => {
    await certify();
    expect((await first.get(`/certifications/${unit}`)).text).not.toContain('代理人已离职');
    expect((await first.post(`/certifications/${unit}/agent-left`, { reason: REASON })).status).toBe(409);
  });
});

describe('messages that are given up', () => {
  const kill = it.extend('kill', ({ deps, database }) => async (events: number) => {
    for (const table of ['webhook_delivery', 'site'] as const)
      await database.kysely.deleteFrom(table).execute();
    await database.kysely
      .insertInto('site')
      .values({
        id: 'portal',
        origins: [],
        secrets: 'unused',
        webhook_url: 'https://portal.example/',
        created_at: new Date(),
      })
      .execute();
    await happens(deps, { type: 'unit.registered', unitCode: 'U1', siteId: 'portal' }, events);
    await fanOutAll(deps);
    const dead = { dead_at: new Date(), tries: 10, last_result: 'timeout' };
    await database.kysely.updateTable('webhook_delivery').set(dead).execute();
    const rows = await database.kysely.selectFrom('webhook_delivery').select('event').execute();
    return rows.map(({ event }) => `${event} portal`);
  });

  kill(
    'are sent again or discarded, with a reason',
    async ({ kill: killed, database, officers: { first }, lastEvents }) => {
      const [one, two] = await killed(3);
      const page = await first.get('/deliveries');
      expect(page.text).toContain('对方超时，没有回答，<span class="part">试了10次</span>');
      const none = await first.post('/deliveries/retry', { reason: '门户已恢复' });
      expect(none.status).toBe(422);
      expect(none.text).toMatch(/id="chosen-error" role="alert">请勾选要办理的通知。<[^]*<table/);
      expect(none.text).toMatch(/type="checkbox"[^>]*aria-describedby="chosen-error" aria-invalid="true"/);
      expect(none.text).toContain('<strong>没有办理</strong>');
      expect(none.text).toContain('value="门户已恢复"');
      const wordless = await first.post('/deliveries/discard', { chosen: [one!] });
      expect(wordless.text).toContain('请写原因');
      expect(wordless.text).toMatch(new RegExp(`value="${one!}"\\s+checked`));
      expect(wordless.text).not.toMatch(new RegExp(`value="${two!}"\\s+checked`));
      expect(wordless.text).toContain('id="reason-error"');
      const retried = await first.post('/deliveries/retry', { chosen: [one!], reason: '门户已恢复' });
      expect(retried.text).toContain('1条已安排重发');
      expect(await lastEvents(2)).toEqual([
        { type: 'webhook.retried', actor: 'staff:officer-1' },
        { type: 'webhook.listed', actor: 'staff:officer-1' },
      ]);
      const stale = await first.post('/deliveries/discard', { chosen: [one!], reason: '门户已停用' });
      expect(stale.status).toBe(409);
      expect(stale.text).toContain('所选的已不在了');
      const discarded = await first.post('/deliveries/discard', {
        chosen: [two!, 'x', "0 ' or 1=1"],
        site: ['portal'],
        reason: '门户已停用',
      });
      expect(discarded.text).toContain('2条已删除');
      expect(discarded.text).toContain('没有未送达的通知');
      expect(await database.kysely.selectFrom('webhook_delivery').select('dead_at').execute()).toEqual([
        { dead_at: null },
      ]);
    },
  );

  kill('are told on the page that they were chosen on', async ({ kill: killed, officers: { first } }) => {
    const all = await killed(60);
    const beginning = await first.get('/deliveries');
    const next = /href="(\/deliveries\?after=[^"]+)"/.exec(beginning.text)![1]!;
    const page = await first.get(next);
    const last = all.at(-1)!;
    expect(page.text).toContain(`value="${last}"`);
    const after = /name="after" value="([^"]+)"/.exec(page.text)![1]!;
    const wordless = await first.post('/deliveries/retry', { after, chosen: [last] });
    expect(wordless.status).toBe(422);
    expect(wordless.text).toMatch(new RegExp(`value="${last}"\\s+checked`));
    expect(wordless.text).not.toContain(`value="${all[0]!}"`);
    const made = await first.post('/deliveries/retry', { after: `${'9'.repeat(99)} <x>`, chosen: [last] });
    expect(new URL(made.url).search).toBe('?again=yes');
  });

  kill('are read by the auditor, who changes nothing', async ({ kill: killed, desk }) => {
    await killed(1);
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get('/deliveries');
    expect(text).toContain(eventWords('unit.registered'));
    expect(text).not.toContain('unit.registered');
    expect(text).not.toContain('checkbox');
  });
});

it('the figures are read again after five minutes', async ({ desk, deps, certify }) => {
  const officer = await loggedIn(desk, 'officer-1');
  const certified = async () =>
    /其中现在已认证的<\/th>\s*<td class="number"[^>]*>(?:<div>)?\s*(\d+)/.exec(
      (await officer.get('/figures')).text,
    )![1];
  const before = await certified();
  await certify();
  await deps.database.kysely
    .insertInto('site_unit')
    .columns(['unit_code', 'site_id'])
    .expression((from) =>
      from.selectFrom('certification').select(['unit_code', (to) => to.val('portal').as('site_id')]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  expect(await certified()).toBe(before);
  deps.clock.now += 300_000;
  expect(Number(await certified())).toBeGreaterThan(Number(before));
});

it('figures that could not be read are read again at the next look', async ({ desk, deps }) => {
  const officer = await loggedIn(desk, 'officer-1');
  const read = vi.spyOn(deps.database, 'session').mockRejectedValueOnce(new Unavailable('made up'));
  expect((await officer.get('/figures')).status).toBe(503);
  expect((await officer.get('/figures')).status).toBe(200);
  read.mockRestore();
});

it('the figures tell the part of the row before', async ({ desk, deps, unit, certify }) => {
  await certify();
  const tried = await newUnit(deps);
  const wrong = rightClaim({ foundedOn: '2001-09-01' });
  await submit(deps, submitterOf(tried), randomUUID(), wrong);
  const units = [unit, tried, await newUnit(deps)].map((unit_code) => ({ unit_code, site_id: 'portal' }));
  await deps.database.kysely.deleteFrom('site_unit').execute();
  await deps.database.kysely.insertInto('site_unit').values(units).execute();
  const { text } = await (await loggedIn(desk, 'officer-1')).get('/figures');
  const shares = [...text.matchAll(/上一项的(\d+)%/g)].map(([, percent]) => percent);
  expect(shares).toEqual(['67', '50']);
});

it('the figures are read by all, and tell no unit', async ({ desk, unit, certify, lastEvents }) => {
  await certify();
  for (const subject of ['hotline-1', 'officer-1', 'auditor-1']) {
    const { text } = await (await loggedIn(desk, subject)).get('/figures');
    expect(text).toContain('从提示到认证');
    expect(text).toMatch(/<svg\s+class="bar"/);
    expect(text).not.toContain(unit);
    expect(await lastEvents(1)).toEqual([{ type: 'figures.read', actor: `staff:${subject}` }]);
  }
});
