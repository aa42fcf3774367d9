/** The sentences that the desk gives staff to read out: what holds now, what to do next, and never what is for staff alone. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { endOverCases } from '../../../bff/cases/end.ts';
import { CASE } from '../../../bff/cases/decision.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { expireRechecks } from '../../../bff/attempts/expiry.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { CASE_REFUSALS } from '../../../bff/contract/cases.ts';
import { shownReference } from '../../../bff/contract/reference.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { revokeUnit, takeAgentOff } from '../../../bff/certifications/by-officer.ts';
import { withdrawAll, submitterOf } from '../../support/dependencies.ts';
import { countImport } from '../../support/imported.ts';
import { LI, registerHandler, rightClaim, uscc, usccOfClass } from '../../support/people.ts';
import { CERTIFY, FIRST, opened, proposed, REFUSE, SECOND } from '../cases/support.ts';
import { deskTest, loggedIn } from './support.ts';

const WRONG = rightClaim({
  legalRepresentative: { name: '赵不同', idNumber: rightClaim().legalRepresentative.idNumber },
});
const INACTIVE = [
  '登记信息显示贵单位状态异常（如注销、吊销），暂不能认证。',
  '请先联系市场监管部门恢复正常状态，再办理认证。',
];
const JUST_RESTORED = '刚恢复正常的，可以在页面上申请自动复核';
const RECHECKED = expect.stringMatching(
  /^贵单位已申请自动复核，编号\w{4}-\w{4}：登记信息更新后自动核验，最晚\d+月\d+日有结果，不用重复提交；登记还没有变更的，请先到市场监管部门办理。$/,
);
const CHECK = '请对照营业执照和证件，把几项都核对一遍。';
/** To a unit whose case one officer has seen. */
const SEEN = [
  '材料已经看过，正由另一名核验人员复核；在窗口的请稍等。',
  '需要再看原件的，页面会显示“材料需要再看一遍”。',
];
const WHY_REVOKED = '撤销的原因由核验人员答复，我可以帮您转接或者登记。';
const ACT = { reason: '来函', actor: 'operator:tester' } as const;

/** Each sentence to be read out, without tags and spaces. */
const saidIn = (text: string): string[] =>
  [...(/<div class="say">([\s\S]*?)<\/div>/.exec(text)?.[1] ?? '').matchAll(/<p>([\s\S]*?)<\/p>/g)].map(
    ([, sentence]) => sentence!.replace(/<[^>]*>/g, '').replace(/\s/g, ''),
  );

const it = deskTest
  .extend('send', ({ deps, unit }) => async (claim = WRONG) => {
    deps.clock.now += 1_000;
    const sent = await submit(deps, submitterOf(unit), randomUUID(), claim);
    if (sent.kind !== 'answered') throw new Error(sent.kind);
    return sent.answer.reference;
  })
  .extend('hotline', ({ desk }) => loggedIn(desk, 'hotline-1'))
  .extend(
    'page',
    ({ hotline }) =>
      async (query: string) =>
        (await hotline.get(`/units?query=${query}`)).text,
  )
  .extend(
    'said',
    ({ page }) =>
      async (query: string) =>
        saidIn(await page(query)),
  )
  .extend('deactivate', ({ database, unit }) => async (state: 'inactive' | 'active' = 'inactive') => {
    await database.kysely.updateTable('registry_unit').where('code', '=', unit).set({ state }).execute();
    await countImport(database);
  })
  .extend('refuse', ({ deps }) => async (reference: string, reason = REFUSE) => {
    deps.counter = true;
    deps.clock.now += 1_000;
    const result = await confirm(deps, CASE, await proposed(deps, reference, reason), SECOND, CERTIFY.seen);
    expect(result).toEqual({ kind: 'refused' });
  });

