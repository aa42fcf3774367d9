/** A portal and a service in memory for `ways-out.test.ts`: they answer at once, so that thousands of states take a minute. */
import { sourceOf } from '../../../bff/contract/sources.ts';
import type {
  CaseView,
  CertificationAnswer,
  CertificationStatus,
  FormView,
  KindView,
} from '../../../bff/contract/wire.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { type Step, formOf, tokenOf } from './scripted.ts';
import { shown } from './user.ts';

/** The day of every register. */
export const AS_OF = '2026-11-20';

/** The unit's case at the counter. */
export const CASE: CaseView = {
  reference: 'P4XW7TRH',
  state: 'open',
  openedAt: '2026-11-24T08:00:00Z',
  until: '2026-12-24T08:00:00Z',
  bring: ['certificate'],
};

export const HELP = '服务窗口：示例路1号，电话12333';

export interface Site {
  status: CertificationStatus;
  /** The answers to what the user sends; the status then says the same. */
  answers: Partial<Record<'submit' | 'recheck' | 'case' | 'withdrawal', Step>>;
  /** The attempts that are left after an agent's withdrawal. */
  attemptsAfter?: CertificationStatus['attempts'] | undefined;
  /** In the place of the status, from the next request on or after what the user sends. */
  problem?: Step | undefined;
  problemAfter?: Step | undefined;
  /** In the place of the token, after the first one. */
  noToken?: Step | undefined;
}

/** The service that an element meets, and how many requests it has sent. */
interface Visit extends Site {
  asked: number;
}

/** By the first part of the path. Each state has its own, so that no element finds what another one has learned. */
const visits = new Map<string, Visit>();
let requests = 0;
const { fetch: realFetch } = window;

const respond = ({ status = 200, body, type = 'application/json', headers = {} }: Step): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type, ...headers } });

/** The unit as it is known after an answer. */
function statusAfter(status: CertificationStatus, body: unknown): CertificationStatus {
  const { outcome, reason, reference, attempts } = (body ?? {}) as Partial<CertificationAnswer>;
  if (!outcome || !reference || !attempts) return status;
  const change: Partial<KindView> =
    outcome === 'rejected'
      ? { last: { outcome, reference, reason, at: new Date().toISOString() } }
      : { status: outcome, ...(outcome === 'certified' && { due: undefined }) };
  const kinds = status.kinds.map((kind) => (kind.kind === 'real-name' ? { ...kind, ...change } : kind));
  return { ...status, kinds, attempts };
}

/** `asked`: before this request. */
function answerTo(visit: Visit, asked: number, path: string, method: string): Step {
  const { answers, status, problem, noToken } = visit;
  if (path === '/token')
    return (asked && noToken) || { body: { token: tokenOf({ unit: { code: status.unit.code } }) } };
  if (method !== 'POST') return problem ?? { body: status };
  visit.problem ??= visit.problemAfter;
  if (path.endsWith('/recheck')) return answers.recheck!;
  if (path.endsWith('/withdrawal')) {
    visit.status = { ...status, attempts: visit.attemptsAfter ?? status.attempts };
    return answers.withdrawal!;
  }
  if (path.endsWith('/case')) {
    if (answers.case!.status === 409) visit.status = { ...status, case: CASE };
    return answers.case!;
  }
  visit.status = statusAfter(status, answers.submit!.body);
  return answers.submit!;
}

async function fetchFromSites(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  const [, name = '', path = ''] = /^\/(ways-out-\d+)(\/.*)$/.exec(pathname) ?? [];
  const visit = visits.get(name);
  if (!visit) return realFetch(input, init);
  requests++;
  await Promise.resolve();
  requests--;
  const step = answerTo(visit, visit.asked++, path, init.method ?? 'GET');
  if (step.cut) throw new TypeError('Failed to fetch');
  return respond(step);
}

export const replaceFetch = (): void => void (window.fetch = fetchFromSites);
export const restoreFetch = (): void => void (window.fetch = realFetch);

/** The form of a class of units, at a site with or without a counter. */
export function formFor(code: string, counter: boolean): FormView {
  const source = sourceOf(code);
  if (source) return { ...formOf(source, counter), asOf: AS_OF };
  return counter ? formOf('counter') : { fields: [], reason: 'no-source' };
}

let opened = 0;

/** How many requests an element has sent. */
export const askedBy = ({ bff }: UnitCertification): number => visits.get(bff!.slice(1))!.asked;

/** A new element: one that is asked for the form, or a center. */
export function openAt(
  site: Site,
  name: 'unit-certification' | 'unit-certification-center' = 'unit-certification',
): UnitCertification {
  const path = `ways-out-${opened++}`;
  visits.set(path, { ...site, asked: 0 });
  const element = document.createElement(name) as UnitCertification;
  const attributes = {
    bff: `/${path}`,
    'token-url': `/${path}/token`,
    help: HELP,
    'privacy-url': '/privacy',
    ...(name === 'unit-certification' && { open: '' }),
  };
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  document.body.append(element);
  return element;
}

const { port1, port2 } = new MessageChannel();

/** Lets the page work, without the delay of a timer. */
const work = (): Promise<unknown> =>
  new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(0);
  });

/** Turns without a request after which nothing more comes. */
const QUIET = 8;

/** Until the dialog `is`, and nothing is on its way. */
export async function settled(
  element: UnitCertification,
  is: () => boolean,
  otherwise = 'it does not come to this',
): Promise<void> {
  const deadline = Date.now() + 8000;
  for (let quiet = 0; quiet < QUIET; quiet = is() && requests === 0 ? quiet + 1 : 0) {
    if (Date.now() > deadline) throw new Error(`${otherwise}, but: ${shown(element)}`);
    await work();
  }
  await element.updateComplete;
}
