/** Forms at the desk that are not taken, and where they lead: the mistake stands at its field, with what was typed. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { findCase } from '../../../bff/cases/case.ts';
import { CASE } from '../../../bff/cases/decision.ts';
import { chinaDate } from '../../../bff/contract/identifiers.ts';
import { shownReference } from '../../../bff/contract/reference.ts';
import { DAY } from '../../../bff/contract/time.ts';
import { dayWords, secondWords } from '../../../bff/desk/words/dates.ts';
import { codeMistake, searchMistake } from '../../../bff/desk/words/typed.ts';
import { eventWords } from '../../../bff/desk/words/event-words.ts';
import { CASE_WORDS, REFUSAL_WORDS } from '../../../bff/desk/words/words.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { readHead } from '../../../bff/events/chain-head.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import { proposeRevocation, REVOCATION } from '../../../bff/proposals/revocation.ts';
import { submitterOf, type TestDependencies, referenceIn } from '../../support/dependencies.ts';
import { dump } from '../../support/dump.ts';
import { registerUnit, rightClaim, ZHANG } from '../../support/people.ts';
import { happens } from '../../support/events.ts';
import { asImported } from '../../support/imported.ts';
import { emptyTables, newUnit } from '../../support/store.ts';
import { CERTIFY, certifiedAtCounter, FIRST, opened, proposed, REFUSE, SECOND } from '../cases/support.ts';
import { deskTest as it, loggedIn, returnedIn, rowOf, withoutParts } from './support.ts';

/** The attributes of a field, and the mistake at it. */
const fieldIn = (text: string, id: string) => ({
  field: new RegExp(`<input([^>]*id="${id}"[^>]*)>`).exec(text)?.[1],
  error: new RegExp(`id="${id}-error" role="alert">([^<]*)<`).exec(text)?.[1],
});
/** The sentence in the form of a case. */
const noteIn = (text: string) => /<textarea[^>]*id="note"[^>]*>\n([^<]*)</.exec(text)?.[1];
/** The papers that are ticked in it. */
const tickedIn = (text: string) =>
  [...text.matchAll(/name="seen"\s+value="([^"]+)"\s+checked/g)].map(([, paper]) => paper);
/** The types of the table of events. */
const typesIn = (text: string) => [...text.matchAll(/data-label="类型">([^<]*)</g)].map(([, words]) => words);

const proposalOf = async (deps: TestDependencies, reference: string) =>
  (await findCase(deps.database, reference))!.proposal!;

/** The reference of a submission that is rejected. */
const submitted = async (deps: TestDependencies, unit: string) => {
  const wrong = rightClaim({ foundedOn: '2001-09-01' });
  return referenceIn(await submit(deps, submitterOf(unit), randomUUID(), wrong));
};

describe('a search that finds nothing', () => {
  const NOT_FOUND = '没有这个编号：编号保留180天';
  it.for([
    ['hotline-1', '/units', 'query', 'K7M2', 422, searchMistake],
    ['hotline-1', '/units', 'query', '91320100MA1DEM01IL', 422, searchMistake],
    ['hotline-1', '/units', 'query', 'K7M2-9QXH', 404, () => NOT_FOUND],
    ['hotline-1', '/units', 'query', 'S9NF-736KX', 422, searchMistake],
    ['hotline-1', '/units', 'query', 'K7M2-9QXX', 422, searchMistake],
    ['officer-1', '/cases', 'reference', 'K7M2', 422, searchMistake],
    ['officer-1', '/cases', 'reference', 'k7m29qxx', 422, searchMistake],
    ['officer-1', '/certifications', 'code', '91320100MA1DEM01IL', 422, codeMistake],
    ['auditor-1', '/events', 'unit', '913201', 422, searchMistake],
    ['auditor-1', '/events', 'unit', 'K7M2-9QXX', 422, searchMistake],
  ] as const)(
    '%s at %s: the field %s has "%s"',
    async ([who, path, name, given, status, mistakeOf], { desk }) => {
      const browser = await loggedIn(desk, who);
      const answer = await browser.get(`${path}?${new URLSearchParams({ [name]: given }).toString()}`);
      expect(answer.status).toBe(status);
      const { field, error } = fieldIn(answer.text, name);
      expect(error).toContain(mistakeOf(given));
      expect(field).toContain(`value="${given}"`);
      expect(field).toMatch(/aria-invalid="true"\s+autofocus/);
      expect(answer.text).toContain('<title>未完成：');
    },
  );

  it.for([
    ['/cases/K7M29QXX', 'reference', searchMistake('K7M29QXX'), '等待办理的申请'],
    ['/certifications/123', 'code', codeMistake('123'), '等待复核的提议'],
  ] as const)('%s answers as the search does', async ([path, name, words, list], { desk }) => {
    const officer = await loggedIn(desk, 'officer-1');
    const { status, text } = await officer.get(path);
    expect(status).toBe(422);
    expect(fieldIn(text, name).error).toContain(words);
    expect(text).toContain('<p class="lead">');
    expect(text).toContain(list);
  });

  it('a case that is not there: the officer can search on, and sees what waits', async ({ desk }) => {
    const officer = await loggedIn(desk, 'officer-1');
    const { status, text } = await officer.get('/cases/K7M29QXH');
    expect(status).toBe(404);
    expect(fieldIn(text, 'reference').error).toContain('没有这个编号');
    expect(text).toContain('等待办理的申请');
  });
});

