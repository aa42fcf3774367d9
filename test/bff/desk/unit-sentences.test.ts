/** The desk reads out the next step that the service has computed, also where it contradicts what else is known of the unit. */
import { describe, expect, it } from 'vitest';
import type { CaseOverview } from '../../../bff/cases/read.ts';
import type { Said } from '../../../bff/desk/kit/index.ts';
import {
  caseSaid,
  counterSaid,
  recheckSaid,
  submissionSaid,
} from '../../../bff/desk/sentences/reference-sentences.ts';
import {
  stepSaid,
  unitSaid,
  unlockedSaid,
  type Standing,
} from '../../../bff/desk/sentences/unit-sentences.ts';
import { isLocked } from '../../../bff/desk/units/unit-parts.ts';
import {
  NEWS_REASONS,
  STEPS,
  WAYS,
  type NewsReason,
  type NextStep,
  type Step,
} from '../../../bff/contract/next.ts';
import { LAPSE_REASONS } from '../../../bff/contract/reasons.ts';
import type { UnitOverview } from '../../../bff/staff/unit.ts';
import { uscc } from '../../support/people.ts';

const CODE = uscc(88_001);
const UNTIL = '2026-12-24T16:00:00.000Z';
const DAY = '12月24日';
const REFERENCE = 'K7M29QXH';
const SHOWN = 'K7M2-9QXH';

/** A unit that is certified, with nothing else to tell. */
const CERTIFIED: UnitOverview = {
  code: CODE,
  name: '示例单位',
  inRegistry: true,
  active: true,
  status: 'certified',
  reason: null,
  since: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  siteId: 'portal',
  heldSince: null,
  by: 'legal-representative',
  method: 'registry',
  evidence: null,
  checks: null,
  due: null,
  terms: [],
  waiting: [],
  case: null,
  limits: [],
  unlisted: [],
};
/** A unit that was revoked, whose attempts are used up, and that waits for all that can be waited for. */
const STUCK: UnitOverview = {
  ...CERTIFIED,
  status: 'lapsed',
  reason: 'revoked',
  endedAt: '2026-11-01T00:00:00.000Z',
  waiting: [
    { purpose: 'pending', nextTryAt: UNTIL, expiresAt: UNTIL },
    { purpose: 'recheck', nextTryAt: UNTIL, expiresAt: UNTIL },
  ],
  case: { reference: 'ABCDEFGH', state: 'open', until: '2026-11-05T16:00:00.000Z' },
  limits: [{ limit: 'userUnitPerDay', site: 'portal', used: 5, cap: 5, resetsAt: UNTIL }],
};

const CASE: CaseOverview = {
  reference: REFERENCE,
  unitCode: CODE,
  unitName: '示例单位',
  givenName: null,
  siteId: 'portal',
  applicant: 'agent',
  openedAt: '2026-11-01T00:00:00.000Z',
  until: UNTIL,
  state: 'open',
  returned: null,
  proposal: null,
  endedAt: null,
  endedBy: null,
};

const standing = (unit: UnitOverview, next: Partial<NextStep>, change: Partial<Standing> = {}): Standing => ({
  unit,
  next: {
    step: 'certify',
    ways: ['certify'],
    closed: [],
    reason: null,
    reference: null,
    until: null,
    attempts: null,
    ...next,
  },
  attempts: [],
  waiting: undefined,
  unlocking: 'clerk',
  ...change,
});

const text = (sentences: readonly Said[]): string =>
  sentences.map((one) => String(one).replace(/<[^>]*>/g, '')).join('\n');

