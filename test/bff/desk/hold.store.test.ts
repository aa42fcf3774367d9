/** A hold at the desk: two officers place it, two lift it, and everybody reads what they may. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { LISTED } from '../../../bff/holds/hold.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { opened } from '../cases/support.ts';
import { decided } from '../holds/support.ts';
import { deskTest, loggedIn, proposalIn, saidIn, titleIn } from './support.ts';

const REASON = '登记机关来函：材料系伪造';
const CLEARED = '登记机关来函：已经查清';

const it = deskTest
  .extend('page', ({ unit }) => `/certifications/${unit}`)
  .extend('step', ({ deps, unit }) => async () => {
    return (await statusOf(deps, unit)).next.step;
  });

describe('a hold', () => {
  it('is placed by two officers and lifted by two', async ({
    deps,
    unit,
    officers,
    page,
    step,
    lastEvents,
  }) => {
    const { first, second } = officers;
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    expect((await first.get(page)).text).toContain('提议暂停认证');
    const empty = await first.post(`${page}/hold/propose`, { decision: 'placed', reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.text).toMatch(/id="hold-reason-error"[^>]*>请写原因。</);
    const proposed = await first.post(`${page}/hold/propose`, { decision: 'placed', reason: REASON });
    expect(titleIn(proposed.text)).toBe('good 提议已提交');
    expect(proposed.text).toContain('单位现在不受影响');
    expect(proposed.text).not.toContain('确认暂停');
    expect(await step()).toBe('none');
    const own = await first.post(`${page}/hold/confirm`, { proposal: proposalIn(proposed.text) });
    expect(own.status).toBe(409);
    expect(titleIn(own.text)).toBe('bad 不能复核自己的提议');
    expect((await lastEvents(2))[0]).toEqual({ type: 'desk.own-proposal', actor: 'staff:officer-1' });

    expect((await second.get('/')).text).toContain('件暂停、恢复待您复核');
    expect((await second.get('/certifications')).text).toContain(REASON);
    const { text } = await second.get(page);
    expect(text).toMatch(/<button class="danger">\s*确认暂停/);
    const [proposal] = [...text.matchAll(/hold\/confirm[^]*?name="proposal"\s+value="([^"]+)"/g)];
    const done = await second.post(`${page}/hold/confirm`, { proposal: proposal![1]! });
    expect(titleIn(done.text)).toBe('good 已暂停认证');
    expect(done.text).toMatch(/<dt>暂停提议、复核<\/dt>\s*<dd>officer-1、officer-2<\/dd>/);
    expect(done.text).toContain(`<dd>${REASON}</dd>`);
    expect(done.text).toContain('提议恢复认证');
    expect(await step()).toBe('authority');
    expect((await second.get('/certifications')).text).toContain('已暂停认证的单位');
    const twice = await second.post(`${page}/hold/confirm`, { proposal: proposal![1]! });
    expect(twice.status).toBe(200);
    expect(twice.text).toContain('这一件刚才已经办好，不用再办。');

    const lift = await second.post(`${page}/hold/propose`, { decision: 'lifted', reason: CLEARED });
    expect(lift.text).toContain('单位仍然暂停');
    await first.get(page);
    const lifted = await first.post(`${page}/hold/confirm`, { proposal: proposalIn(lift.text) });
    expect(titleIn(lifted.text)).toBe('good 已恢复认证');
    expect(await step()).toBe('certify');
    expect((await second.get('/certifications')).text).not.toContain('已暂停认证的单位');
  });

  it('that was proposed is sent back with a reason, which the first officer reads', async ({
    officers,
    page,
    step,
  }) => {
    const { first, second } = officers;
    await first.get(page);
    const proposed = await first.post(`${page}/hold/propose`, { decision: 'placed', reason: REASON });
    await second.get(page);
    const fields = { proposal: proposalIn(proposed.text), reason: '来函没有盖章' };
    const wordless = await second.post(`${page}/hold/drop`, { ...fields, reason: '' });
    expect(wordless.status).toBe(422);
    expect(wordless.text).toMatch(/<details\s+open>[^]*id="drop-hold-reason-error"/);
    expect(titleIn(wordless.text)).toBe('bad 提议没有退回');
    await first.get(page);
    const kept = await first.post(`${page}/hold/drop`, { ...fields, reason: '' });
    expect(titleIn(kept.text)).toBe('bad 提议没有撤回');
    await second.get(page);
    expect(titleIn((await second.post(`${page}/hold/drop`, fields)).text)).toBe('good 已退回');
    expect((await first.get(page)).text).toMatch(/<strong>上次的提议已由officer-2退回<[^]*?<p>来函没有盖章</);
    const late = await second.post(`${page}/hold/confirm`, { proposal: fields.proposal });
    expect(late.status).toBe(409);
    expect(titleIn(late.text)).toBe('care 没有等待复核的暂停，单位没有暂停');
    expect(await step()).toBe('certify');
  });

  it('is proposed once: a page that is out of date says who was first', async ({ officers, page }) => {
    const { first, second } = officers;
    await first.get(page);
    await second.get(page);
    const fields = { decision: 'placed', reason: REASON };
    await first.post(`${page}/hold/propose`, fields);
    const late = await second.post(`${page}/hold/propose`, fields);
    expect(late.status).toBe(409);
    expect(titleIn(late.text)).toBe('care officer-1已提议暂停');
    const twice = await first.post(`${page}/hold/propose`, fields);
    expect(twice.status).toBe(200);
    expect(twice.text).toContain('刚才已经提议过，不用再提。');
  });

  it('that was withdrawn is not said to be confirmed by the officer who lifted an earlier one', async ({
    deps,
    unit,
    officers: { first, second },
    page,
  }) => {
    await decided(deps, unit, 'placed');
    await first.get(page);
    const lift = await first.post(`${page}/hold/propose`, { decision: 'lifted', reason: CLEARED });
    await second.get(page);
    await second.post(`${page}/hold/confirm`, { proposal: proposalIn(lift.text) });
    const proposed = await first.post(`${page}/hold/propose`, { decision: 'placed', reason: REASON });
    const fields = { proposal: proposalIn(proposed.text), reason: '填错了单位' };
    expect(titleIn((await first.post(`${page}/hold/drop`, fields)).text)).toBe('good 提议已撤回');
    const late = await second.post(`${page}/hold/confirm`, { proposal: fields.proposal });
    expect(late.status).toBe(409);
    expect(late.text).toContain('刚才的操作没有生效');
    expect(late.text).not.toContain('刚才已经办好');
  });

  it('is seen by the hotline without its reason, and by the auditor with it', async ({
    desk,
    deps,
    unit,
  }) => {
    await decided(deps, unit, 'placed');
    const hotline = await loggedIn(desk, 'hotline-1');
    const { text } = await hotline.get(`/units?query=${unit}`);
    expect(text).toContain('已暂停认证');
    expect(saidIn(text)).toContain('要先由核验人员处理');
    expect(text).not.toContain('伪造');
    expect((await hotline.get(`/certifications/${unit}`)).status).toBe(403);
    const auditor = await loggedIn(desk, 'auditor-1');
    const events = (await auditor.get(`/events?unit=${unit}&type=hold.`)).text;
    expect(events).toContain('暂停认证');
    expect(events).toContain('伪造');
  });

  it('ends the case, whose number says so', async ({ desk, deps, unit, officers: { first } }) => {
    const reference = await opened(deps, unit);
    await decided(deps, unit, 'placed');
    const { text } = await first.get(`/cases/${reference}`);
    expect(text).toMatch(/<dt>原因<\/dt>\s*<dd>单位被暂停认证<\/dd>/);
    expect(text).toMatch(/<h1>[^]*?<span class="state[^"]*">已结束</);
    const hotline = await loggedIn(desk, 'hotline-1');
    expect(saidIn((await hotline.get(`/units?query=${reference}`)).text)).toContain('人工核验已经结束');
  });

  it('is not handed on to an officer by an officer', async ({ desk, deps, unit, officers: { first } }) => {
    const reference = await opened(deps, unit);
    await decided(deps, unit, 'placed');
    const hotline = await loggedIn(desk, 'hotline-1');
    const clerks = (await hotline.get(`/units?query=${unit}`)).text;
    expect(saidIn(clerks)).toContain('我可以帮您转接或者登记');
    expect(clerks).toContain('转给核验人员');
    for (const address of [`/cases/${reference}`, `/units?query=${unit}`]) {
      const { text } = await first.get(address);
      expect(saidIn(text)).toContain('窗口也暂不受理');
      expect(text).not.toMatch(/转接|转给核验人员/);
    }
    expect((await first.get(`/units?query=${unit}`)).text).toContain('暂停的原因在“认证管理”里看');
  });

  it('is in the list of the newest, which says when there may be more', async ({ deps, officers }) => {
    const list = async () => (await officers.first.get('/certifications')).text;
    const more = `这里只列最近暂停的${LISTED}个。`;
    expect(await list()).not.toContain(more);
    for (let i = 0; i < LISTED; i++) await decided(deps, uscc(7000 + i), 'placed');
    const text = await list();
    expect(text.slice(text.indexOf('已暂停认证的单位')).match(/<th scope="row">/g)).toHaveLength(LISTED);
    expect(text).toContain(more);
  });
});