describe('the officer’s search', () => {
  it('opens the waiting case of a unit, and writes the look', async ({ desk, deps, unit, lastEvents }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const found = await officer.get(`/cases?reference=${unit}`);
    expect(new URL(found.url).pathname).toBe(`/cases/${reference}`);
    expect(found.text).toMatch(new RegExp(`<title>人工核验 ${shownReference(reference)}`));
    expect(await lastEvents(2)).toEqual([
      { type: 'unit.read', actor: 'staff:officer-1' },
      { type: 'case.claim-read', actor: 'staff:officer-1' },
    ]);
  });

  it('says that a certified unit needs none', async ({ desk, deps, unit }) => {
    const officer = await loggedIn(desk, 'officer-1');
    const given = await submitted(deps, unit);
    await certifiedAtCounter(deps, unit);
    for (const search of [unit, given]) {
      const { status, text } = await officer.get(`/cases?reference=${search}`);
      expect(status).toBe(200);
      expect(text).toMatch(
        /class="notice good"[^>]*>\s*<p><strong>这个单位已经认证<\/strong><\/p>\s*<p>不用办理人工核验。/,
      );
    }
  });

  it('says when the unit has none', async ({ desk, deps }) => {
    const officer = await loggedIn(desk, 'officer-1');
    const { status, text } = await officer.get(`/cases?reference=${await newUnit(deps)}`);
    expect(status).toBe(422);
    expect(fieldIn(text, 'reference').error).toBe(
      '这个单位没有等待办理的申请。请来人看页面上现在的情况；要人工核验的，请在页面上申请。',
    );
  });
});

describe('a case that was decided', () => {
  const saidIn = (text: string) => /请告诉来人：<\/p>\s*<div class="say">([^]*?)<\/div>/.exec(text)?.[1];

  it('has the words for the person who comes back with its number', async ({ desk, deps, unit }) => {
    const officer = await loggedIn(desk, 'officer-1');
    const refused = await opened(deps, unit);
    await confirm(deps, CASE, await proposed(deps, refused, REFUSE), SECOND, CERTIFY.seen);
    const page = async (reference: string) => (await officer.get(`/cases/${reference}`)).text;
    expect(saidIn(await page(refused))).toContain('人工核验未通过：材料与填写的信息不一致');
    const certified = await opened(deps, unit);
    const waiting = await page(refused);
    expect(saidIn(waiting)).toBe(undefined);
    expect(waiting).toMatch(new RegExp(`单位后来又申请了：<a class="code" href="/cases/${certified}"`));
    await confirm(deps, CASE, await proposed(deps, certified), SECOND, CERTIFY.seen);
    expect(saidIn(await page(certified))).toContain('已经通过了。');
    expect(saidIn(await page(refused))).toContain('贵单位后来已经认证，可以办理相关业务。');
    deps.clock.now += 1_000;
    await revokeUnit(deps, unit, { reason: '来函', actor: 'operator:tester' }, deps.now());
    expect(saidIn(await page(certified))).toContain('人工核验已通过。');
    expect(saidIn(await page(certified))).toContain('单位的认证已被撤销。');
  });
});

