/** Every state of the center that a person can meet (`states.ts` has those of the dialogs). */
import { waitUntil } from '@open-wc/testing';
import { RECHECKING, UNTIL, choose, openCentre, realName } from './center.ts';
import { type Script, type Step, problem, statusOf } from './scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';

type Open = () => Promise<HTMLElement>;
type Attributes = Record<string, string>;

const known = (...status: Parameters<typeof statusOf>): Step => ({ body: statusOf(...status) });
const USED_UP = { attempts: { remaining: 0, resetsAt: '2026-11-24T22:55:00Z' } };
const CERTIFIED = { status: 'certified', since: '2026-11-25T01:12:00Z', by: 'agent' } as const;
const RECHECKED = known('uncertified', { refused: 'registry-mismatch', recheck: { until: UNTIL } });
const BUSINESS = { 'resume-url': '/services/pay', business: '社会保险费缴纳' };

const center =
  (step: Step, words: string, attributes: Attributes = {}, script: Script = {}): Open =>
  async () => {
    const { element } = await openCentre({ status: [step], ...script }, attributes);
    const read = (): string =>
      element.shadowRoot!.querySelector<HTMLElement>('[part=center]')?.innerText ?? '';
    await waitUntil(() => read().includes(words), `«${words}», but: ${read()}`, { timeout: 10_000 });
    return element;
  };

/** Opens this site's last submissions. */
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
    WORDS.prompt.loading,
    {},
    { token: [{ delay: 20_000 }] },
  ),
  'center, uncertified': center(known('uncertified'), WORDS.center.status.uncertified),
  'center, refused': opened(
    center(known('uncertified', { refused: 'registry-mismatch' }), WORDS.center.history),
  ),
  'center, re-check': center(RECHECKED, RECHECKING),
  'center, pending': center(known('pending'), WORDS.center.status.pending),
  'center, certified': center(realName(CERTIFIED), WORDS.center.by.agent),
  'center, certified elsewhere': center(
    realName({ ...CERTIFIED, elsewhere: true }),
    WORDS.center.elsewhere(''),
  ),
  'center, certified after a refusal': opened(
    center(
      realName(CERTIFIED, statusOf('certified', { refused: 'registry-mismatch' })),
      WORDS.center.history,
    ),
  ),
  'center, lapsed': center(
    known('lapsed', { lapse: 'registration-changed' }),
    WORDS.center.lapsed['registration-changed'],
  ),
  'center, no attempt left': center(
    known('uncertified', { refused: 'registry-mismatch', ...USED_UP }),
    WORDS.center.usedUp,
  ),
  'center, re-check withdrawn': async () => {
    const element = await center(RECHECKED, RECHECKING)();
    choose(element, WORDS.center.withdraw);
    await waitUntil(() => element.shadowRoot!.textContent!.includes(WORDS.center.notWithdrawn));
    return element;
  },
  'center, for a business': center(known('uncertified'), '社会保险费缴纳', BUSINESS),
  'center, certified for a business': center(realName(CERTIFIED), WORDS.results.proceed(''), BUSINESS),
  'center, operator': center(known('uncertified', { canSubmit: false }), TITLES.operator),
  'center, network lost': center({ cut: true }, WORDS.center.tryAgain.network),
  'center, session expired': center(
    {},
    TITLES.loggedOut,
    { 'login-url': '/login' },
    { token: [{ status: 401 }] },
  ),
  'center, unavailable': center(problem(503, 'unavailable'), WORDS.center.retry),
  'center, misconfigured': center(problem(403, 'origin-not-allowed'), WORDS.center.misconfigured),
};
