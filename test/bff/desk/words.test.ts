/** The desk's words: names of the unit's class as the widget has them, and why a message was not delivered. */
import { expect, it } from 'vitest';
import { actorIn, actorWords, detailWords, shownActor } from '../../../bff/desk/event-words.ts';
import { checkWords, classWords, deliveryWords, paperWords } from '../../../bff/desk/words.ts';
import { unitClassOf } from '../../../bff/contract/unit-class.ts';
import { unitNames } from '../../../widget/locales/zh-Hans/unit-names.ts';

const CODES = ['11', '12', '21', '31', '51', '52', '53', '81', '91', '92'].map((start) =>
  start.padEnd(18, '0'),
);

it.each(CODES)('names the certificate and the head of %s as the widget does', (code) => {
  const { certificate, head } = unitClassOf(code);
  expect(classWords(code)).toEqual({
    certificate: unitNames.certificate[certificate],
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
  expect(detailWords(event as Parameters<typeof detailWords>[0])).toEqual([
    '限制：一个用户1小时内',
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
  expect(detailWords(event as Parameters<typeof detailWords>[0])).toEqual([
    `没有答复的系统：${system}`,
    `没有答复的原因：${reason}`,
  ]);
});

it('tells of a deed that the unit was certified by then', () => {
  const event = { type: 'case.certified', actor: 'staff:officer-2', detail: '{"isCertified":true}' };
  expect(detailWords(event as Parameters<typeof detailWords>[0])).toEqual(['这时单位已认证：是']);
});

it.each([
  ['staff:officer-1', 'officer-1'],
  ['operator:root', '运维 root'],
  ['worker:webhooks', '系统推送'],
  ['user:0123456789abcdef', 'user:0123456789abcdef'],
])('the filter shows %s as %s, and finds it by that', (actor, shown) => {
  expect(shownActor(actor)).toBe(shown);
  expect(actorIn(shown)).toBe(actor);
});

it('a user is named by the end of the digest alone', () => {
  expect(actorWords('user:0123456789abcdef')).toBe('用户 89abcdef');
});