describe('a unit that was revoked', () => {
  it('has to certify again, also where its agent had withdrawn before', async ({
    deps,
    unit,
    send,
    page,
    said,
  }) => {
    await registerHandler(deps, unit, LI);
    await send(rightClaim({ applicant: 'agent', agent: LI }));
    await takeAgentOff(deps, unit, ACT, deps.now());
    expect((await said(unit))[0]).toMatch(
      /^贵单位的认证有效。因为办理认证的代理人不再代理贵单位，请最晚在\d+月\d+日由法定代表人或者新的代理人重新认证；到那一天（含当天）业务照常办理。$/,
    );
    expect(await page(unit)).toContain('care-text">已认证，即将到期</span>');
    deps.clock.now += 1_000;
    await revokeUnit(deps, unit, ACT, deps.now());
    expect((await said(unit))[0]).toBe('经工作人员核实，贵单位原来的认证不应当有效，已经撤销，请重新认证。');
    expect((await said(unit)).slice(-2)).toEqual(['没有错误的，可以马上重新提交。', WHY_REVOKED]);
    const text = await page(unit);
    expect(text).not.toContain('有效至');
    expect(text).toContain('已失效');
    expect(text).toMatch(/仅供内部参考[\s\S]*转给核验人员/);
  });

  it('hears how to certify again, also where only a partner knows it', async ({
    database,
    deps,
    unit,
    send,
    page,
    said,
  }) => {
    const reference = await send(rightClaim());
    deps.clock.now += 1_000;
    await revokeUnit(deps, unit, ACT, deps.now());
    await database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    await database.kysely
      .updateTable('certification')
      .where('unit_code', '=', unit)
      .set({ method: 'partner' })
      .execute();
    const sentences = [
      '经工作人员核实，贵单位原来的认证不应当有效，已经撤销，请重新认证。',
      '请对照营业执照核对登记信息，有错误的，请先联系市场监管部门更正。',
      '没有错误的，可以马上重新提交。',
      WHY_REVOKED,
    ];
    expect(await said(unit)).toEqual(sentences);
    const text = await page(unit);
    expect(text).toContain('导入的登记数据里没有，由核验接口核验');
    expect(text).not.toContain('登记数据里没有这个单位');
    expect(await said(reference)).toEqual(['这次提交通过了认证。', ...sentences]);
    expect(await page(reference)).toMatch(/仅供内部参考[\s\S]*转给核验人员/);
  });
});

it('a unit that no source has goes to the counter again after it was revoked', async ({ deps, said }) => {
  deps.counter = true;
  deps.sources = { registry: undefined, insurance: undefined };
  const code = usccOfClass('81', 12);
  const reference = await opened(deps, code);
  await confirm(deps, CASE, await proposed(deps, reference), SECOND, CERTIFY.seen);
  deps.clock.now += 1_000;
  await revokeUnit(deps, code, ACT, deps.now());
  expect((await said(code)).slice(1)).toEqual([
    '贵单位由窗口核验。',
    '请在页面上重新申请人工核验，再带材料原件到窗口。',
    WHY_REVOKED,
  ]);
});

describe('a refused case', () => {
  it('is the newest answer where its unit is found by the code', async ({
    deps,
    unit,
    send,
    refuse,
    said,
    page,
  }) => {
    await send();
    const reference = await opened(deps, unit);
    await refuse(reference);
    expect((await said(unit))[1]).toContain('人工核验没有通过');
    expect(await page(unit)).toMatch(
      new RegExp(`<dt>人工核验</dt>[^]*未通过，<span class="part">编号<a[^>]*query=${reference}"`),
    );
    deps.clock.now += 60_000;
    await send({ ...WRONG, foundedOn: '1999-01-01' });
    expect((await said(unit)).join()).not.toContain('人工核验没有通过');
  });

  it.for(CASE_REFUSALS)(
    'for %s: the next step is told at the counter and by the hotline',
    async (reason, { desk, deps, unit, refuse, said, page }) => {
      const reference = await opened(deps, unit);
      await refuse(reference, { ...REFUSE, reason } as typeof REFUSE);
      const sentences = await said(reference);
      expect(sentences[0]).toContain('没有通过');
      expect(sentences[1]).toMatch(/^(请|已经恢复正常的)/);
      expect(await page(reference)).not.toContain('存疑');
      const officer = await loggedIn(desk, 'officer-2');
      const { text } = await officer.get(`/cases/${reference}?done=refused`);
      expect(saidIn(text)).toEqual(sentences);
      expect(text.match(new RegExp(shownReference(reference), 'g'))).toHaveLength(3); // title, heading, and message
      expect(text).not.toContain('期限');
    },
  );
});