describe('a unit that applies again', () => {
  it('was revoked and refused before, which both officers read', async ({ desk, deps, unit }) => {
    const officer = await loggedIn(desk, 'officer-1');
    await certifiedAtCounter(deps, unit);
    const act = { reason: '证件系伪造', actor: FIRST };
    const revocation = await proposeRevocation(deps, unit, act);
    if (revocation.kind !== 'proposed') throw new Error(revocation.kind);
    await confirm(deps, REVOCATION, revocation.proposal, SECOND);
    const refused = await opened(deps, unit);
    await confirm(deps, CASE, await proposed(deps, refused, REFUSE), SECOND, CERTIFY.seen);
    const reference = await opened(deps, unit);
    const day = dayWords(chinaDate(deps.now()));
    const page = async () => (await officer.get(`/cases/${reference}`)).text;
    const before = await page();
    await proposed(deps, reference);
    for (const text of [before, await page()]) {
      expect(text).toContain(
        `<p>这个单位的认证在${day}被撤销：证件系伪造（提议officer-1、复核officer-2）。</p>`,
      );
      expect(text).toContain(`<p>在${day}有一次人工核验未通过：${REFUSAL_WORDS['papers-differ']}。</p>`);
    }
  });

  it('has no such notice when it did not happen', async ({ desk, deps, unit }) => {
    const officer = await loggedIn(desk, 'officer-1');
    const { text } = await officer.get(`/cases/${await opened(deps, unit)}`);
    expect(text).not.toContain('请留意这个单位以前的情况');
  });
});

