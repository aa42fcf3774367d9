/** The work at the desk: the hotline, two officers, the auditor; each look and deed is an event with the person's subject. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { CASE } from '../../../bff/cases/decision.ts';
import { findCase } from '../../../bff/cases/case.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import { readHead } from '../../../bff/events/chain-head.ts';
import { secondWords } from '../../../bff/desk/words/dates.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { shownReference } from '../../../bff/contract/reference.ts';
import { eventWords } from '../../../bff/desk/words/event-words.ts';
import { CASE_WORDS, FINDING_WORDS, INSIDE } from '../../../bff/desk/words/words.ts';
import { DESK_LIMITS } from '../../../bff/limits/limits.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import {
  withdrawAll,
  statusOf,
  submitterOf,
  type TestDependencies,
  answerIn,
} from '../../support/dependencies.ts';
import { LI, registerUnit, rightClaim, usccOfClass, ZHANG } from '../../support/people.ts';
import { asImported } from '../../support/imported.ts';
import { emptyTables, newUnit } from '../../support/store.ts';
import { CERTIFY, open, opened, proposed, REFUSE } from '../cases/support.ts';
import {
  deskTest as it,
  loggedIn,
  proposalIn,
  returnedIn,
  saidIn,
  titleIn,
  withoutParts,
} from './support.ts';

const ALL = ['certificate', 'representative-document', 'agent-document', 'authorization', 'holder'];
const WRONG = () =>
  rightClaim({
    legalRepresentative: { name: '赵不同', idNumber: rightClaim().legalRepresentative.idNumber },
  });

async function submitUnit(deps: TestDependencies, unit: string, claim: ClaimRequest) {
  return answerIn(await submit(deps, submitterOf(unit), randomUUID(), claim));
}

describe('the hotline', () => {
  it('reads out what happened, and keeps inside which field differs', async ({
    desk,
    deps,
    unit,
    lastEvents,
  }) => {
    const { reference } = await submitUnit(deps, unit, WRONG());
    const hotline = await loggedIn(desk, 'hotline-1');
    const { status, text } = await hotline.get(`/units?query=${reference.slice(0, 4)}-${reference.slice(4)}`);
    expect(status).toBe(200);
    const said = saidIn(text);
    expect(said).toContain('填写的信息与登记信息不一致');
    expect(said).not.toContain('姓名不一致');
    expect(text.match(new RegExp(INSIDE, 'g'))).toHaveLength(3); // above, in the table's head and at its cell
    expect(text).toMatch(new RegExp(`${INSIDE}[^]*${FINDING_WORDS['legal-name-differs']}`));
    expect(text).not.toContain(rightClaim().legalRepresentative.name); // the registry's value
    expect(text).not.toContain('赵不同');
    expect(await lastEvents(2)).toEqual([
      { type: 'submission.read', actor: 'staff:hotline-1' },
      { type: 'findings.read', actor: 'staff:hotline-1' },
    ]);
  });

  it('has an empty field for the next caller once something is found', async ({ desk, unit, useUp }) => {
    const fieldIn = (text: string) => /<input[^>]*id="query"[^>]*>/.exec(text)![0];
    await useUp();
    const hotline = await loggedIn(desk, 'hotline-1');
    const found = fieldIn((await hotline.get(`/units?query=${unit}`)).text);
    expect(found).toContain('value=""');
    expect(found).toContain('autofocus');
    const mistake = fieldIn((await hotline.post('/units/unlock', { code: unit, reason: ' ' })).text);
    expect(mistake).not.toContain('autofocus'); // the reason has it
  });

  it('is not asked to unlock a certified unit', async ({ desk, deps, unit }) => {
    await submitUnit(deps, unit, rightClaim());
    const ends_at = new Date(deps.now() + 86_400_000);
    await deps.database.kysely
      .updateTable('limit_counter')
      .set({ used: deps.limits.unitPerDay, ends_at })
      .where('kind', '=', 'unit')
      .where('key', '=', unit.slice(8, 17))
      .execute();
    const { text } = await (await loggedIn(desk, 'hotline-1')).get(`/units?query=${unit}`);
    expect(text).toContain('已用完');
    expect(text).toContain('单位已经认证，不用解除限制。');
    expect(text).not.toContain('解除限制的原因');
  });

  it('unlocks nothing where nothing is used up', async ({ desk, unit, lastEvents }) => {
    const hotline = await loggedIn(desk, 'hotline-1');
    await hotline.get(`/units?query=${unit}`);
    const { status, text } = await hotline.post('/units/unlock', { code: unit, reason: '来电核实' });
    expect(status).toBe(409);
    expect(titleIn(text)).toBe('care 没有可以解除的限制');
    expect((await lastEvents(2)).map(({ type }) => type)).not.toContain('unit.unlocked');
  });

  it('unlocks with a reason', async ({ desk, deps, unit, lastEvents }) => {
    for (let tries = 1; tries <= 5; tries++)
      await submitUnit(deps, unit, { ...WRONG(), foundedOn: `1999-01-0${tries}` });
    const hotline = await loggedIn(desk, 'hotline-1');
    const { text } = await hotline.get(`/units?query=${unit}`);
    expect(text).toContain('已用完');
    expect(text.indexOf('class="say"')).toBeLessThan(text.indexOf('<dl>'));
    expect(text).toMatch(/<button class="second"[^>]*>解除限制/);
    expect(text).toContain(`action="/units/unlock?query=${unit}"`); // so that a login can lead back
    const refused = await hotline.post('/units/unlock', { code: unit, reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/id="reason-error" role="alert">请写原因。</);
    expect(titleIn(refused.text)).toBe('bad 没有解除');
    const long = await hotline.post('/units/unlock', { code: unit, reason: '急'.repeat(201) });
    expect(long.text).toMatch(/id="reason-error" role="alert">原因有201个字，最多200个/);
    const done = await hotline.post('/units/unlock', { code: unit, reason: '来电核实身份，次数用完' });
    expect(done.text).toContain('已解除限制');
    expect(done.text).toContain('现在没有占用提交次数（通过的和已解除的不计），不用解除限制');
    expect(await lastEvents(2)).toEqual([
      { type: 'unit.unlocked', actor: 'staff:hotline-1' },
      { type: 'findings.read', actor: 'staff:hotline-1' },
    ]);
    const twice = await hotline.post('/units/unlock', { code: unit, reason: '来电核实身份，次数用完' });
    expect(twice.status).toBe(409);
    expect(titleIn(twice.text)).toBe('good 限制已经解除');
    expect(twice.text).toMatch(/您在\d+年\d+月\d+日 \d\d:\d\d解除的，不用再办。/);
    expect((await lastEvents(2)).map(({ type }) => type)).not.toContain('unit.unlocked');
  });

  it.for([
    ['K7M29QXX', 422, '编号不正确：可能错了一个字符'],
    ['', 200, '查询单位'],
    ['<script>alert(1)</script>', 422, '编号或代码不正确'],
  ] as const)('answers "%s" in words', async ([query, status, words], { desk }) => {
    const hotline = await loggedIn(desk, 'hotline-1');
    const answer = await hotline.get(`/units?query=${encodeURIComponent(query)}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text).not.toContain('<script>');
  });

  it('names the case that waits, found by the unit or by a submission', async ({ desk, deps, unit }) => {
    const { reference: refused } = await submitUnit(deps, unit, WRONG());
    const reference = await opened(deps, unit, WRONG());
    const hotline = await loggedIn(desk, 'hotline-1');
    for (const query of [unit, refused]) {
      const { text } = await hotline.get(`/units?query=${query}`);
      expect(text).toContain('有等待办理的人工核验');
      expect(text).toContain(`/units?query=${reference}`);
      expect(saidIn(text)).toContain(shownReference(reference));
      expect(saidIn(text)).not.toContain('办理人工核验'); // nobody is sent to apply again
      expect(text).not.toContain('赵不同');
    }
    const officer = await loggedIn(desk, 'officer-1');
    expect((await officer.get(`/units?query=${unit}`)).text).toContain(`/cases/${reference}`);
  });

  it('reads out when the attempts return, found by the unit or by a submission', async ({
    desk,
    deps,
    unit,
  }) => {
    const references: string[] = [];
    for (let tries = 1; tries <= 5; tries++)
      references.push(
        (await submitUnit(deps, unit, { ...WRONG(), foundedOn: `1999-01-0${tries}` })).reference,
      );
    const hotline = await loggedIn(desk, 'hotline-1');
    for (const query of [unit, references.at(-1)!])
      expect(saidIn((await hotline.get(`/units?query=${query}`)).text)).toMatch(
        /网上提交次数已用完，\d+月\d+日 \d\d:\d\d后可再提交/,
      );
  });

  it('looks up so many times in ten minutes, and no more', async ({ desk, deps, unit, useUp }) => {
    const hotline = await loggedIn(desk, 'hotline-1');
    await useUp();
    await hotline.get(`/units?query=${unit}`);
    for (let look = 1; look < DESK_LIMITS['desk.lookUps'].allowed; look++)
      expect((await hotline.get(`/units?query=x${look}`)).status).toBe(422);
    expect((await hotline.get(`/units?query=${await newUnit(deps)}`)).status).toBe(429);
    const other = { code: await newUnit(deps), reason: '来电核实' };
    expect((await hotline.post('/units/unlock', other)).status).toBe(429);
    expect((await hotline.post('/units/unlock', { ...other, code: unit })).text).toContain('已解除限制');
  });

  it('counts the looks of a person over all pages and processes, and keeps nobody’s name', async ({
    desk,
    deps,
    unit,
  }) => {
    desk.staff.find(({ subject }) => subject === 'hotline-1')!.roles = ['hotline', 'officer'];
    const { cookies } = await loggedIn(desk, 'hotline-1');
    const headers = {
      Host: new URL(desk.url).host,
      Cookie: `desk-session=${cookies.get(desk.url)!.get('desk-session')!}`,
    };
    const processes = [desk.app, desk.replica()];
    const statusBy = async (at: number, path: string) =>
      (await processes[at % 2]!.request(desk.url + path, { headers })).status;
    let asked = 0;
    const pages = [
      () => `/units?query=${'x'.repeat(++asked)}`, // a random text may look like a phone number
      async () => `/certifications/${await newUnit(deps)}`,
      async () => `/cases?reference=${await newUnit(deps)}`,
    ];
    for (let look = 0; look < DESK_LIMITS['desk.lookUps'].allowed; look++)
      expect(await statusBy(look, await pages[look % 3]!())).not.toBe(429);
    for (const [at, page] of pages.entries()) expect(await statusBy(at, await page())).toBe(429);
    const other = await loggedIn(desk, 'officer-1');
    expect((await other.get(`/certifications/${unit}`)).status).toBe(200);
    expect(await statusBy(0, `/certifications/${unit}`)).toBe(429); // it is open to the other person alone
    const kept = await deps.database.kysely
      .selectFrom('limit_counter')
      .select('key')
      .where('kind', 'like', 'desk.%')
      .execute();
    expect(kept.length).toBeGreaterThan(DESK_LIMITS['desk.lookUps'].allowed);
    for (const { key } of kept) expect(key).toMatch(/^[\w-]+\.[\w-]{22}$/);
  });
});

describe('two officers', () => {
  it('certify a unit at the counter', async ({ desk, deps, unit, lastEvents }) => {
    const reference = await opened(deps, unit, WRONG());
    const first = await loggedIn(desk, 'officer-1');
    expect((await first.get('/cases')).text).toContain(unit);
    const page = await first.get(`/cases/${reference}`);
    expect(page.text).toContain('赵不同');
    expect(page.text).toContain(FINDING_WORDS['legal-name-differs']);
    const few = await first.post(`/cases/${reference}/propose`, {
      decision: 'certified',
      seen: ['certificate'],
    });
    expect(few.status).toBe(422);
    expect(few.text).toContain('还没有勾选：法定代表人的证件原件、到场的人与证件是同一人');
    expect(few.text).toMatch(/<p class="error" id="seen-error" role="alert">还没有勾选/);
    expect(few.text.match(/name="seen"[^>]*aria-invalid="true"/g)).toHaveLength(2);
    const proposed = await first.post(`/cases/${reference}/propose`, { decision: 'certified', seen: ALL });
    expect(proposed.text).toContain('初核已提交');
    expect(proposed.text).not.toContain('确认通过');
    const second = await loggedIn(desk, 'officer-2');
    const { text } = await second.get(`/cases/${reference}`);
    const proposal = proposalIn(text);
    const own = await first.post(`/cases/${reference}/confirm`, { proposal });
    expect(own.status).toBe(409);
    expect(own.text).toContain('不能复核自己的初核');
    expect(text).toContain('您自己看到了哪些材料');
    expect(text).not.toMatch(/name="seen"[^>]*checked/);
    const confirm = (seen: string[]) => second.post(`/cases/${reference}/confirm`, { proposal, seen });
    const unseen = await confirm(['certificate', 'holder']);
    expect(unseen.status).toBe(422);
    expect(titleIn(unseen.text)).toBe('bad 没有确认');
    expect(unseen.text).toMatch(/id="seen-error" role="alert">还没有勾选：法定代表人的证件原件。</);
    expect(unseen.text.match(/name="seen"[^>]*checked/g)).toHaveLength(2); // what was ticked is kept
    const done = await confirm(ALL);
    expect(done.text).toContain('已确认通过');
    expect(done.text).toMatch(/<dt>复核看到的材料<\/dt>\s*<dd>✓ 营业执照原件/);
    expect(done.text).not.toContain('赵不同');
    const { kinds } = await statusOf(deps, unit);
    expect(kinds.find(({ kind }) => kind === 'real-name')).toMatchObject({
      status: 'certified',
      method: 'counter',
    });
    expect(await lastEvents(3)).toEqual([
      { type: 'case.certified', actor: 'staff:officer-2' },
      { type: 'certification.certified', actor: 'staff:officer-2' },
      { type: 'case.read', actor: 'staff:officer-2' },
    ]);
  });

  it('certify a unit that is not active by the document of its restoration', async ({
    desk,
    database,
    deps,
    unit,
  }) => {
    const becomes = (state: 'active' | 'inactive') =>
      database.kysely.updateTable('registry_unit').set({ state }).where('code', '=', unit).execute();
    const document = '登记机关恢复登记的文书原件';
    const reference = await opened(deps, unit);
    const first = await loggedIn(desk, 'officer-1');
    const second = await loggedIn(desk, 'officer-2');
    const confirm = async (proposal: string, seen = ALL) =>
      second.post(`/cases/${reference}/confirm`, { proposal, seen });
    expect((await first.get(`/cases/${reference}`)).text).not.toContain(document);
    const early = await proposed(deps, reference);
    await second.get(`/cases/${reference}`);
    await becomes('inactive');
    const late = await confirm(early);
    expect(late.status).toBe(409);
    expect(late.text).toContain('单位现在登记状态异常，没有确认');
    expect(late.text).not.toContain('确认通过</button>');
    await second.post(`/cases/${reference}/return`, { proposal: early, note: '请看恢复登记的文书。' });

    expect((await first.get(`/cases/${reference}`)).text).toMatch(
      /value="restoration"[^>]*\/>登记机关恢复登记的/,
    );
    const returned = returnedIn((await first.get(`/cases/${reference}`)).text);
    const propose = (seen: string[]) =>
      first.post(`/cases/${reference}/propose`, { returned, decision: 'certified', seen });
    expect((await propose(ALL)).text).toContain(`还没有勾选：${document}。`);
    expect((await propose([...ALL, 'restoration'])).text).toContain('初核已提交');
    const { text } = await second.get(`/cases/${reference}`);
    expect(text).toContain(`✓ ${document}`);
    const unticked = await confirm(proposalIn(text));
    expect(unticked.text).toContain(`还没有勾选：${document}。`);
    const done = await confirm(proposalIn(text), [...ALL, 'restoration']);
    expect(done.text).toContain('已确认通过');
    expect(done.text).toContain(`✓ ${document}`);
    for (const path of [`/certifications/${unit}`, `/units?query=${unit}`])
      expect((await second.get(path)).text).toMatch(
        /<dd>\s*异常（注销、吊销等），窗口已核验恢复登记的文书\s*<\/dd>/,
      );
    const hotline = await loggedIn(desk, 'hotline-1');
    expect(saidIn((await hotline.get(`/units?query=${unit}`)).text)).toContain('已通过实名认证');
    const auditor = await loggedIn(desk, 'auditor-1');
    const events = (await auditor.get(`/events?unit=${unit}&type=certification.`)).text;
    expect(events).toContain(`、${document}、`);
    await becomes('active');
    expect((await second.get(`/certifications/${unit}`)).text).not.toContain('恢复登记');
  });

  it('refuse with a reason of the list and a sentence', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const first = await loggedIn(desk, 'officer-1');
    const form = (await first.get(`/cases/${reference}`)).text;
    expect(form).not.toMatch(/name="decision"[^>]*required/); // the browser would say it in words of its own
    const propose = (fields: object) =>
      first.post(`/cases/${reference}/propose`, { decision: 'refused', seen: ['certificate'], ...fields });
    expect((await propose({ decision: '' })).text).toMatch(/id="decision-error" role="alert">请选择结论/);
    const empty = (await propose({})).text;
    expect(empty).toMatch(/id="why-error" role="alert">请选择不通过的原因。</);
    expect(titleIn(empty)).toBe('bad 初核没有提交：有2处要改');
    expect((await propose({ reason: 'papers-differ' })).text).toMatch(
      /id="note-error" role="alert">请写说明/,
    );
    expect((await propose({ reason: 'papers-differ', note: '营业执照上是另一位。' })).text).toContain(
      '初核已提交',
    );
    const second = await loggedIn(desk, 'officer-2');
    const { text } = await second.get(`/cases/${reference}`);
    expect(text).toContain('营业执照上是另一位。');
    const proposal = proposalIn(text);
    expect(text).toMatch(/<details\s*>/);
    const wordless = await second.post(`/cases/${reference}/return`, { proposal, note: ' ' });
    expect(wordless.text).toMatch(/<details\s+open>[^]*id="note-error"/);
    const note = '请再看一次原件。';
    const back = await second.post(`/cases/${reference}/return`, { proposal, note });
    expect(back.text).toContain(note);
    expect(back.text).not.toContain('上次勾选的还勾着');
    expect((await first.get(`/cases/${reference}`)).text).toContain('上次勾选的还勾着，请逐项再看');
    const twice = await second.post(`/cases/${reference}/return`, { proposal, note });
    expect(twice.status).toBe(200);
    expect(titleIn(twice.text)).toBe('good 您已退回初核');
    expect(twice.text).toContain('这一件刚才已经办好，不用再办。');
    const stale = await second.post(`/cases/${reference}/confirm`, { proposal });
    expect(stale.status).toBe(409);
    expect(titleIn(stale.text)).toBe('care 您已退回初核');
    expect(stale.text).toContain('刚才的操作没有生效。下面是现在的情况。');
    expect((await findCase(deps.database, reference))!.state).toBe('open');
  });

  it('are told what another one has done meanwhile', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const second = await loggedIn(desk, 'officer-2');
    const late = async () => {
      await second.get(`/cases/${reference}`);
      const proposal = '00000000-0000-4000-8000-000000000000';
      return titleIn((await second.post(`/cases/${reference}/confirm`, { proposal })).text);
    };
    expect(await late()).toBe('care 这件申请还没有初核');
    const proposal = await proposed(deps, reference, REFUSE);
    expect(await late()).toBe('care officer-1已提交初核');
    await sendBack(deps, CASE, proposal, { reason: 'x', actor: 'staff:officer-1' });
    expect(await late()).toBe('care officer-1已撤回初核');
    await confirm(deps, CASE, await proposed(deps, reference, REFUSE), 'staff:officer-3', REFUSE.seen);
    expect(await late()).toBe('care officer-3已确认不通过');
    for (const [end, title] of [
      [{ state: 'expired', ended_by: 'worker:cases' }, 'care 这件申请已结束：满30天没有办理'],
      [
        { state: 'withdrawn', ended_by: 'worker:cases' },
        'good 这件申请已结束：单位在网上通过了认证，不用再到窗口办理',
      ],
      [{ state: 'withdrawn', ended_by: 'operator:tester' }, 'care 这件申请已结束：按个人要求删除'],
    ] as const) {
      await deps.database.kysely
        .updateTable('counter_case')
        .set({ ...end, proposal: null })
        .where('reference', '=', reference)
        .execute();
      expect(await late()).toBe(title);
    }
  });

  it('write no document number into a sentence', async ({ desk, deps, unit }) => {
    const note = `授权书上的${LI.idNumber}不清楚`;
    const errorIn = (text: string) => /id="note-error" role="alert">([^<]*)</.exec(text)?.[1];
    const hint = /id="note-hint">[^<]*不要写姓名、证件号和电话号码</;
    const reference = await opened(deps, unit);
    const first = await loggedIn(desk, 'officer-1');
    expect((await first.get(`/cases/${reference}`)).text).toMatch(hint);
    for (const decision of ['certified', 'refused'])
      for (const reason of ['', 'papers-differ']) {
        const answer = await first.post(`/cases/${reference}/propose`, { decision, reason, seen: ALL, note });
        expect(answer.status).toBe(422);
        expect(errorIn(answer.text)).toBe('说明里有证件号，请去掉。');
        expect(answer.text).toContain(note); // what was typed is kept
      }
    const proposal = await proposed(deps, reference);
    const second = await loggedIn(desk, 'officer-2');
    for (const [officer, label] of [
      [first, '撤回'],
      [second, '退回'],
    ] as const) {
      expect((await officer.get(`/cases/${reference}`)).text).toMatch(hint);
      const answer = await officer.post(`/cases/${reference}/return`, { proposal, note });
      expect(answer.status).toBe(422);
      expect(errorIn(answer.text)).toBe('原因里有证件号，请去掉。');
      const empty = await officer.post(`/cases/${reference}/return`, { proposal, note: ' ' });
      expect(errorIn(empty.text)).toBe('请写原因。');
      expect(empty.text).toContain(`>${label}的原因（必填）<`);
      expect(titleIn(empty.text)).toBe(`bad 没有${label}`);
    }
    expect((await findCase(deps.database, reference))!.state).toBe('proposed');
  });

  it('are told when the unit has withdrawn meanwhile, whether their form is complete or not', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const none = '00000000-0000-4000-8000-000000000000';
    await officer.get(`/cases/${reference}`);
    await withdrawAll(deps, submitterOf(unit));
    for (const [deed, fields] of [
      ['propose', { decision: 'certified', seen: ALL }],
      ['propose', {}],
      ['propose', { decision: 'certified' }],
      ['propose', { decision: 'refused', note: LI.idNumber }],
      ['return', { proposal: none, note: '' }],
      ['return', { proposal: none, note: LI.idNumber }],
    ] as const) {
      const { status, text } = await officer.post(`/cases/${reference}/${deed}`, fields);
      expect([status, titleIn(text)]).toEqual([409, 'care 这件申请已结束：单位在页面上撤回']);
      expect(saidIn(text)).toContain('这次申请已撤回');
      expect(text).toContain('填写的内容已删除');
      expect(text).toMatch(/href="\/cases"[^>]*>办下一件/);
      expect(text).not.toContain('没有提交');
    }
    expect((await officer.get(`/cases/${reference}`)).text).toMatch(/href="\/cases"[^>]*>办下一件/);
  });

  it.for(['no-uuid', '', "' or 1=1", '00000000-0000-4000-8000-000000000000'])(
    'confirm nothing by the proposal "%s"',
    async (proposal, { desk, deps, unit }) => {
      const reference = await opened(deps, unit);
      const officer = await loggedIn(desk, 'officer-1');
      await officer.get(`/cases/${reference}`);
      expect((await officer.post(`/cases/${reference}/confirm`, { proposal })).status).toBe(409);
    },
  );
});

describe('the first page', () => {
  it('has the search for the hotline', async ({ desk }) => {
    const { first } = await loggedIn(desk, 'hotline-1');
    expect(first.text).toMatch(/<form[^>]*action="\/units"[^>]*role="search"/);
    expect(first.text).not.toContain(CASE_WORDS.open[1]);
  });

  it('counts what waits for this officer', async ({ desk, deps, unit }) => {
    await deps.database.kysely.deleteFrom('counter_case').execute();
    const first = await loggedIn(desk, 'officer-1');
    const second = await loggedIn(desk, 'officer-2');
    const counts = async (officer: typeof first) =>
      [...(await officer.get('/')).text.matchAll(/<b>(\d+)<\/b>件待(初核|您复核)/g)].map(
        ([, count]) => count,
      );
    expect(await counts(first)).toEqual(['0', '0']);
    const reference = await opened(deps, unit);
    expect(await counts(first)).toEqual(['1', '0']);
    await proposed(deps, reference);
    expect(await counts(first)).toEqual(['0', '0']); // it is the officer's own
    expect(await counts(second)).toEqual(['0', '1']);
  });

  it('shows the auditor what is not delivered, and no cases', async ({ desk }) => {
    const { first } = await loggedIn(desk, 'auditor-1');
    expect(first.text).toMatch(/<b>\d+<\/b>条未送达/);
    expect(first.text).not.toContain(CASE_WORDS.open[1]);
    expect(first.text).not.toContain('action="/units"');
  });
});

describe('after a deed', () => {
  it.for([
    [CERTIFY, '已确认通过', '已经通过了'],
    [REFUSE, '已确认不通过', '材料与填写的信息不一致'],
  ] as const)(
    'the officer has the number, words for the person, and the search for the next one: %o',
    async ([decision, title, words], { desk, deps, unit }) => {
      const reference = await opened(deps, unit);
      const proposal = await proposed(deps, reference, decision);
      await opened(deps, await newUnit(deps)); // its claim is not shown before anybody has its number
      const second = await loggedIn(desk, 'officer-2');
      await second.get(`/cases/${reference}`);
      const { text } = await second.post(`/cases/${reference}/confirm`, { proposal, seen: ALL });
      expect(text).toContain(title);
      expect(text).toContain(`编号<span class="code">${shownReference(reference)}</span>：`);
      expect(saidIn(text)).toContain(words);
      expect(text).toMatch(/href="\/cases"[^>]*>办下一件/);
    },
  );
});

describe('the queue', () => {
  it('leads to a case by the number that somebody reads out', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const found = await officer.get(`/cases?reference=${shownReference(reference).toLowerCase()}`);
    expect(new URL(found.url).pathname).toBe(`/cases/${reference}`);
    const wrong = await officer.get('/cases?reference=K7M29QXX');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('编号不正确');
  });

  it('says that the papers were seen, and no day, once the case does not expire', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const row = async () =>
      (await officer.get('/cases')).text.split('<tr').find((part) => part.includes(reference));
    expect(await row()).toMatch(/data-label="期限">\d+年\d+月\d+日</);
    await proposed(deps, reference);
    expect(await row()).toContain('data-label="期限">材料已看过<');
    const hotline = await loggedIn(desk, 'hotline-1');
    for (const query of [unit, reference])
      expect((await hotline.get(`/units?query=${query}`)).text).not.toContain('期限');
  });
});

it('a case of a unit without a source shows the name that the site gave', async ({ desk, deps }) => {
  const unit = usccOfClass('81', 8);
  const { reference } = answerIn(
    await open(deps, unit, rightClaim(), { unitName: '云川市纺织行业工会联合会' }),
  );
  const officer = await loggedIn(desk, 'officer-1');
  const { text } = await officer.get(`/cases/${reference}`);
  expect(text).toMatch(/云川市纺织行业工会联合会\s*<span class="hint part">（网站提供）/);
  expect(text).toContain('登记数据不包括这类单位，没有可以比较的。请与工会法人资格证书原件和证件逐项核对。');
  expect(text).toContain('工会法人资格证书原件\n');
  for (const words of ['登记信息</th>', '摘要', '新设单位', '没有单位名称'])
    expect(text).not.toContain(words);
  const row = (await officer.get('/cases')).text.split('<tr').find((part) => part.includes(unit))!;
  expect(row).toContain('云川市纺织行业工会联合会');
  const hotline = await loggedIn(desk, 'hotline-1');
  for (const query of [unit, reference]) {
    const page = (await hotline.get(`/units?query=${query}`)).text;
    expect(page).toContain('云川市纺织行业工会联合会');
    expect(saidIn(page)).toContain('材料原件：工会法人资格证书、法定代表人的证件。');
  }
});

it('the queue is shown also where a claim was altered', async ({ desk, deps }) => {
  const unit = usccOfClass('81', 9);
  await open(deps, unit, rightClaim(), { unitName: '云川市教育工会' });
  const altered = deps.database.kysely.updateTable('counter_case').set({ claim: 'altered' });
  await altered.where('unit_code', '=', unit).execute();
  const officer = await loggedIn(desk, 'officer-1');
  const row = (await officer.get('/cases')).text.split('<tr').find((part) => part.includes(unit));
  expect(row).toMatch(new RegExp(`data-label="单位"><div><span class="code">${unit}</span></div></td>`));
});

it('a unit without a name is titled by its code', async ({ desk, deps }) => {
  const unit = usccOfClass('81', 10);
  const { officer, hotline } = {
    officer: await loggedIn(desk, 'officer-1'),
    hotline: await loggedIn(desk, 'hotline-1'),
  };
  const title = (level: number) =>
    new RegExp(`<h${level}>\\s*<span class="code">${unit}</span> <span class="state`);
  const [looked, asked] = await Promise.all([
    officer.get(`/certifications/${unit}`),
    hotline.get(`/units?query=${unit}`),
  ]);
  expect(looked.text).toMatch(title(1));
  expect(asked.text).toMatch(title(2));
  for (const { text } of [looked, asked]) expect(text).not.toContain('<dt>代码</dt>');
  const reference = await opened(deps, unit);
  expect((await officer.get(`/cases/${reference}`)).text).toMatch(
    new RegExp(`<p class="lead items">\\s*<span class="code">${unit}</span>`),
  );
});

describe('the auditor', () => {
  it.for([
    ['garbage', () => 'garbage'],
    ['a head that is cut off', (head: string) => head.slice(0, -20)],
    ['a right head above half of one', (head: string) => `${head}\n${head.slice(40)}`],
    ['a line of another kind', () => '{"position":1}'],
    ['a head with a wrong day', (head: string) => head.replace(/"at":"(\d{4}-\d\d-\d\d)/, '"at":"$11')],
    ['a head without its time', (head: string) => head.replace(/"at":"[^"]*"/, '"at":"zzz"')],
    ['a head with a time that is none', (head: string) => head.replace(/"at":"[^"]*"/, '"at":"zzz 1"')],
    ['a head of a far year', (head: string) => head.replace(/"at":"2026/, '"at":"+275760')],
  ] as const)('is refused in words with %s', async ([, textOf], { desk, deps, unit, lastEvents }) => {
    await emptyTables(deps.database); // tests before this one deleted rows themselves
    await registerUnit(deps, unit);
    await submitUnit(deps, unit, rightClaim());
    await asImported(deps);
    while (await createSealer(deps)());
    const head = JSON.stringify(await readHead(deps.database, deps.keys));
    const auditor = await loggedIn(desk, 'auditor-1');
    await auditor.get('/seals');
    const heads = textOf(head);
    const answer = await auditor.post('/seals/verify', { heads });
    expect(answer.status).toBe(422);
    const error = /<p class="error" id="heads-error" role="alert">([^<]*)</.exec(answer.text)?.[1];
    expect(error).toContain(`第${heads.split('\n').length}行不是完整的封存凭证`);
    const field = /<textarea\s+id="heads"([^>]*)>\s*([^<]*)<\/textarea>/.exec(answer.text)!;
    expect(field[1]).toMatch(/aria-describedby="heads-hint heads-error"\s+aria-invalid="true"/);
    expect(field[2]!.replaceAll('&quot;', '"')).toBe(heads);
    expect(answer.text).not.toContain('没有发现改动');
    expect((await lastEvents(1))[0]!.type).not.toBe('audit.verified');
    const { position, at } = JSON.parse(head) as { position: number; at: string };
    expect(withoutParts((await auditor.post('/seals/verify', { heads: head })).text)).toContain(
      `比较了1张封存凭证：序号${position}（${secondWords(at)}）。`,
    );
    await auditor.get('/seals');
    expect((await auditor.post('/seals/verify', {})).text).toContain(
      '没有填封存凭证，最新的记录是否被删看不出来',
    );
  });

  it('keeps the head as a file', async ({ desk, deps, unit }) => {
    await submitUnit(deps, unit, rightClaim());
    while (await createSealer(deps)());
    const auditor = await loggedIn(desk, 'auditor-1');
    const file = await auditor.get('/seals/head');
    expect(decodeURIComponent(file.headers.get('Content-Disposition')!)).toMatch(
      /attachment; filename="head-(\d+)\.json"; filename\*=UTF-8''封存凭证-\1\.json$/,
    );
    expect(JSON.parse(file.text)).toEqual(await readHead(deps.database, deps.keys));
  });

  it('reads types and details in words, and finds a person by the bare number', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    await officer.get(`/cases/${reference}`);
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get(`/events?type=case.&actor=officer-1&unit=${unit}`);
    const table = text.slice(text.indexOf('<tbody>'), text.indexOf('</tbody>'));
    expect(table).toContain(eventWords('case.claim-read'));
    expect(table).toContain(`编号：${shownReference(reference)}`);
    expect(table).not.toContain('{');
    expect(text).toContain('<option value="case." selected');
  });

  it('has the conditions on paper, and whether there are older events', async ({ desk, unit }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const onPaper = async (query: string) =>
      [...(await auditor.get(`/events${query}`)).text.matchAll(/<p class="paper[^"]*">([^<]*)<\/p>/g)].map(
        ([, words]) => words,
      );
    expect((await onPaper(''))[0]).toBe('没有筛选条件。');
    expect((await onPaper(`?type=audit.&unit=${unit}&actor=auditor-1&until=2026-11-24`))[0]).toBe(
      `筛选：类型：审计；单位：${unit}；人员：auditor-1；截至：2026年11月24日。`,
    );
    expect(await onPaper(`?unit=${unit}`)).not.toContain('更早的记录没有印在这里。');
    for (let reads = 0; reads < 50; reads++) await auditor.get('/events');
    expect(await onPaper('')).toContain('更早的记录没有印在这里。');
    expect((await onPaper(`?actor=${ZHANG.idNumber}`)).join()).not.toContain('筛选'); // a document number is no condition
  });

  it('sees that a page is not the newest, and goes back to that', async ({ desk, unit }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    expect((await auditor.get('/events')).text).toContain('最近的在前');
    const { text } = await auditor.get(`/events?unit=${unit}&before=40`);
    expect(text).not.toContain('最近的在前');
    expect(text).toMatch(
      new RegExp(
        `序号40以前的记录。</span><a[^>]* href="/events\\?[^"]*unit=${unit}[^"]*">回到最近的记录</a>`,
      ),
    );
    expect(text).not.toContain('before=40');
  });

  it('reads, verifies and exports, which are events too', async ({ desk, deps, unit, lastEvents }) => {
    await submitUnit(deps, unit, rightClaim());
    while (await createSealer(deps)());
    const auditor = await loggedIn(desk, 'auditor-1');
    expect((await auditor.get(`/events?unit=${unit}&type=certification.`)).text).toContain(
      eventWords('certification.certified'),
    );
    expect((await auditor.get('/seals')).text).toContain('到序号');
    expect((await auditor.post('/seals/verify', {})).text).toMatch(/没有发现改动|对不上/);
    await auditor.get('/events');
    expect((await auditor.post('/events/export', { from: '2026-11-25', to: '2026-11-24' })).status).toBe(422);
    await auditor.get('/events');
    const file = await auditor.post('/events/export', { from: '2026-11-24', to: '2026-11-24' });
    expect(decodeURIComponent(file.headers.get('Content-Disposition')!)).toBe(
      `attachment; filename="events-2026-11-24-2026-11-24.ndjson"; filename*=UTF-8''审计记录-2026-11-24-2026-11-24.ndjson`,
    );
    const lines = file.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; mac: string });
    expect(lines.some(({ type, mac }) => type === 'certification.certified' && mac !== '')).toBe(true);
    expect(await lastEvents(3)).toEqual([
      { type: 'audit.read', actor: 'staff:auditor-1' },
      { type: 'audit.read', actor: 'staff:auditor-1' },
      { type: 'audit.exported', actor: 'staff:auditor-1' },
    ]);
  });
});