describe('a case that waits', () => {
  const COMES =
    /请法定代表人本人最晚在\d+月\d+日，带营业执照、法定代表人的证件到窗口（都要原件），报编号\w{4}-\w{4}。/;
  const COMES_AGAIN =
    /^在窗口的，请稍等；已经离开的，请法定代表人本人最晚在\d+月\d+日，带营业执照、法定代表人的证件再到窗口/;

  it('says who comes until when, with what, and to look where the counter is', async ({
    deps,
    unit,
    said,
  }) => {
    const [sentence] = await said(await opened(deps, unit));
    expect(sentence).toMatch(COMES);
    expect(sentence).toMatch(/去之前请核对窗口地点和办公时间。$/);
  });

  it('is brought by the agent who has applied', async ({ deps, unit, said }) => {
    const reference = await opened(deps, unit, rightClaim({ applicant: 'agent', agent: LI }));
    expect((await said(reference))[0]).toMatch(/^贵单位已申请人工核验：请代理人本人最晚在/);
  });

  it('that an officer has seen sends nobody to the counter again, as the portal’s page', async ({
    deps,
    unit,
    said,
  }) => {
    const reference = await opened(deps, unit);
    await proposed(deps, reference);
    expect(await said(reference)).toEqual(SEEN);
  });

  it('that was sent back is looked at once more, without the reason', async ({ deps, unit, page, said }) => {
    const reference = await opened(deps, unit);
    const note = '授权书没有盖章';
    await sendBack(deps, CASE, await proposed(deps, reference), { reason: note, actor: SECOND });
    for (const query of [reference, unit])
      expect((await said(query)).slice(-2)).toEqual([
        '人工核验的材料需要再看一遍。',
        expect.stringMatching(COMES_AGAIN),
      ]);
    expect(await page(reference)).not.toContain(note);
  });

  it.for([
    [SECOND, '待初核（已退回）'],
    [FIRST, '待初核（已撤回初核）'],
  ] as const)(
    'that %s sent back has its state by the number and by the code',
    async ([actor, state], { deps, unit, page }) => {
      const reference = await opened(deps, unit);
      await sendBack(deps, CASE, await proposed(deps, reference), { reason: '章不清', actor });
      for (const query of [reference, unit]) expect(await page(query)).toContain(`>${state}</span>`);
    },
  );
});

it('a case that ends because its unit was certified online says so to officers and to the hotline', async ({
  desk,
  deps,
  unit,
  send,
  page,
  said,
}) => {
  const reference = await opened(deps, unit);
  deps.clock.now += 1_000;
  await send(rightClaim());
  const ended = ['贵单位在网上通过了认证，人工核验因此结束，不用再去窗口。', '可以办理相关业务。'];
  const officer = await loggedIn(desk, 'officer-1');
  const overtaken = (await officer.get(`/cases/${reference}`)).text;
  expect(overtaken).toContain('单位已在网上通过认证');
  expect(overtaken).toContain('已在网上认证</span>');
  expect(overtaken).not.toContain('/propose');
  expect(overtaken).not.toContain('期限');
  expect(saidIn(overtaken)).toEqual(['贵单位已在网上通过认证，不用再到窗口办理。']);
  expect(await said(reference)).toEqual(ended);
  const asked = await page(reference);
  expect(asked).toContain('已在网上认证</span>');
  expect(asked).not.toMatch(/待初核|期限/);
  await endOverCases(deps, deps.now());
  const { text } = await officer.get(`/cases/${reference}`);
  expect(text).toContain('单位在网上通过了认证，不用再到窗口办理');
  expect(text).not.toContain('已撤回');
  const late = await officer.post(`/cases/${reference}/propose`, { decision: 'certified' });
  expect(late.text).toContain('单位在网上通过了认证，不用再到窗口办理');
  expect(await said(reference)).toEqual(ended);
  expect(await page(reference)).toContain('已在网上认证</span>');
});