describe('a submission’s number at the counter', () => {
  it('opens the case that waits for its unit, and says so', async ({ desk, deps, unit, lastEvents }) => {
    const given = await submitted(deps, unit);
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const { status, text } = await officer.get(`/cases?reference=${shownReference(given)}`);
    expect(status).toBe(200);
    expect(text).toMatch(new RegExp(`<title>人工核验 ${shownReference(reference)}`));
    const plain = text.replace(/<[^>]*>/g, '');
    expect(plain).toContain(`编号${shownReference(given)}是网上提交的编号`);
    expect(plain).toContain(`下面是该单位等待办理的人工核验，编号${shownReference(reference)}。`);
    expect(text).toContain(`action="/cases/${reference}/propose"`);
    expect(await lastEvents(3)).toEqual([
      { type: 'case.read', actor: 'staff:officer-1' },
      { type: 'submission.read', actor: 'staff:officer-1' },
      { type: 'case.claim-read', actor: 'staff:officer-1' },
    ]);
  });

  it('is said to be one when no case waits', async ({ desk, deps, unit }) => {
    const given = await submitted(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const { status, text } = await officer.get(`/cases?reference=${given}`);
    expect(status).toBe(404);
    expect(fieldIn(text, 'reference').error).toBe(
      '这是网上提交的编号，该单位没有等待办理的申请。请来人看页面上现在的情况；要人工核验的，请在页面上申请。',
    );
  });
});

it('the address of a form, when it is opened again, leads to its page', async ({ desk, deps, unit }) => {
  const reference = await opened(deps, unit);
  const officer = await loggedIn(desk, 'officer-1');
  expect((await officer.get(`/cases/${reference}/propose`)).text).toContain(
    `<a class="button" href="/cases/${reference}">打开这一页`,
  );
  expect((await officer.get('/cases/K7M2/propose')).text).toContain('地址可能抄错了');
  const hotline = await loggedIn(desk, 'hotline-1');
  expect((await hotline.get(`/units/unlock?query=${unit}`)).text).toContain(`href="/units?query=${unit}"`);
});

describe('a case that was sent back', () => {
  it('waits for the first officer, whom the first page tells', async ({ desk, deps, unit }) => {
    await deps.database.kysely.deleteFrom('counter_case').execute();
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference);
    const first = await loggedIn(desk, 'officer-1');
    const second = await loggedIn(desk, 'officer-2');
    await second.get(`/cases/${reference}`);
    const note = '授权书没有盖章';
    const done = await second.post(`/cases/${reference}/return`, { proposal, note });
    expect(done.text).toContain('已退回给officer-1');
    expect(done.text).not.toContain('可以重新初核');
    expect(done.text).toMatch(
      /退回的原因<\/dt>[^]{0,80}<\/dl>\s*<details\s*>\s*<summary>由我重新初核/, // in the same card
    );
    expect(done.text.split(note)).toHaveLength(2); // once
    expect(done.text).toMatch(/请告诉来人：<\/p>\s*<div class="say"><p>材料需要再看一遍，请稍等。/);
    expect(rowOf((await second.get('/cases')).text, reference)).toContain('初核：officer-1');
    expect(rowOf((await first.get('/cases')).text, reference)).toMatch(
      new RegExp(`${CASE_WORDS.open[1]}（已退回）[^]*>上次由您初核<`),
    );
    expect((await first.get('/')).text).toMatch(/<b>1<\/b>件退回给您/);
    // Counted once for the first officer, and not at all for the one who sent it back.
    for (const officer of [first, second]) expect((await officer.get('/')).text).toMatch(/<b>0<\/b>件待初核/);
    expect((await second.get('/')).text).not.toContain('件退回给您');
    const { text } = await first.get(`/cases/${reference}`);
    expect(text).toMatch(/<p class="lead items">[^]*officer-2退回，由您再办/);
    expect(done.text).toMatch(/<p class="lead items">[^]*您退回，由officer-1再办/);
    expect(text).toContain('复核人officer-2退回的原因');
    const ticked = (page: string) => page.match(/name="seen"[^>]*checked/g)?.length ?? 0;
    expect(ticked(text)).toBe(3); // as the first officer had them
    expect(ticked(done.text)).toBe(0); // the other officer looks for themselves
    const returned = returnedIn(text);
    const without = await first.post(`/cases/${reference}/propose`, { returned, decision: 'certified' });
    expect(without.status).toBe(422);
    expect(ticked(without.text)).toBe(0); // what was sent counts
    expect(text).not.toContain('由我重新初核');
    await proposed(deps, reference);
    expect((await first.get('/')).text).not.toContain('件退回给您');
    const again = await second.get(`/cases/${reference}`);
    expect(again.text).toMatch(new RegExp(`<dt>上次退回的原因</dt>\\s*<dd>${note}</dd>`));
    await second.post(`/cases/${reference}/confirm`, {
      proposal: await proposalOf(deps, reference),
      seen: [...CERTIFY.seen],
    });
    const ended = (await findCase(deps.database, reference))!;
    expect([ended.state, ended.returnedNote]).toEqual(['certified', null]);
  });

  it('by the first officer is decided anew without the sentence of the withdrawal', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    await sendBack(deps, CASE, await proposed(deps, reference), { reason: '勾选错了', actor: FIRST });
    const first = await loggedIn(desk, 'officer-1');
    expect((await first.get(`/cases/${reference}`)).text).toContain('撤回初核的原因');
    await proposed(deps, reference);
    const second = await loggedIn(desk, 'officer-2');
    const { text } = await second.get(`/cases/${reference}`);
    expect(text).toContain('确认通过');
    expect(text).not.toContain('勾选错了');
  });

  it('still shows why another officer has sent it back when the first one withdraws and decides anew', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    const returns = [
      [SECOND, '缺授权书'],
      [SECOND, '授权书没有盖章'],
      [FIRST, '勾选错了'],
    ] as const;
    for (const [actor, note] of returns)
      await sendBack(deps, CASE, await proposed(deps, reference), { reason: note, actor });
    const second = await loggedIn(desk, 'officer-2');
    const { text } = await second.get(`/cases/${reference}`);
    expect(text).toMatch(/<strong>撤回初核的原因<[^]*<p>勾选错了<[^]*<p>上次退回的原因：授权书没有盖章</);
    await proposed(deps, reference);
    const again = await second.get(`/cases/${reference}`);
    expect(again.text).toMatch(/<dt>上次退回的原因<\/dt>\s*<dd>授权书没有盖章</);
    expect(again.text).not.toContain('勾选错了');
    await confirm(deps, CASE, await proposalOf(deps, reference), SECOND, CERTIFY.seen);
    expect((await findCase(deps.database, reference))!.returnedNote).toBe(null);
  });

  it('by the first officer is withdrawn, and can be decided anew at once', async ({ desk, deps, unit }) => {
    await deps.database.kysely.deleteFrom('counter_case').execute();
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference);
    const first = await loggedIn(desk, 'officer-1');
    expect((await first.get(`/cases/${reference}`)).text).toMatch(/<summary>撤回自己的初核/);
    const done = await first.post(`/cases/${reference}/return`, { proposal, note: '勾选错了' });
    expect(done.text).toContain('已撤回初核');
    expect(done.text).toMatch(/class="button second"[^>]*>办下一件/);
    expect(done.text).not.toContain('由我重新初核');
    expect(done.text).toContain(`${CASE_WORDS.open[1]}（已撤回初核）`);
    expect(rowOf((await first.get('/cases')).text, reference)).toMatch(/已撤回初核）[^]*>上次由您初核</);
    expect((await first.get('/')).text).toMatch(/<b>1<\/b>件待初核/);
    const second = await loggedIn(desk, 'officer-2');
    expect((await second.get(`/cases/${reference}?done=returned`)).text).not.toContain('办下一件');
  });

  it('is not decided by a page from before the return, which then shows why and keeps what was typed', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    const first = await loggedIn(desk, 'officer-1');
    const note = '文书是复印件，请看原件';
    const seen = ['certificate', 'holder'];
    const typed = { decision: 'refused', reason: 'papers-differ', note: '执照上是另一位。', seen };
    for (const actor of [SECOND, SECOND, FIRST]) {
      const returned = returnedIn((await first.get(`/cases/${reference}`)).text);
      await sendBack(deps, CASE, await proposed(deps, reference), { reason: note, actor });
      for (const form of [typed, { ...typed, reason: '' }]) {
        const late = await first.post(`/cases/${reference}/propose`, { returned, ...form });
        expect(late.status).toBe(409);
        expect(late.text).toContain(actor === FIRST ? '您已撤回初核' : 'officer-2已退回初核');
        expect(late.text).toContain(`<p>${note}</p>`);
        expect(noteIn(late.text)).toBe(typed.note);
        expect(tickedIn(late.text)).toEqual(seen);
        expect(late.text).toMatch(/value="refused"\s+checked/);
      }
      expect((await findCase(deps.database, reference))!.state).toBe('open');
    }
    const returned = returnedIn((await first.get(`/cases/${reference}`)).text);
    const done = await first.post(`/cases/${reference}/propose`, { returned, ...typed });
    expect(done.text).toContain('初核已提交');
  });

  it('shows the reviewer’s late form where it was typed', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const second = await loggedIn(desk, 'officer-2');
    const returned = returnedIn((await second.get(`/cases/${reference}`)).text);
    await sendBack(deps, CASE, await proposed(deps, reference), { reason: '缺章', actor: SECOND });
    const late = await second.post(`/cases/${reference}/propose`, {
      returned,
      decision: 'refused',
      reason: 'papers-differ',
      note: '执照上是另一位。',
    });
    expect(late.status).toBe(409);
    expect(late.text).toMatch(/<details\s+open>\s*<summary>由我重新初核/);
    expect(noteIn(late.text)).toBe('执照上是另一位。');
  });

  it('fills a form only with what was sent by it', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const first = await loggedIn(desk, 'officer-1');
    await first.get(`/cases/${reference}`);
    const proposal = await proposed(deps, reference);
    const late = await first.post(`/cases/${reference}/propose`, { decision: 'refused', note: '缺章' });
    expect(late.text).toContain('撤回的原因（必填）');
    expect(noteIn(late.text)).toBe('');
    expect(late.text).toMatch(/<details\s*>/);
    const withdraw = () => first.post(`/cases/${reference}/return`, { proposal, note: '勾选错了' });
    const answers = [await withdraw(), await withdraw()]; // from two tabs
    for (const { text } of answers) {
      expect(text).toContain('说明（不通过时必填）');
      expect(noteIn(text)).toBe('');
      expect(tickedIn(text)).toEqual(['certificate', 'representative-document', 'holder']);
    }
  });

  it('keeps the reason that was typed for a proposal that was made anew', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference);
    const second = await loggedIn(desk, 'officer-2');
    await second.get(`/cases/${reference}`);
    await sendBack(deps, CASE, proposal, { reason: '勾选错了', actor: FIRST });
    await proposed(deps, reference);
    for (const note of ['章不清', ZHANG.idNumber]) {
      const late = await second.post(`/cases/${reference}/return`, { proposal, note });
      expect(late.status).toBe(409);
      expect(late.text).toContain('officer-1已提交初核');
      expect(late.text).toMatch(/<details\s+open>\s*<summary>有疑问，退回初核/);
      expect(noteIn(late.text)).toBe(note);
    }
  });

  it('keeps nobody’s name when it ends', async ({ deps, unit }) => {
    const reference = await opened(deps, unit);
    await sendBack(deps, CASE, await proposed(deps, reference), { reason: 'x', actor: SECOND });
    const read = () =>
      deps.database.kysely
        .selectFrom('proposal')
        .innerJoin('counter_case', 'counter_case.id', 'case_id')
        .select(['proposed_by', 'decided_by'])
        .where('reference', '=', reference)
        .executeTakeFirstOrThrow();
    expect(await read()).toEqual({ proposed_by: 'staff:officer-1', decided_by: SECOND });
    await proposed(deps, reference);
    expect(await read()).toEqual({ proposed_by: 'staff:officer-1', decided_by: null });
  });
});

