/** The desk's words: names of the unit's class as the widget has them, and why a message was not delivered. */
import { expect, it } from 'vitest';
import {
  actorIn,
  actorWords,
  detailWords,
  eventWords,
  shownActor,
  typeWords,
} from '../../../bff/desk/words/event-words.ts';
import {
  checkWords,
  classWords,
  deliveryWords,
  limitWords,
  paperWords,
} from '../../../bff/desk/words/words.ts';
import { registerWrong } from '../../../bff/contract/zh-Hans/answers.ts';
import { submissionText } from '../../../bff/desk/sentences/page-text.ts';
import { unitClassOf } from '../../../bff/contract/unit-class.ts';
import { unitNames } from '../../../widget/locales/zh-Hans/unit-names.ts';

const CODES = ['11', '12', '21', '31', '51', '52', '53', '81', '91', '92'].map((start) =>
  start.padEnd(18, '0'),
);

it.each(CODES)('names the certificate, the authority and the head of %s as the widget does', (code) => {
  const { certificate, authority, head } = unitClassOf(code);
  expect(classWords(code)).toEqual({
    certificate: unitNames.certificate[certificate],
    authority: unitNames.authority[authority],
    head: unitNames.head[head],
  });
});

it('asks for the papers of the unit’s class', () => {
  const [code] = CODES.filter((each) => each.startsWith('92'));
  expect(paperWords('certificate', code!)).toBe('营业执照');
  expect(checkWords('certificate', code!)).toBe('营业执照原件');
  expect(checkWords('representative-document', code!)).toBe('经营者的证件原件');
  expect(checkWords('agent-document', code!)).toBe('代理人的证件原件');
});

it.each([
  ['11', '统一社会信用代码证书', '机构编制部门', '法人姓名和法人证件号'],
  ['12', '事业单位法人证书', '机构编制部门', '法人姓名和法人证件号'],
  ['31', '律师事务所执业许可证', '司法行政机关', '法人姓名、法人证件号和成立日期'],
  ['51', '社会团体法人登记证书', '民政部门', '法人姓名、法人证件号和成立日期'],
  ['92', '营业执照', '市场监管部门', '法人姓名、法人证件号和成立日期'],
])(
  'a mismatch of a unit of class %s is checked by its certificate and the fields of its form, and corrected by its authority',
  (first, certificate, authority, fields) => {
    const code = first.padEnd(18, '0');
    const { next } = submissionText(
      { flow: 'certification', outcome: 'rejected', finding: 'legal-name-differs' },
      code,
    );
    expect(next).toBe(`请对照${certificate}和证件，核对${fields}。`);
    expect(registerWrong(classWords(code))).toBe(`登记有误的，请向${authority}更正。`);
  },
);

it('says what the counts of a person have in them', () => {
  for (const name of ['personPerDay', 'agentPerDay']) expect(limitWords(name)).toContain('含人工核验的申请');
});

it.each([
  ['410', '对方拒收（410）'],
  ['503', '对方出错（503）'],
  ['302', '对方没有接收（302）'],
  ['timeout', '对方超时，没有回答'],
  [null, '没有发出'],
])('a message with the result %s: %s', (result, words) => {
  expect(deliveryWords(result)).toBe(words);
});

it('tells the hour and the sites of refused attempts in words and in China’s time', () => {
  const detail = { limit: 'userPerHour', tries: 3, sites: { portal: 3 }, hour: '2026-11-27T22:00Z' };
  const event = { type: 'certification.limited', actor: 'worker:refusals', detail: JSON.stringify(detail) };
  expect(detailWords(event)).toEqual([
    '限制：一个用户1小时内（含其他单位）',
    '拒绝的次数：3',
    '站点：portal 3',
    '从这个时间起的一小时：2026年11月28日 06:00',
  ]);
});

it.each([
  ['registry', 'timeout', '登记系统', '超时'],
  ['registry', 'unreachable', '登记系统', '连不上'],
  ['insurance', 'refused', '经办记录的系统', '对方拒绝或者出错'],
  ['insurance', 'bad-answer', '经办记录的系统', '答复看不懂'],
  ['insurance', 'circuit-open', '经办记录的系统', '连续失败，暂停询问'],
])('tells that %s gave no answer, by %s', (partner, outage, system, reason) => {
  const detail = JSON.stringify({ partner, outage });
  const event = { type: 'certification.pending', actor: 'worker:pending', detail };
  expect(detailWords(event)).toEqual([`等待的系统：${system}`, `没有结果的原因：${reason}`]);
});

const detailOf = (type: string, detail: object, actor = 'operator:root') =>
  detailWords({ type, actor, detail: JSON.stringify(detail) });

it('tells in words which key is replaced, and how far', () => {
  expect(detailOf('keys.replaced', { use: 'digests', step: 'made', id: 'k2' })).toEqual([
    '用途：比较用的摘要',
    '进度：新密钥已生成，还没有使用',
    '密钥编号：k2',
  ]);
  expect(detailOf('keys.replaced', { use: 'macs', step: 'replaced', id: 'k2' })[1]).toBe(
    '进度：旧密钥已停用',
  );
  expect(detailOf('keys.rotated', { newest: 'm2', rewrapped: 3, unreadable: 0 })).toEqual([
    '新的主密钥：m2',
    '重新加密的密钥：3',
    '打不开的：0',
  ]);
});

