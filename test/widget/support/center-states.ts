/** Every state of the center that a person can meet (`states.ts` has those of the dialogs). */
import { waitUntil } from '@open-wc/testing';
import { UNTIL, choose, realName } from './center.ts';
import { openPage } from './page.ts';
import { type Script, type Step, problem, statusOf } from './scripted.ts';
import { WORDS } from './words.ts';

type Open = () => Promise<HTMLElement>;
type Attributes = Record<string, string>;

const known = (...status: Parameters<typeof statusOf>): Step => ({ body: statusOf(...status) });
const USED_UP = { attempts: { remaining: 0, resetsAt: '2026-11-24T22:55:00Z' } };
const CERTIFIED = { status: 'certified', since: '2026-11-25T01:12:00Z', applicant: 'agent' } as const;
const RECHECKED = known('uncertified', { refused: 'registry-mismatch', recheck: { until: UNTIL } });
const BUSINESS = { 'resume-url': '/services/pay', business: '社会保险费缴纳' };

const center =
  (step: Step, words: string, attributes: Attributes = {}, script: Script = {}): Open =>
  async () => {
    const { element } = await openPage({ view: 'center', ...attributes }, { status: [step], ...script });
    const read = (): string =>
      element.shadowRoot!.querySelector<HTMLElement>('[part=center]')?.innerText ?? '';
    await waitUntil(() => read().includes(words), `«${words}», but: ${read()}`, { timeout: 10_000 });
    return element;
  };

/** With this site's last submissions opened. */
const opened =
  (open: Open): Open =>
  async () => {
    const element = await open();
    element.shadowRoot!.querySelector('summary')!.click();
    return element;
  };

export const CENTER_STATES: Record<string, Open> = {
  'center, the status on the way': center(
    known('uncertified'),
    '正在查询',
    {},
    { token: [{ delay: 20_000 }] },
  ),
  'center, uncertified': center(known('uncertified'), '未认证'),
  'center, refused': opened(center(known('uncertified', { refused: 'registry-mismatch' }), '最近的提交')),
  'center, re-check': center(RECHECKED, '自动复核中'),
  'center, pending': center(known('pending'), '正在核验'),
  'center, certified': center(realName(CERTIFIED), '由代理人办理'),
  'center, certified elsewhere': center(realName({ ...CERTIFIED, elsewhere: true }), '在其他网站'),
  'center, certified after a refusal': opened(
    center(realName(CERTIFIED, statusOf('certified', { refused: 'registry-mismatch' })), '最近的提交'),
  ),
  'center, lapsed': center(
    known('lapsed', { lapse: 'registration-changed' }),
    WORDS.center.lapsed['registration-changed'],
  ),
  'center, no attempt left': center(
    known('uncertified', { refused: 'registry-mismatch', ...USED_UP }),
    '后可再提交',
  ),
  'center, re-check withdrawn': async () => {
    const element = await center(RECHECKED, '自动复核中')();
    choose(element, '取消自动复核');
    await waitUntil(() => element.shadowRoot!.textContent!.includes('没有取消成功'));
    return element;
  },
  'center, for a business': center(known('uncertified'), '社会保险费缴纳', BUSINESS),
  'center, certified for a business': center(realName(CERTIFIED), '继续办理', BUSINESS),
  'center, operator': center(known('uncertified', { canSubmit: false }), '请联系管理员'),
  'center, network lost': center({ cut: true }, '检查网络'),
  'center, session expired': center(
    {},
    '登录已超时',
    { 'login-url': '/login' },
    { token: [{ status: 401 }] },
  ),
  'center, unavailable': center(problem(503, 'unavailable'), '重试'),
  'center, misconfigured': center(problem(403, 'origin-not-allowed'), '联系网站客服'),
};