describe('the auditor', () => {
  it('corrects the days of an export on the page where they were typed', async ({ desk }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const reversed = await auditor.post('/events/export', { from: '2026-11-25', to: '2026-11-24' });
    expect(reversed.status).toBe(422);
    expect(reversed.text).toMatch(/<details class="export" open>/);
    expect(fieldIn(reversed.text, 'to').error).toBe('这一天比开始的那天早，请更改。');
    expect(fieldIn(reversed.text, 'from').error).toBe(undefined);
    expect(fieldIn(reversed.text, 'from').field).toContain('value="2026-11-25"');
    expect(fieldIn(reversed.text, 'to').field).toContain('value="2026-11-24"');
    const empty = await auditor.post('/events/export', { from: '', to: '2026-11-24' });
    expect(fieldIn(empty.text, 'from').error).toBe('请填写一个日期，例如 2026-11-25。');
    expect(fieldIn(empty.text, 'to').error).toBe(undefined);
  });

  it.for(['0000-01-01', '0001-01-01', '1799-12-31', '2101-01-01', '2026-02-30', '2026-11-31'])(
    'is told that %s is no day, in the filter and in the export',
    async (day, { desk, lastEvents }) => {
      const auditor = await loggedIn(desk, 'auditor-1');
      for (const field of ['since', 'until']) {
        const filtered = await auditor.get(`/events?${field}=${day}`);
        expect(filtered.status).toBe(422);
        expect(fieldIn(filtered.text, field).error).toContain('日期不正确');
        expect(fieldIn(filtered.text, field).field).toContain('value=""');
      }
      expect((await lastEvents(1))[0]!.type).toBe('desk.login');
      for (const [field, days] of [
        ['from', { from: day, to: '2026-11-24' }],
        ['to', { from: '2026-11-24', to: day }],
      ] as const) {
        const exported = await auditor.post('/events/export', days);
        expect(exported.status).toBe(422);
        expect(fieldIn(exported.text, field).error).toBe('日期不正确，已清空。请重新选择。');
        expect(fieldIn(exported.text, field).field).toContain('value=""');
      }
      expect((await lastEvents(3)).map(({ type }) => type)).toEqual([
        'desk.login',
        'audit.read',
        'audit.read',
      ]);
    },
  );

  it('reads the events from one day to another', async ({ desk, deps, unit }) => {
    await opened(deps, unit);
    const auditor = await loggedIn(desk, 'auditor-1');
    const [day, before, after] = [0, -DAY, DAY].map((away) => chinaDate(deps.now() + away)) as [
      string,
      string,
      string,
    ];
    const between = async (since: string, until: string) =>
      (await auditor.get(`/events?unit=${unit}&since=${since}&until=${until}`)).text;
    expect(await between(day, '')).toContain('申请人工核验</td>');
    expect(await between(day, day)).toContain('申请人工核验</td>');
    expect(await between(before, before)).toContain('没有符合条件的记录');
    expect(await between(after, '')).toContain('没有符合条件的记录');
    const reversed = await between(day, before);
    expect(fieldIn(reversed, 'until').error).toBe('这一天比开始的那天早，请更改。');
    expect(fieldIn(reversed, 'since').field).toContain(`value="${day}"`);
    expect(fieldIn(reversed, 'until').field).toContain(`value="${before}"`);
    expect((await auditor.get('/events?type=audit.read')).text).toMatch(/从：\d{4}年\d+月\d+日[^]*截至：/);
  });

  it('reads the deeds alone', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    await officer.get(`/cases/${reference}`);
    await officer.get(`/units?query=${unit}`);
    await proposed(deps, reference);
    const auditor = await loggedIn(desk, 'auditor-1');
    const all = (await auditor.get(`/events?unit=${unit}`)).text;
    expect(typesIn(all)).toEqual(expect.arrayContaining(['查看申请内容', '查看提交记录', '提交初核']));
    const { text } = await auditor.get(`/events?unit=${unit}&deeds=yes`);
    expect(typesIn(text)).toEqual([eventWords('case.proposed'), eventWords('case.opened')]);
    expect(text).toMatch(/name="deeds"\s+value="yes"\s+checked/);
    expect(text).toMatch(
      /href="\/events\?[^"]*deeds=yes[^"]*actor=|href="\/events\?[^"]*actor=[^"]*deeds=yes/,
    );
    expect((await auditor.get('/events?type=audit.read')).text).toContain('只看办理：是');
  });

  it('is told faults by kind, the first hundred of each', async ({ desk, deps }) => {
    const { database } = deps;
    await emptyTables(database); // tests before this one deleted rows themselves
    await happens(deps, {}, 250);
    await happens(deps, { type: 'site.added' });
    await database.kysely
      .updateTable('event')
      .set({ actor: 'operator:other' })
      .where('type', '=', 'site.rotated')
      .execute();
    const auditor = await loggedIn(desk, 'auditor-1');
    const text = withoutParts((await auditor.post('/seals/verify', {})).text);
    const [, box = ''] = /<div class="notice bad" role="alert">([\s\S]*?)<\/div>/.exec(text)!;
    expect(box).toContain('有250处对不上');
    expect(box).toContain('记录被改动。共250处，前100处是序号1、序号2、');
    expect(box.match(/序号\d+/g)).toHaveLength(100);
    expect((await auditor.get('/events?type=audit.verified')).text).toContain('记录对不上：250');
  });

  it.for([
    'before=-5',
    'before=0',
    'before=',
    'before=1.5',
    'type=nosuch',
    'type=toString',
    `type=${'x'.repeat(5000)}`,
  ])('reads all of the newest events with %s', async (query, { desk, database }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const { status, text } = await auditor.get(`/events?${query}`);
    expect(status).toBe(200);
    expect(text).toContain('最近的在前');
    expect(text).toContain('没有筛选条件。');
    expect(typesIn(text)[0]).toBe(eventWords('audit.read'));
    const { detail } = await database.kysely
      .selectFrom('event')
      .select('detail')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(detail).toEqual({});
  });

  it('is told that a person’s number is too long, which stays out of the audit', async ({
    desk,
    lastEvents,
  }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const long = await auditor.get(`/events?actor=${'x'.repeat(5000)}`);
    expect(long.status).toBe(422);
    expect(fieldIn(long.text, 'actor').error).toBe('人员编号最多300个字，请核对一遍，或留空。');
    expect(await lastEvents(1)).toEqual([{ type: 'desk.login', actor: 'staff:auditor-1' }]);
    expect((await auditor.get(`/events?actor=${'x'.repeat(255)}`)).status).toBe(200);
  });

  it('counts several mistakes above the form, and tells a single one below it', async ({ desk }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const several = (await auditor.get('/events?unit=123&until=2026-11')).text;
    expect(several).toMatch(/未能筛选：有2处需要改正[^]*<form/);
    expect(several.match(/未能筛选/g)).toHaveLength(1);
    expect((await auditor.get('/events?unit=123')).text).toMatch(
      /<form method="get"[^]*未能筛选：编号或单位代码不正确</,
    );
  });

  it('finds what happened to a case or a submission by its number', async ({ desk, deps, unit }) => {
    const given = await submitted(deps, unit);
    const reference = await opened(deps, unit);
    await confirm(deps, CASE, await proposed(deps, reference), SECOND, CERTIFY.seen);
    await opened(deps, await newUnit(deps));
    const auditor = await loggedIn(desk, 'auditor-1');
    const typesOf = async (number: string) => typesIn((await auditor.get(`/events?unit=${number}`)).text);
    expect(await typesOf(shownReference(reference))).toEqual([
      eventWords('audit.read'),
      eventWords('certification.certified'),
      eventWords('case.certified'),
      eventWords('case.proposed'),
      eventWords('case.opened'),
    ]);
    expect(await typesOf(given)).toEqual([eventWords('audit.read'), eventWords('certification.rejected')]);
    expect((await typesOf(unit)).slice(0, 3)).toEqual(Array(3).fill(eventWords('audit.read')));
    const reads = (await auditor.get('/events?type=audit.read')).text;
    expect(reads).toContain(`编号：${shownReference(reference)}`);
    await deps.database.kysely.deleteFrom('counter_case').where('reference', '=', reference).execute();
    expect(await typesOf(reference)).toContain(eventWords('case.opened')); // events are kept longer than cases
  });

  it('reads whether a case was sent back by the second officer or taken back by the first', async ({
    desk,
    deps,
    unit,
  }) => {
    const reference = await opened(deps, unit);
    for (const actor of [SECOND, FIRST])
      await sendBack(deps, CASE, await proposed(deps, reference), { reason: '章不清', actor });
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get(`/events?type=case.returned&unit=${unit}`);
    expect(typesIn(text)).toEqual(['撤回初核', '退回初核']);
    expect(text).toMatch(/<option value="case.returned" selected>\s*退回或者撤回初核/);
  });

  it('finds a user by the end of the digest, as the table shows it', async ({ desk, deps, unit }) => {
    await opened(deps, unit);
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get(`/events?unit=${unit}`);
    const [, address, shown] = /<a[^>]*href="([^"]*)"[^>]*>(用户 [\w-]{8})<\/a/.exec(text)!;
    expect(new URL(address!.replaceAll('&amp;', '&'), desk.url).searchParams.get('actor')).toBe(shown);
    const found = (await auditor.get(`/events?actor=${encodeURIComponent(shown!)}`)).text;
    expect(found).toContain(unit);
    expect(found.slice(found.indexOf('<tbody>'), found.indexOf('</tbody>'))).not.toContain('auditor-1');
  });

  it('reads that the export has all records of the days, whatever the filter is', async ({ desk }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    expect((await auditor.get('/events?type=case.')).text).toContain(
      '导出所选日期的全部记录，不受上面筛选的影响。',
    );
  });

  it('leaves in the events the actor that was asked for, and no name that no event has', async ({
    desk,
    deps,
  }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    await auditor.get('/events?actor=auditor-1');
    for (const name of ['欧阳其一', 'user:欧阳其一', '运维 欧阳其一'])
      expect((await auditor.get(`/events?actor=${encodeURIComponent(name)}`)).status).toBe(200);
    expect(await dump(deps.database)).not.toContain('欧阳其一');
    const { text } = await auditor.get('/events?type=audit.read');
    expect(text).toContain('人员：没有记录的人员');
    expect(text).toContain('人员：auditor-1');
  });

  it('sees no table where nothing is found', async ({ desk }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get('/events?actor=nobody-at-all');
    expect(text).toContain('没有符合条件的记录');
    expect(text).not.toContain('<table');
  });

  it('reads that a form came too late, not that somebody had no role', async ({ desk, unit }) => {
    const hotline = await loggedIn(desk, 'hotline-1');
    await hotline.post('/units/unlock', { csrf: 'x', code: unit });
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get('/events?type=desk.form-refused&actor=hotline-1');
    const row = rowOf(text.slice(text.indexOf('<tbody>')), eventWords('desk.form-refused')).split(
      '</tr>',
    )[0]!;
    expect(row).toContain('不是从本次登录的页面提交的');
    expect(row).not.toContain('：form');
  });

  it('reads that an officer has tried to confirm their own proposal', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const proposal = await proposed(deps, reference);
    const officer = await loggedIn(desk, 'officer-1');
    await officer.get(`/cases/${reference}`);
    expect((await officer.post(`/cases/${reference}/confirm`, { proposal })).status).toBe(409);
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get(`/events?type=desk.own-proposal&unit=${unit}`);
    expect(text).toMatch(/<option value="desk.own-proposal" selected>\s*复核自己的，操作被拒绝/);
    const row = rowOf(text.slice(text.indexOf('<tbody>')), eventWords('desk.own-proposal')).split(
      '</tr>',
    )[0]!;
    expect(row).toContain('officer-1');
    expect(withoutParts(row)).toContain(`操作：人工核验；编号：${shownReference(reference)}`);
  });

  it('finds an actor by the words of the table', async ({ desk, deps }) => {
    const { database, keys } = deps;
    const { writeEvents } = await import('../../../bff/events/event.ts');
    const at = new Date(deps.now());
    await writeEvents(database, keys, [{ at, actor: 'operator:root', type: 'site.added' }]);
    const auditor = await loggedIn(desk, 'auditor-1');
    const { text } = await auditor.get(`/events?actor=${encodeURIComponent('运维 root')}`);
    expect(rowOf(text.slice(text.indexOf('<tbody>')), eventWords('site.added'))).toContain('运维 root');
    await writeEvents(database, keys, [
      { at, actor: 'worker:webhooks', type: 'webhook.disabled', detail: { status: 410 } },
    ]);
    const pushed = await auditor.get(`/events?actor=${encodeURIComponent('系统（推送）')}`);
    expect(
      rowOf(pushed.text.slice(pushed.text.indexOf('<tbody>')), eventWords('webhook.disabled')),
    ).toContain('对方回答：410');
  });

  it.for([
    ['signature', '签名不对'],
    ['key', '签名不对：没有这个密钥'],
  ] as const)(
    'is asked to copy a head again before anybody is alarmed: a wrong character of the %s',
    async ([part, words], { desk, deps, unit }) => {
      await emptyTables(deps.database); // tests before this one deleted rows themselves
      await registerUnit(deps, unit);
      await opened(deps, unit);
      await asImported(deps);
      while (await createSealer(deps)());
      const head = (await readHead(deps.database, deps.keys))!;
      const [key = '', mac = ''] = head.signature.split('.');
      const altered = (text: string) => (text.startsWith('a') ? 'b' : 'a') + text.slice(1);
      const signature = part === 'key' ? `${altered(key)}.${mac}` : `${key}.${altered(mac)}`;
      const auditor = await loggedIn(desk, 'auditor-1');
      const { text } = await auditor.post('/seals/verify', {
        heads: `\n${JSON.stringify({ ...head, signature })}`,
      });
      const [, box] = /<div class="notice bad" role="alert">([\s\S]*?)<\/div>/.exec(text)!;
      expect(withoutParts(box!)).toContain(
        `第1行的封存凭证序号${head.position}（${secondWords(head.at)}）：${words}`,
      );
      expect(text).toContain('请从文件重新复制整行，再核对；仍然对不上的');
      const { text: events } = await auditor.get('/events?type=audit.verified');
      const newest = rowOf(events.slice(events.indexOf('<tbody>')), eventWords('audit.verified'));
      expect(withoutParts(newest)).toMatch(
        /记录对不上：\d+；比较的封存凭证：0；封存凭证对不上：0；签名不对的封存凭证（可能抄错）：1/,
      );
    },
  );
});