it('a certification that lapses, and a case that is refused, are not said to agree in persons and date', () => {
  const inactive = { reason: 'unit-not-active' };
  expect(detailOf('certification.lapsed', inactive)).toEqual(['原因：登记状态异常']);
  for (const type of ['case.proposed', 'case.refused'])
    expect(detailOf(type, inactive)).toEqual(['原因：单位状态异常，应先到登记机关办理']);
  expect(detailOf('certification.rejected', { finding: 'unit-not-active' })).toEqual([
    '内部原因：人员和日期都一致，登记状态异常',
  ]);
});

it.each([
  ['case.refused', '初核人'],
  ['certification.certified', '初核人'],
  ['certification.revoked', '提议人'],
  ['hold.placed', '提议人'],
])('the first of two officers is called by the deed: in %s %s', (type, words) => {
  expect(detailOf(type, { proposedBy: 'staff:officer-1' })).toEqual([`${words}：officer-1`]);
});

it('a person whose data are looked up has lost nothing yet', () => {
  expect(detailOf('subject.found', { waiting: 1, certifications: 2, limits: 0 })).toEqual([
    '等待的申请：1',
    '认证：2',
    '次数限制：0',
  ]);
  expect(detailOf('subject.erased', { waiting: 1 })).toEqual(['删除的等待：1']);
});

it('an event that is kept tells its own time and detail in words', () => {
  const kept = {
    type: 'certification.certified',
    at: '2026-05-01T02:00:00.000000Z',
    detail: { applicant: 'agent' },
  };
  expect(detailOf('event.kept', kept)).toEqual([
    '类型：通过认证',
    '原来的时间：2026年5月1日 10:00',
    '申请人：代理人',
  ]);
});

it('tells what brought a certification to its end, and no id that nobody can look up', () => {
  expect(detailOf('certification.due', { by: 'import' })).toEqual(['发起方：登记数据导入']);
  expect(detailOf('certification.replaced', { by: '4824571d-da83-42ae-a8f1-eba0e07074c4' })).toEqual([]);
});

it('tells in words what was changed at a site', () => {
  expect(detailOf('site.kinds-changed', { open: ['real-person'] })).toEqual(['开放的种类：实人认证']);
  expect(detailOf('site.privacy-notice-changed', { notice: '2026-11' })).toEqual(['告知的版本：2026-11']);
  expect(detailOf('site.rotated', { previous: 'dropped' })).toEqual(['上一个密钥：立即停用']);
});

it('names the look at a unit’s submissions by what was seen', () => {
  expect(eventWords('findings.read')).toBe('查看提交记录');
});

it('tells of a deed that the unit was certified before', () => {
  const event = { type: 'case.refused', actor: 'staff:officer-2', detail: '{"isCertified":true}' };
  expect(detailWords(event)).toEqual(['当时单位已认证：是']);
});

it.each([
  ['staff:officer-1', 'officer-1'],
  ['operator:root', '运维 root'],
  ['worker:webhooks', '系统（推送）'],
])('the filter shows %s as %s, and finds it by that', (actor, shown) => {
  expect(shownActor(actor)).toBe(shown);
  expect(actorIn(shown)).toBe(actor);
});

it('a user is named and found by the end of the digest alone', () => {
  expect(actorWords('user:0123456789abcdef')).toBe('用户 89abcdef');
  expect(shownActor('user:0123456789abcdef')).toBe('用户 89abcdef');
  expect(actorIn('用户 89abcdef')).toBe('user:89abcdef');
});

it.each([
  ['certification.expired', '等待核验因暂停认证结束', '没有等到核验结果'],
  ['recheck.expired', '自动复核因暂停认证结束', '自动复核结束，没有通过'],
  ['case.withdrawn', '人工核验因暂停认证结束', '人工核验撤回或者不再需要'],
] as const)('tells whether %s came by a hold or by its time', (type, byHold, byTime) => {
  const ended = (actor: string, detail: object) => typeWords({ type, actor, detail: JSON.stringify(detail) });
  expect(ended('worker:holds', { reason: 'held' })).toBe(byHold);
  expect(ended('worker:retention', {})).toBe(byTime);
  expect(eventWords(type)).toBe(byTime);
});

it('tells of a case that its unit has withdrawn', () => {
  expect(typeWords({ type: 'case.withdrawn', actor: 'user:abc', detail: '{}' })).toBe('撤回人工核验');
});

it.each([
  ['placed', '提议暂停认证'],
  ['lifted', '提议恢复认证'],
])('tells whether a hold was to be %s', (decision, words) => {
  const proposed = { type: 'hold.proposed', actor: 'staff:officer-1', detail: JSON.stringify({ decision }) };
  expect(typeWords(proposed)).toBe(words);
});