it('a case that was refused because its unit is not active says so once', async ({
  deactivate,
  deps,
  unit,
  refuse,
  said,
}) => {
  const reference = await opened(deps, unit);
  await deactivate();
  await refuse(reference, { ...REFUSE, reason: 'unit-not-active' } as typeof REFUSE);
  const then = '请先到市场监管部门恢复正常状态；已经恢复的，带登记机关恢复登记的文书原件重新申请。';
  expect(await said(reference)).toEqual(['人工核验没有通过：贵单位登记状态异常。', then]);
  expect(await said(unit)).toEqual(['贵单位还没有认证。', INACTIVE[0], then]);
});

describe('a reference from before the certification', () => {
  it('of a mismatch: the unit is certified now', async ({ send, said }) => {
    const reference = await send();
    await send(rightClaim());
    expect(await said(reference)).toEqual([
      expect.stringContaining('不一致'),
      '贵单位后来已经认证，可以办理相关业务。',
    ]);
  });

  it('of the certification itself: the unit has to certify again', async ({ deps, unit, send, said }) => {
    const reference = await send(rightClaim());
    expect(await said(reference)).toEqual(['这次提交通过了认证。', '可以办理相关业务。']);
    deps.clock.now += 1_000;
    await revokeUnit(deps, unit, ACT, deps.now());
    expect((await said(reference)).slice(0, 2)).toEqual([
      '这次提交通过了认证。',
      '经工作人员核实，贵单位原来的认证不应当有效，已经撤销，请重新认证。',
    ]);
  });

  it('of a refused case: the unit is certified now', async ({ deps, unit, send, refuse, said }) => {
    const reference = await opened(deps, unit);
    await refuse(reference);
    await send(rightClaim());
    expect((await said(reference))[1]).toBe('贵单位后来已经认证，可以办理相关业务。');
  });
});