describe.each([
  ['certified', CERTIFIED],
  ['stuck', STUCK],
])('beside an overview that says %s', (_, unit) => {
  it.each<[Partial<NextStep>, ...(string | RegExp)[]]>([
    [{ step: 'none', ways: [] }, '贵单位已通过实名认证。可以办理相关业务了。'],
    [{ step: 'deciding', reference: REFERENCE }, '材料已经看过，正在由另一名工作人员复核，请等待结果。'],
    [{ step: 'bring', reference: REFERENCE, until: UNTIL }, `最晚在${DAY}到办事窗口`, `受理编号${SHOWN}`],
    [{ step: 'bring', reference: REFERENCE, until: UNTIL, again: true }, '材料需要再看一遍', '再到办事窗口'],
    [{ step: 'checking', reference: REFERENCE }, '信息已保存，无需重复提交', `受理编号${SHOWN}`],
    [{ step: 'rechecking', reference: REFERENCE, until: UNTIL }, `受理编号${SHOWN}`, `自动复核到${DAY}`],
    [{ step: 'no-source', ways: [] }, '没有这类单位的登记信息'],
    [{ step: 'administrator', ways: [] }, '请由单位管理员登录'],
    [
      { step: 'authority', ways: ['recheck', 'counter'], reason: 'unit-not-active' },
      /请先向市场监管部门核实。\n已恢复登记的，带恢复登记的文书到办事窗口：点“申请人工核验”。\n刚恢复正常的/,
    ],
    [
      { step: 'authority', reason: 'papers-in-doubt', reference: REFERENCE },
      '材料需要进一步核实。请先向市场监管部门核实。',
    ],
    [{ step: 'counter', ways: ['counter'] }, '先在网上填写，再带营业执照和法定代表人证件到窗口'],
    [
      { step: 'counter', ways: ['counter'], reason: 'papers-missing', reference: REFERENCE },
      '人工核验未通过：材料不齐或已过期，请先备齐。',
      '用新编号到办事窗口：点“重新申请人工核验”。',
    ],
    [
      { step: 'later', ways: ['counter'], closed: [{ way: 'certify', until: UNTIL }], until: UNTIL },
      '网上提交次数已用完，12月25日 00:00后可再提交。',
      '可以带材料原件到办事窗口：点“申请人工核验”。',
      '我可以帮您解除限制',
    ],
    [
      { step: 'correct', ways: ['certify'], reason: 'registry-mismatch', attempts: 2 },
      '上次认证未通过：填写的信息与登记信息不一致。',
      '请对照营业执照和证件，核对法人姓名、法人证件号和成立日期。',
      /还可提交2次。\n登记有误的，请向市场监管部门更正。/,
    ],
    [
      { step: 'correct', ways: ['certify', 'recheck', 'counter'], reason: 'registry-mismatch' },
      /：点“申请自动复核”。\n.*：点“申请人工核验”。/,
    ],
    [
      { step: 'renew', reason: 'representative-changed', until: UNTIL },
      `法定代表人已变更，请最晚在${DAY}重新通过实名认证。到期前，业务照常办理。`,
    ],
    [{ step: 'certify', reason: 'revoked' }, '单位的认证已被撤销。', '需重新认证后才能办理'],
    [{ step: 'certify', reason: 'claim-expired', reference: REFERENCE }, '请重新提交。'],
    [{ step: 'certify', reason: 'case-expired', ways: ['certify', 'counter'] }, '用新编号到办事窗口'],
    [{ step: 'certify', reason: 'recheck-expired', reference: REFERENCE }, '自动复核已结束'],
  ])('%j is read out', (next, ...words) => {
    const said = text(unitSaid(standing(unit, next)));
    for (const word of words) expect(said).toMatch(typeof word === 'string' ? new RegExp(word) : word);
  });

  it('says that the unit may go on only at the step that says so', () => {
    for (const step of STEPS.filter((one) => !['none', 'renew', 'checking', 'rechecking'].includes(one)))
      expect(text(unitSaid(standing(unit, { step })))).not.toMatch(/可以办理相关业务|现有认证/);
  });

  it('offers only the ways that are open', () => {
    for (const step of STEPS)
      for (const reason of [null, ...NEWS_REASONS]) {
        const said = text(stepSaid(standing(unit, { step, reason, ways: [], reference: REFERENCE })));
        expect(said).not.toContain('：点“');
      }
  });

  it('offers each way that is open, but the correction that it has just told, where nothing waits', () => {
    const ways = ['certify', 'recheck', 'counter'] as const;
    const isEnd = (reason: NewsReason) =>
      LAPSE_REASONS.some((one) => one === reason && one !== 'unit-not-active');
    for (const step of ['authority', 'later', 'correct', 'certify'] as const)
      for (const reason of NEWS_REASONS.filter((one) => step === 'later' || !isEnd(one))) {
        const said = text(stepSaid(standing(unit, { step, reason, ways: [...ways], reference: REFERENCE })));
        expect(said, `${step} ${reason}`).toContain('点“申请自动复核”');
        expect(said, `${step} ${reason}`).toMatch(/点“(重新)?申请人工核验”/);
      }
  });

  it('says of each way that a limit closes until when, and who can lift it', () => {
    const closed = WAYS.map((way) => ({ way, until: UNTIL }));
    const said = (step: Step, unlocking: Standing['unlocking'] = 'clerk') =>
      text(stepSaid(standing(unit, { step, ways: [], closed }, { unlocking })));
    expect(said('later')).toMatch(/再提交。\n.*再申请。\n.*我可以帮您解除限制。/);
    expect(said('none')).toMatch(/重新认证.*\n.*撤回/);
    expect(said('later', 'another-clerk')).toContain('请另一位同事帮您解除限制');
    expect(said('later', 'nobody')).not.toContain('解除');
    expect(said('later', 'hotline')).toContain('请拨打页面上写的服务热线');
  });

  it('says one thing while a case is open, whatever else has happened', () => {
    const closed = [{ way: 'certify' as const, until: UNTIL }];
    const more = { reason: 'registry-mismatch', reference: REFERENCE, until: UNTIL, closed } as const;
    for (const step of ['bring', 'deciding'] as const) {
      const now = standing(unit, { step, ...more });
      expect(unitSaid(now)).toEqual(stepSaid(now));
      expect(text(unitSaid(now))).not.toMatch(/不一致|用完|重新认证|重新提交|失效|撤销/);
    }
  });
});

