/** A portal in which users log out and in without a reload of the page. */
import '../../../widget/unit-certification.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { type Script, type Scripted, type Step, scripted, statusOf, tokenOf } from './scripted.ts';

export type Source = 'token-url' | 'getToken';
export const SOURCES: readonly Source[] = ['token-url', 'getToken'];

export interface User {
  token: string;
  status: Step;
}

const at = '2026-11-24T08:00:00Z';

/** A unit that was refused: with a history. */
export const ANNA: User = userOf(
  'anna',
  { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' },
  'uncertified',
);
/** The same user after another login. */
export const ANNA_AGAIN: User = { ...ANNA, token: tokenOf({ sub: 'anna', auth_time: 2 }) };
const OTHER = { code: '91350100M000100Y43', name: '福建另一家有限公司' };
export const BERT = userOf('bert', OTHER, 'uncertified');
export const CERTIFIED_BERT = userOf('bert', OTHER, 'certified');

function userOf(
  sub: string,
  unit: { code: string; name: string },
  status: 'uncertified' | 'certified',
): User {
  const token = tokenOf({ sub, unit: { code: unit.code } });
  const history = [{ outcome: 'rejected', reason: 'registry-mismatch', applicant: 'agent', at }];
  return { token, status: { body: { ...statusOf(status, { unit }), ...(sub === 'anna' && { history }) } } };
}

export interface Portal extends Scripted {
  /** Logs this user in. */
  login(user: User, change?: Script): Promise<void>;
  /** Adds an element to the page, by default `<unit-certification>`. */
  put(attributes?: Record<string, string>, name?: string): UnitCertification;
  /** The events that elements sent to the page. */
  events: { type: string; detail: unknown }[];
  /** The users of the requests. */
  usersOf(name: keyof Script): Promise<string[]>;
}

const subjectOf = (token: string): string =>
  (JSON.parse(atob(token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))) as { sub: string }).sub;

export async function openPortal(source: Source, user = ANNA): Promise<Portal> {
  const bff = await scripted({ token: [{ body: { token: user.token } }], status: [user.status] });
  let { token } = user;
  const getToken = async (): Promise<string> => token;
  const events: Portal['events'] = [];
  return {
    ...bff,
    events,
    login: async (next, change = {}) => {
      ({ token } = next);
      await bff.script({ token: [{ body: { token } }], status: [next.status], ...change });
    },
    put: (attributes = {}, name = 'unit-certification') => {
      const element = document.createElement(name) as UnitCertification;
      for (const type of ['certification-status', 'certification-submitted', 'certification-error'])
        element.addEventListener(type, (event) =>
          events.push({ type, detail: (event as CustomEvent).detail }),
        );
      element.setAttribute('bff', bff.bff);
      if (source === 'getToken') element.getToken = getToken;
      else element.setAttribute('token-url', bff.tokenUrl);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      return element;
    },
    usersOf: async (name) =>
      (await bff.arrived(name)).map(({ headers }) => subjectOf(headers['authorization']!)),
  };
}

/** Advances the clock. */
export function advance(milliseconds: number): () => void {
  const real = Date.now;
  Date.now = () => real() + milliseconds;
  return () => (Date.now = real);
}

/** Records everything that an element shows, in every frame. */
export function watch(element: Element): () => string {
  let seen = '';
  let on = true;
  const look = (): void => {
    seen +=
      (element.shadowRoot?.textContent ?? '') +
      [...(element.shadowRoot?.querySelectorAll('input') ?? [])].map(({ value }) => value).join();
    if (on) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return () => {
    on = false;
    return seen;
  };
}
