/** The sentences that the desk gives staff to read out: what holds now, what to do next, and never what is for staff alone. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { endOverCases } from '../../../bff/cases/end.ts';
import { CASE } from '../../../bff/cases/decision.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { expireClaims } from '../../../bff/attempts/expiry.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { CASE_REFUSALS } from '../../../bff/contract/cases.ts';
import {
  atCounter,
  certified,
  EARLIER,
  inactiveLapsed,
  PENDING,
  TOLD_IN_CENTER,
  registerWrong,
  WAYS,
} from '../../../bff/contract/zh-Hans/answers.ts';
import { caseRefusals, rechecking, REFUSED, SEEN } from '../../../bff/contract/zh-Hans/counter.ts';
import { again } from '../../../bff/contract/zh-Hans/again.ts';
import { refusals } from '../../../bff/contract/zh-Hans/refusals.ts';
import { NAMES } from '../../../bff/contract/zh-Hans/unit-names.ts';
import { shownReference } from '../../../bff/contract/reference.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { revokeUnit, takeAgentOff } from '../../../bff/certifications/by-officer.ts';
import { withdrawAll, submitterOf, answerIn, referenceIn } from '../../support/dependencies.ts';
import { countImport } from '../../support/imported.ts';
import { LI, registerHandler, rightClaim, uscc, usccOfClass } from '../../support/people.ts';
import { CERTIFY, FIRST, opened, proposed, REFUSE, SECOND } from '../cases/support.ts';
import { deskTest, loggedIn } from './support.ts';

const WRONG = rightClaim({
  legalRepresentative: { name: '赵不同', idNumber: rightClaim().legalRepresentative.idNumber },
});
const { certificate, authority, head } = NAMES;
const COMPANY = {
  certificate: certificate['business-license'],
  authority: authority['market-regulation'],
  head: head['legal-representative'],
};
const REFUSALS = refusals(COMPANY);
const { lapsed, revoked } = again(COMPANY);
const REVOKED = revoked.title;
const { said: why, next: check } = REFUSALS['unit-not-active'];
const INACTIVE = [why, check];
const RESTORED = '当时登记状态异常，没有通过；现在登记状态正常。';
/** The sentence of a way, with the name of its button. */
const wayOf = (context: keyof typeof WAYS, way: 'certify' | 'recheck' | 'counter') => {
  const { text, button } = WAYS[context][way];
  return `${text.slice(0, -1)}：点“${button}”。`;
};
const NUMBER = expect.stringMatching(/^受理编号\w{4}-\w{4}。$/);
const RECHECKED = [
  rechecking('').text[0],
  expect.stringMatching(/^自动复核到\d+月\d+日。/),
  TOLD_IN_CENTER,
  NUMBER,
];
const MISMATCH = `${EARLIER}：${REFUSALS['registry-mismatch'].said}`;
const UNLOCK = '急需办理的，核实身份后我可以帮您解除限制。';
const USED_UP = expect.stringMatching(/^网上提交次数已用完，\d+月\d+日\d\d:\d\d后可再提交。$/);
const START = '请由单位管理员登录，在“单位设置”的“认证中心”办理实名认证。';
/** To a unit whose case one officer has seen. */
const SEEN_SAID = [SEEN, NUMBER];
const PASSED = `${certified('').title}：${certified('').text[0]}`;
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
    return referenceIn(await submit(deps, submitterOf(unit), randomUUID(), claim));
  })
  .extend('hotline', ({ desk }) => loggedIn(desk, 'hotline-1'))
  .extend('page', ({ hotline }) => async (query: string) => {
    return (await hotline.get(`/units?query=${query}`)).text;
  })
  .extend('said', ({ page }) => async (query: string) => {
    return saidIn(await page(query));
  })
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
      /^代理人已撤回认证，请最晚在\d+月\d+日重新通过实名认证。到期前，业务照常办理。$/,
    );
    expect(await page(unit)).toContain('care-text">已认证，即将到期</span>');
    deps.clock.now += 1_000;
    await revokeUnit(deps, unit, ACT, deps.now());
    expect(await said(unit)).toEqual([`${REVOKED}。`, revoked.needed, START, WHY_REVOKED]);
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
    const sentences = [`${REVOKED}。`, revoked.needed, START, WHY_REVOKED];
    expect(await said(unit)).toEqual(sentences);
    const text = await page(unit);
    expect(text).toContain('导入的登记数据里没有，由核验接口核验');
    expect(text).not.toContain('登记数据里没有这个单位');
    expect(await said(reference)).toEqual([PASSED, ...sentences]);
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
  const names = { certificate: certificate['trade-union-certificate'], head: COMPANY.head };
  expect((await said(code)).slice(2)).toEqual([START, atCounter(names), WHY_REVOKED]);
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
    expect((await said(unit))[1]).toBe(`${REFUSED}：${caseRefusals(COMPANY)['papers-differ']}`);
    expect(await page(unit)).toMatch(
      new RegExp(`<dt>人工核验</dt>[^]*未通过，<span class="part">编号<a[^>]*query=${reference}"`),
    );
    deps.clock.now += 60_000;
    await send({ ...WRONG, foundedOn: '1999-01-01' });
    expect((await said(unit)).join()).not.toContain(REFUSED);
  });

  it.for(CASE_REFUSALS)(
    'for %s: the next step is told at the counter and by the hotline',
    async (reason, { desk, deps, unit, refuse, said, page }) => {
      const reference = await opened(deps, unit);
      await refuse(reference, { ...REFUSE, reason } as typeof REFUSE);
      const sentences = await said(reference);
      expect(sentences[0]).toBe(`${REFUSED}：${caseRefusals(COMPANY)[reason]}`);
      expect(sentences[1]).toMatch(/：点“(重新)?申请人工核验”。$/);
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
  const PAPERS = '材料原件：营业执照、法定代表人的证件。姓名或证件号变更过的，另带变更证明。';
  const PLACE = '请确认窗口地点和办公时间。';

  it('says who comes until when, with what, and to look where the counter is', async ({
    deps,
    unit,
    said,
  }) => {
    expect(await said(await opened(deps, unit))).toEqual([
      expect.stringMatching(/^请法定代表人本人最晚在\d+月\d+日到办事窗口，报受理编号。$/),
      NUMBER,
      PAPERS,
      PLACE,
    ]);
  });

  it('is brought by the agent who has applied', async ({ deps, unit, said }) => {
    const reference = await opened(deps, unit, rightClaim({ applicant: 'agent', agent: LI }));
    const [comes, , papers] = await said(reference);
    expect(comes).toMatch(/^请代理人本人最晚在/);
    expect(papers).toContain('代理人的证件、单位的授权委托书（盖章）');
  });

  it('that was sent back is looked at once more, without the reason', async ({ deps, unit, page, said }) => {
    const reference = await opened(deps, unit);
    const note = '授权书没有盖章';
    await sendBack(deps, CASE, await proposed(deps, reference), { reason: note, actor: SECOND });
    for (const query of [reference, unit])
      expect(await said(query)).toEqual([
        expect.stringMatching(/^材料需要再看一遍：请法定代表人本人最晚在\d+月\d+日带原件再到办事窗口/),
        NUMBER,
        PAPERS,
        PLACE,
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
  const then = [wayOf('inactive', 'counter'), wayOf('inactive', 'certify')];
  expect(await said(reference)).toEqual([`${REFUSED}：${caseRefusals(COMPANY)['unit-not-active']}`, ...then]);
  expect(await said(unit)).toEqual([...INACTIVE, ...then]);
});

describe('a reference from before the certification', () => {
  it('of the certification itself: the unit has to certify again', async ({ deps, unit, send, said }) => {
    const reference = await send(rightClaim());
    expect(await said(reference)).toEqual([PASSED, certified('').text[1]]);
    deps.clock.now += 1_000;
    await revokeUnit(deps, unit, ACT, deps.now());
    expect((await said(reference)).slice(0, 2)).toEqual([PASSED, `${REVOKED}。`]);
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
    const ways = [wayOf('inactive', 'recheck'), wayOf('inactive', 'certify')];
    expect(await said(unit)).toEqual([...INACTIVE, ...ways]);
    await useUp();
    expect((await said(unit)).slice(0, 3)).toEqual([...INACTIVE, USED_UP]);
    expect((await said(reference)).slice(1, 3)).toEqual(INACTIVE);
  });

  it('that is not active reads so once, by the reference of that refusal', async ({
    deactivate,
    send,
    said,
  }) => {
    await deactivate();
    expect(await said(await send(rightClaim()))).toEqual([
      `${REFUSALS['unit-not-active'].title}：${INACTIVE[0]}`,
      INACTIVE[1],
      wayOf('inactive', 'recheck'),
      wayOf('inactive', 'certify'),
    ]);
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
    expect(await said(unit)).toEqual([...INACTIVE, USED_UP, wayOf('inactive', 'recheck'), UNLOCK]);
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
    for (const query of [reference, unit]) {
      const [comes, number, papers] = await said(query);
      expect(comes).toMatch(/^请法定代表人本人最晚在/);
      expect(number).toEqual(NUMBER);
      expect(papers).toContain('营业执照、法定代表人的证件、登记机关恢复登记的文书');
    }
    await proposed(deps, reference);
    expect(await said(reference)).toEqual(SEEN_SAID);
    expect(await shown()).toContain('另一名核验人员确认以前，也要看文书原件。'); // to the first officer
    const second = await loggedIn(desk, 'officer-2');
    expect((await second.get(`/cases/${reference}`)).text).toMatch(
      /✓ 登记机关恢复登记的文书原件[^]*请自己再核对一遍材料，登记机关恢复登记的文书原件也要再看一遍；没有的，退回初核[^]*<button[^>]*>确认通过/,
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
    const ways = (['counter', 'recheck', 'certify'] as const).map((way) => wayOf('inactive', way));
    expect(await said(unit)).toEqual([...INACTIVE, ...ways]);
    expect(await requestRecheck(deps, submitterOf(unit), rightClaim())).toMatchObject({
      answer: { outcome: 'kept' },
    });
    expect(await said(unit)).toEqual(RECHECKED);
    await deactivate('active');
    expect(await said(unit)).toEqual(RECHECKED); // it is asked without another claim
  });

  it('is found by the reference of its re-check, which says how that has ended', async ({
    deps,
    unit,
    send,
    page,
    said,
  }) => {
    const refused = await send();
    const { reference } = answerIn(await requestRecheck(deps, submitterOf(unit), WRONG));
    expect(await said(reference)).toEqual(RECHECKED);
    expect((await said(reference)).join()).toContain(shownReference(reference));
    expect(await page(reference)).toContain(`query=${refused}`);
    deps.clock.now += 1_000;
    const expired = { expires_at: new Date(deps.now()) };
    await deps.database.kysely.updateTable('kept_claim').set(expired).where('unit_code', '=', unit).execute();
    await expireClaims(deps, deps.now());
    const expiry = REFUSALS['recheck-expired'];
    expect((await said(reference)).slice(0, 2)).toEqual([expiry.said, expiry.next]);
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
    expect(await said(unit)).toEqual([...RECHECKED, USED_UP, UNLOCK]);
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
    expect((await said(unit)).slice(0, 2)).toEqual(['贵单位还没有认证。', RESTORED]);
    expect((await said(reference))[0]).toBe(RESTORED);
    for (const query of [unit, reference]) expect(await said(query)).toContain(wayOf('inactive', 'certify'));
    await opened(deps, unit);
    expect((await said(unit))[0]).toMatch(/^请法定代表人本人最晚在/);
    await useUp();
    expect((await said(reference)).join()).not.toContain('再认证一次');
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
    expect((await said(unit))[0]).toBe(lapsed('unit-not-active'));
    await deactivate();
    expect((await said(unit))[0]).toBe(inactiveLapsed(COMPANY));
  });

  it('that has not begun hears where to begin', async ({ deps, unit, said, page }) => {
    expect((await page(unit)).match(/180天内没有/g)).toHaveLength(1);
    expect(await said(unit)).toEqual(['贵单位还没有认证。', START]);
    deps.counter = true;
    deps.sources = { registry: undefined, insurance: undefined };
    const names = { certificate: certificate['trade-union-certificate'], head: COMPANY.head };
    expect((await said(usccOfClass('81', 11))).slice(1)).toEqual([START, atCounter(names)]);
  });

  it('hears of its last attempt before the attempts that are used up', async ({ unit, useUp, said }) => {
    await useUp();
    expect(await said(unit)).toEqual([
      '贵单位还没有认证。',
      MISMATCH,
      USED_UP,
      wayOf('refused', 'recheck'),
      UNLOCK,
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
    const byCounter = wayOf('refused', 'counter');
    expect(await said(unit)).toContain(byCounter);
    for (let cases = 0; cases < deps.limits.casesPer30Days; cases++) {
      expect(await said(unit)).toContain(byCounter);
      deps.clock.now += 1_000;
      await opened(deps, unit);
      expect(await said(unit)).not.toContain(byCounter);
      await withdrawAll(deps, submitterOf(unit));
    }
    expect((await said(unit)).slice(2)).toEqual([
      USED_UP,
      expect.stringMatching(/^人工核验的申请次数已用完，请在.*后再申请。$/),
      wayOf('refused', 'recheck'),
      UNLOCK,
    ]);
  });

  it('hears of its last attempt what can be done', async ({ unit, send, said }) => {
    await send();
    const sentences = await said(unit);
    expect(sentences).toEqual([
      '贵单位还没有认证。',
      MISMATCH,
      '请对照营业执照和证件，核对法人姓名、法人证件号和成立日期。',
      '还可提交4次。',
      registerWrong(COMPANY),
      wayOf('refused', 'recheck'),
    ]);
    expect(sentences.join()).not.toContain('姓名不一致');
    await send(rightClaim());
    expect(await said(unit)).toEqual([certified('').text.join('')]);
  });

  it('is sent to the counter only where there is one', async ({ deps, unit, send, said }) => {
    const reference = await send();
    deps.counter = true;
    for (const query of [unit, reference])
      expect((await said(query)).at(-1)).toBe(wayOf('refused', 'counter'));
    deps.counter = false;
    for (const query of [unit, reference]) expect((await said(query)).join()).not.toContain('窗口');
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
    expect(saidIn(text)).toEqual([PENDING.said, PENDING.next, TOLD_IN_CENTER, NUMBER]);
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