describe('a reference', () => {
  it('of an open case is told by the step, not by its state and its day', () => {
    const waits = standing(STUCK, { step: 'bring', reference: REFERENCE, until: UNTIL }, { waiting: CASE });
    expect(text(caseSaid(CASE, waits))).toContain('请代理人本人最晚在');
    expect(text(caseSaid({ ...CASE, state: 'proposed' }, waits))).toContain('请代理人本人最晚在');
    const seen = standing(STUCK, { step: 'deciding', reference: REFERENCE });
    expect(text(caseSaid(CASE, seen))).toContain('材料已经看过');
    const needless = standing(STUCK, { step: 'none', ways: [] });
    expect(text(caseSaid(CASE, needless))).toContain('不用再去窗口');
    const over = standing(STUCK, { reason: 'case-expired', reference: REFERENCE, ways: ['counter'] });
    expect(text(caseSaid(CASE, over))).toMatch(
      new RegExp(`^人工核验已过期：到${DAY}没有在办事窗口办结.*\n[^]*：点“重新申请人工核验”。$`),
    );
  });

  it('of a case that was decided is followed by the step, at the counter too', () => {
    const certified = { ...CASE, state: 'certified' } as const;
    const stands = standing(STUCK, { step: 'none', ways: [] });
    const revoked = standing(CERTIFIED, { reason: 'revoked' });
    expect(text(caseSaid(certified, stands))).toBe('人工核验已通过。\n可以办理相关业务。');
    expect(text(counterSaid(certified, stands))).toContain('已经通过了。');
    for (const said of [caseSaid, counterSaid])
      expect(text(said(certified, revoked))).toContain('单位的认证已被撤销。');
  });

  it('of a refused claim is followed by the step', () => {
    const submission = {
      id: 'id',
      reference: 'ABCDEFGH',
      unitCode: CODE,
      at: UNTIL,
      decidedAt: UNTIL,
      flow: 'certification',
      siteId: 'portal',
      applicant: 'agent',
      outcome: 'rejected',
      finding: 'legal-name-differs',
    } as const;
    const said = (now: Standing) => text(submissionSaid(submission, now));
    expect(said(standing(STUCK, { step: 'none' }))).toContain('贵单位后来已经认证，可以办理相关业务。');
    expect(said(standing(CERTIFIED, { step: 'deciding' }))).toContain('材料已经看过');
    expect(said(standing(CERTIFIED, {}))).not.toContain('后来已经认证');
  });

  it('of a re-check says until when it is kept, that it has expired, or that it has ended', () => {
    const of = { unitCode: CODE, siteId: 'portal', refused: 'ABCDEFGH', until: UNTIL };
    const next = { step: 'rechecking', reference: REFERENCE, until: UNTIL } as const;
    const said = (state: 'kept' | 'expired' | 'ended', now: Standing) =>
      text(recheckSaid({ ...of, state }, REFERENCE, now));
    expect(said('kept', standing(CERTIFIED, next))).toContain(`自动复核到${DAY}`);
    expect(said('kept', standing(CERTIFIED, { step: 'bring', until: UNTIL }))).toMatch(
      new RegExp(`自动复核到${DAY}。\\n[^]*到办事窗口`),
    );
    const expired = standing(STUCK, { reason: 'recheck-expired', reference: REFERENCE });
    expect(said('expired', expired)).toMatch(/^自动复核已结束.*\n[^]*重新提交。/);
    expect(said('ended', standing(STUCK, { step: 'none' }))).toContain('已经结束，填写的内容已删除');
  });
});

it('the attempts are unlocked where a limit may close a way, and after the unlock the step is read out', () => {
  expect(isLocked(STUCK, standing(STUCK, { step: 'none', ways: [] }).next)).toBe(false);
  const closed = [{ way: 'withdraw' as const, until: UNTIL }];
  expect(isLocked(STUCK, standing(STUCK, { step: 'none', ways: [], closed }).next)).toBe(true);
  expect(isLocked(CERTIFIED, standing(CERTIFIED, {}).next)).toBe(false);
  expect(text(unlockedSaid(standing(CERTIFIED, { step: 'checking' })))).toContain('等待中的提交会马上再核验');
  expect(text(unlockedSaid(standing(STUCK, { step: 'none' })))).toBe(
    '已经解除了，请刷新页面。\n贵单位已通过实名认证。可以办理相关业务了。',
  );
});