describe('a unit found by its code', () => {
  it('that is not active is sent to its authority, also when its attempts are used up', async ({
    deactivate,
    unit,
    useUp,
    send,
    said,
  }) => {
    const reference = await send(rightClaim({ foundedOn: '2001-09-01' }));
    await deactivate();
    expect(await said(unit)).toEqual(['贵单位还没有认证。', ...INACTIVE]);
    await useUp();
    expect(await said(unit)).toEqual(['贵单位还没有认证。', ...INACTIVE]);
    expect((await said(reference)).slice(1)).toEqual(INACTIVE);
  });

  it('that is not active reads so once, by the reference of that refusal', async ({
    deactivate,
    send,
    said,
  }) => {
    await deactivate();
    expect(await said(await send(rightClaim()))).toEqual([...INACTIVE, `${JUST_RESTORED}。`]);
  });

  it('that is not active hears from when it can submit again, when its dialog with the re-check is closed', async ({
    deactivate,
    deps,
    unit,
    send,
    said,
  }) => {
    await deactivate();
    deps.limits.userUnitPerDay = 1;
    await send(rightClaim());
    expect(await said(unit)).toEqual([
      '贵单位还没有认证。',
      ...INACTIVE,
      `${JUST_RESTORED}。`,
      expect.stringMatching(/^提交次数已用完，\d+月\d+日\d\d:\d\d以后可以再提交。$/),
      '急需办理的，核实身份后我可以帮您解除限制。',
    ]);
  });

  it('that is not active brings its case to the counter only when it is restored', async ({
    deactivate,
    desk,
    deps,
    unit,
    said,
  }) => {
    const reference = await opened(deps, unit);
    await deactivate();
    const officer = await loggedIn(desk, 'officer-1');
    const shown = async () => (await officer.get(`/cases/${reference}`)).text;
    expect(await shown()).toMatch(
      /只是登记数据没有更新的，看登记机关恢复登记的文书原件，看到的勾选；没有文书的，选“不通过”，原因选“单位状态异常，应先到登记机关办理”。[\s\S]*<th scope="row">登记状态<\/th>\s*<td[^>]*><\/td>\s*<td[^>]*>异常/,
    );
    const whenRestored = expect.stringMatching(
      /^登记已恢复但仍显示异常的，请法定代表人本人最晚在.*带营业执照.*、登记机关恢复登记的文书到窗口/,
    );
    expect(await said(unit)).toEqual(['贵单位还没有认证。', ...INACTIVE, whenRestored]);
    expect(await said(reference)).toEqual([...INACTIVE, whenRestored]);
    await proposed(deps, reference);
    expect(await said(reference)).toEqual(SEEN);
    expect(await shown()).toContain('另一名核验人员确认以前，也要看文书原件。'); // to the first officer
    const second = await loggedIn(desk, 'officer-2');
    expect((await second.get(`/cases/${reference}`)).text).toMatch(
      /✓ 登记机关恢复登记的文书原件[^]*<p>请自己再核对一遍材料，登记机关恢复登记的文书原件也要再看一遍；没有的，退回初核。[^<]*<\/p>\s*<button[^>]*>确认通过/,
    );
    await deactivate('active');
    expect(await shown()).toMatch(/现在与登记信息完全一致[\s\S]*也可以照常办理[\s\S]*✓ 正常/);
  });

  it('that is not active hears of the re-check and of the counter', async ({
    deactivate,
    deps,
    unit,
    send,
    said,
  }) => {
    deps.counter = true;
    await deactivate();
    await send(rightClaim());
    const sentences = [
      '贵单位还没有认证。',
      ...INACTIVE,
      `${JUST_RESTORED}，或者申请人工核验，带登记机关恢复登记的文书原件到窗口。`,
    ];
    expect(await said(unit)).toEqual(sentences);
    expect(await requestRecheck(deps, submitterOf(unit), rightClaim())).toMatchObject({
      answer: { outcome: 'kept' },
    });
    expect(await said(unit)).toEqual(['贵单位还没有认证。', INACTIVE[0], RECHECKED]);
    await deactivate('active');
    expect((await said(unit)).at(-1)).toEqual(RECHECKED); // it is asked without another claim
  });

  it('that has asked for a re-check waits for it', async ({ deps, unit, send, said }) => {
    const reference = await send();
    expect(await requestRecheck(deps, submitterOf(unit), WRONG)).toMatchObject({
      answer: { outcome: 'kept' },
    });
    const happened = expect.stringMatching(/^最近一次提交：填写的信息与登记信息不一致/);
    expect(await said(unit)).toEqual(['贵单位还没有认证。', happened, RECHECKED]);
    expect((await said(reference)).slice(1)).toEqual([RECHECKED]);
  });

  it('is found by the reference of its re-check, which says how that has ended', async ({
    deps,
    unit,
    send,
    page,
    said,
  }) => {
    const refused = await send();
    const asked = await requestRecheck(deps, submitterOf(unit), WRONG);
    if (asked.kind !== 'answered') throw new Error(asked.kind);
    const { reference } = asked.answer;
    expect(await said(reference)).toEqual([RECHECKED]);
    expect((await said(reference)).join()).toContain(shownReference(reference));
    expect(await page(reference)).toContain(`query=${refused}`);
    deps.clock.now += 1_000;
    const expired = { expires_at: new Date(deps.now()) };
    await deps.database.kysely.updateTable('kept_claim').set(expired).where('unit_code', '=', unit).execute();
    await expireRechecks(deps, deps.now());
    expect(await said(reference)).toEqual([
      '自动复核已到期：登记信息没有更新，没有通过。',
      '登记信息更新以后，请在页面上重新提交。',
    ]);
    await send(rightClaim());
    expect((await said(reference)).at(-1)).toBe('贵单位后来已经认证，可以办理相关业务。');
  });

  it('that waits for a re-check is not asked to check what it sent', async ({ deps, unit, useUp, said }) => {
    await useUp();
    const { idNumber } = rightClaim().legalRepresentative;
    const last = rightClaim({ legalRepresentative: { name: LI.name, idNumber } });
    expect(await requestRecheck(deps, submitterOf(unit), last)).toMatchObject({
      answer: { outcome: 'kept' },
    });
    expect((await said(unit)).slice(2)).toEqual([
      RECHECKED,
      expect.stringMatching(/^提交次数已用完/),
      expect.stringMatching(/^急需办理的/),
    ]);
  });

  it('that is active again submits again, also where a case waits or the refusal is looked up', async ({
    deactivate,
    deps,
    unit,
    useUp,
    send,
    said,
  }) => {
    await deactivate();
    const reference = await send(rightClaim());
    await deactivate('active');
    const restored = '当时登记状态异常，没有通过；现在登记状态正常。';
    expect(await said(unit)).toEqual([
      '贵单位还没有认证。',
      `最近一次提交：${restored}`,
      '可以在网上重新提交。',
    ]);
    expect(await said(reference)).toEqual([restored, '可以在网上重新提交。']);
    await opened(deps, unit);
    expect(await said(unit)).toEqual([
      '贵单位还没有认证。',
      expect.stringMatching(/^贵单位已申请人工核验：请法定代表人本人最晚在.*带营业执照.*报编号/),
    ]);
    await useUp();
    expect((await said(reference)).join()).not.toContain('可以在网上重新提交');
  });

  it('that lapsed is told to certify again unless it is not active', async ({
    deactivate,
    database,
    deps,
    unit,
    send,
    said,
  }) => {
    await send(rightClaim());
    await database.kysely
      .updateTable('certification')
      .where('unit_code', '=', unit)
      .set({ ended_at: new Date(deps.now()), end_reason: 'unit-not-active', ended_by: 'worker:imports' })
      .execute();
    expect((await said(unit))[0]).toBe(
      '当时登记状态异常，贵单位的认证已经失效；现在登记状态正常，请重新认证。',
    );
    await deactivate();
    expect(await said(unit)).toEqual(['贵单位的认证已经失效。', ...INACTIVE]);
  });

  it('that has not begun hears where to begin', async ({ deps, unit, said, page }) => {
    expect((await page(unit)).match(/180天内没有/g)).toHaveLength(1);
    expect(await said(unit)).toEqual([
      '贵单位还没有认证。',
      '请由单位管理员登录，在“单位设置”的“认证中心”办理实名认证。',
    ]);
    deps.counter = true;
    deps.sources = { registry: undefined, insurance: undefined };
    expect((await said(usccOfClass('81', 11)))[1]).toMatch(
      /^请由单位管理员登录，在“单位设置”的“认证中心”.*申请人工核验，再带材料到窗口/,
    );
  });

  it('hears of its last attempt before the attempts that are used up', async ({ unit, useUp, said }) => {
    await useUp();
    expect(await said(unit)).toEqual([
      '贵单位还没有认证。',
      expect.stringMatching(/^最近一次提交/),
      CHECK,
      expect.stringMatching(
        /^提交次数已用完，.*以后可以再提交；信息刚变更过的，现在就可以在页面上申请自动复核。$/,
      ),
      '急需办理的，核实身份后我可以帮您解除限制。',
    ]);
  });

  it('hears of the counter when its attempts are used up, as long as it can apply there', async ({
    deps,
    unit,
    useUp,
    said,
  }) => {
    deps.counter = true;
    await useUp();
    const byCounter = '；也可以在页面上申请人工核验，带材料到窗口办理。';
    expect((await said(unit))[3]).toContain(byCounter);
    for (let cases = 0; cases < deps.limits.casesPer30Days; cases++) {
      expect((await said(unit))[3]).toContain(byCounter);
      deps.clock.now += 1_000;
      await opened(deps, unit);
      expect((await said(unit)).join()).not.toContain('申请人工核验，带材料');
      await withdrawAll(deps, submitterOf(unit));
    }
    const usedUp = await said(unit);
    expect(usedUp.slice(2)).toEqual([
      CHECK,
      expect.stringMatching(/^提交次数已用完，.*申请自动复核。$/),
      expect.stringMatching(/^人工核验的申请次数已用完，.*以后可以再申请。$/),
      '急需办理的，核实身份后我可以帮您解除限制。',
    ]);
  });

  it('that the register does not have tries again in some days', async ({ said }) => {
    expect((await said(uscc(77_001))).at(-1)).toBe('请核对代码；刚登记的单位，请过几天再试。');
  });

  it('hears of its last attempt what can be done', async ({ unit, send, said }) => {
    await send();
    const sentences = await said(unit);
    expect(sentences).toHaveLength(3);
    expect(sentences[1]).toMatch(/^最近一次提交：填写的信息与登记信息不一致/);
    expect(sentences[2]).toMatch(/^请对照营业执照和证件，核对法定代表人姓名、证件号和成立日期后再提交。/);
    expect(sentences.join()).not.toContain('姓名不一致');
    await send(rightClaim());
    expect(await said(unit)).toEqual(['贵单位已经认证，可以办理相关业务。']);
  });

  it('is sent to the counter only where there is one', async ({ deps, unit, send, said }) => {
    const reference = await send();
    deps.counter = true;
    for (const query of [unit, reference]) expect((await said(query)).at(-1)).toContain('到窗口办理人工核验');
    deps.counter = false;
    for (const query of [unit, reference]) expect((await said(query)).join()).not.toContain('窗口');
  });

  it('is not sent to apply again while a case waits', async ({ deps, unit, send, said }) => {
    await send();
    await opened(deps, unit, WRONG);
    const sentences = (await said(unit)).join();
    expect(sentences).toContain('本人最晚在');
    expect(sentences).not.toContain('办理人工核验');
  });

  it('has nothing to unlock while no limit is used up', async ({ unit, send, useUp, page }) => {
    await send();
    expect(await page(unit)).not.toContain('/units/unlock');
    await useUp();
    expect(await page(unit)).toContain('/units/unlock');
  });

  it('is told first that its attempts are unlocked', async ({ unit, useUp, hotline }) => {
    await useUp();
    await hotline.get(`/units?query=${unit}`);
    const { text } = await hotline.post('/units/unlock', { code: unit, reason: '来电核实身份' });
    expect(saidIn(text)[0]).toBe('已经解除了，请刷新页面。');
  });

  it('that only a partner knows is not said to be missing while the partner has not answered', async ({
    deps,
    page,
    said,
  }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const code = uscc(77_003);
    await submit(deps, submitterOf(code), randomUUID(), rightClaim());
    const text = await page(code);
    expect(text).toContain('由核验接口核验，等待答复');
    expect(text).not.toContain('没有这个单位');
    expect(saidIn(text)).toEqual([
      '登记系统暂时没有答复，正在等待核验，不用重复提交。',
      expect.stringMatching(/^编号\w{4}-\w{4}，最晚等到\d+月\d+日，有结果页面会更新。$/),
    ]);
    expect(text).not.toContain('<dt>代码</dt>'); // it is the title
    expect(text).not.toContain('仅供内部参考'); // nothing was found yet
    const [, reference] = /编号(\w{4}-\w{4})/.exec(saidIn(text).join())!;
    expect(await said(reference!)).toEqual(saidIn(text));
  });

  it('does not submit again after the unlock while a submission waits', async ({ deps, hotline }) => {
    const code = uscc(77_002);
    deps.limits.userUnitPerDay = 1;
    deps.partner.registry = { kind: 'verdict', found: true, matches: false, active: true };
    await submit(deps, submitterOf(code, { sub: 'user-2' }), randomUUID(), rightClaim());
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await submit(deps, submitterOf(code), randomUUID(), rightClaim());
    await hotline.get(`/units?query=${code}`);
    const { text } = await hotline.post('/units/unlock', { code, reason: '来电核实身份' });
    expect(saidIn(text)).toEqual(['已经解除了，等待中的提交会马上再核验，不用重复提交。']);
  });
});
