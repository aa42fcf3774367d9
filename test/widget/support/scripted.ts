/** The test's side of the scripted BFF in `middleware.mjs`: sets the answers, and reads the requests. */
import type { Way } from '../../../bff/contract/next.ts';
import { type FormSource, fieldsOf } from '../../../bff/contract/forms.ts';
import { type LapseReason, REFUSAL_REASONS, type Reason } from '../../../bff/contract/reasons.ts';
import type {
  Applicant,
  CertificationAnswer,
  CertificationStatus,
  Due,
  FieldError,
  FormView,
  KindView,
  Problem,
  ProblemCode,
  Status,
} from '../../../bff/contract/wire.ts';

import { withNext } from '../../support/next.ts';

export interface Step {
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as it is, anything else as JSON. */
  body?: unknown;
  type?: string;
  /** Milliseconds before the answer. */
  delay?: number;
  /** The request arrives, but its answer is cut off. */
  cut?: true;
  /** The changes in the unit's status, which the answer carries. */
  after?: Partial<Written>;
}

export interface Script {
  token?: Step[];
  status?: Step[];
  submit?: Step[];
  /** Submissions with another intent than `certify` and `replace`: `recheck`, `counter`, `withdraw`. */
  recheck?: Step[];
  openCase?: Step[];
  agentWithdraws?: Step[];
  /** The answers to the withdrawal of a claim that is kept. */
  withdrawKept?: Step[];
  challenge?: Step[];
  codes?: Step[];
  proofs?: Step[];
  register?: Step[];
}

export interface Arrival {
  name: keyof Script;
  headers: Record<string, string>;
  body: string;
}

export interface Scripted {
  bff: string;
  tokenUrl: string;
  /** Replaces lists of answers. */
  script(change: Script): Promise<void>;
  arrived(name: keyof Script): Promise<Arrival[]>;
}

const base64url = (value: unknown): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

/** A portal's token; its signature is not verified here. */
export function tokenOf(claims: Record<string, unknown> = {}): string {
  const iat = Math.floor(Date.now() / 1000);
  const payload = {
    iss: 'portal',
    sub: 'user-1',
    iat,
    exp: iat + 300,
    auth_time: 1,
    unit: { code: UNIT.code },
    ...claims,
  };
  return `${base64url({ alg: 'none' })}.${base64url(payload)}.signature`;
}

export const UNIT = { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' };

/** The form of a source. `counter`: the site has a counter. */
export const formOf = (source: FormSource, counter = source === 'counter'): FormView => ({
  fields: fieldsOf(source).map(({ id }) => id),
  source,
  ...(counter && { counter }),
});

export function statusOf(
  status: Status,
  change: {
    canSubmit?: boolean;
    refused?: Reason;
    unit?: CertificationStatus['unit'];
    recheck?: CertificationStatus['recheck'];
    case?: CertificationStatus['case'];
    caseAttempts?: CertificationStatus['caseAttempts'];
    attempts?: CertificationStatus['attempts'];
    form?: CertificationStatus['form'];
    lapse?: LapseReason;
    due?: Due;
    since?: string;
    by?: Applicant;
    /** Officers hold the unit. */
    held?: true;
  } = {},
): CertificationStatus {
  return withNext(hereOf(status, change), change.held);
}

function hereOf(
  status: Status,
  change: Parameters<typeof statusOf>[1] = {},
): Omit<CertificationStatus, 'next'> {
  const { canSubmit = true, refused, unit = UNIT, since, by } = change;
  const at = '2026-11-24T08:00:00Z';
  const rejected = { outcome: 'rejected' as const, reference: 'K7M29QXH', reason: refused };
  return {
    unit,
    canSubmit,
    kinds: [
      { kind: 'phone', status: 'certified', since: at },
      {
        kind: 'real-name',
        status,
        ...(change.lapse && { reason: change.lapse }),
        ...(change.due && { due: change.due }),
        ...(status === 'pending' && { submission: { reference: 'P7M29QXA', at } }),
        ...(since && { since }),
        ...(by && { by }),
        ...(refused && { last: { ...rejected, at } }),
      },
      { kind: 'real-person', status: 'not-open' },
    ],
    attempts: change.attempts ?? { remaining: 4, resetsAt: null },
    form: change.form ?? formOf('market'),
    ...(refused && {
      history: [{ ...rejected, applicant: 'agent' as const, at }],
    }),
    ...(change.recheck && { recheck: change.recheck }),
    ...(change.case && { case: change.case }),
    ...(change.caseAttempts && { caseAttempts: change.caseAttempts }),
  };
}

/** `attempts`: in the status that the answer carries. */
export const answered = (
  outcome: CertificationAnswer['outcome'],
  { attempts, ...change }: Partial<CertificationAnswer> & { attempts?: CertificationStatus['attempts'] } = {},
): Step => ({
  body: { outcome, reference: 'K7M29QXH', ...change },
  after: attempts ? { attempts } : {},
});

/** The claim that was kept has been withdrawn. */
export const WITHDRAWN: Step = { body: {}, after: {} };

export const problem = (
  status: number,
  code: ProblemCode,
  {
    headers = {},
    after = {},
    ...change
  }: {
    errors?: FieldError[];
    reference?: string;
    requestId?: string;
    headers?: Record<string, string>;
    after?: Partial<Written>;
  } = {},
): Step => ({
  after,
  status,
  type: 'application/problem+json',
  headers,
  body: { type: `urn:unit-certification:problem:${code}`, code, status, title: code, ...change },
});

/** The unit of the status, for the token. */
function unitIn({ status = [] }: Script): { code: string } {
  const about = status.map(({ body }) => body as Partial<CertificationStatus> | undefined);
  return { code: about.find((body) => body?.unit)?.unit?.code ?? UNIT.code };
}

type Written = Omit<CertificationStatus, 'next'>;

/** The real-name certification's part has changed. */
const changed = (status: Written, change: Partial<KindView>): Written => ({
  ...status,
  kinds: status.kinds.map((view) => (view.kind === 'real-name' ? { ...view, ...change } : view)),
});

const isKnown = (reason: Reason | undefined): boolean => REFUSAL_REASONS.some((each) => each === reason);

/** The unit after an answer. */
function afterAnswer(before: Written, answer: Partial<CertificationAnswer>): Written {
  const { outcome, reference = '', reason, due, until = '', bring } = answer;
  const at = new Date().toISOString();
  switch (outcome) {
    case 'certified':
      return changed(before, { status: outcome, due: undefined, submission: undefined });
    case 'rejected':
      // The next step is that of a known reason; the service may be newer.
      return changed(before, {
        last: { outcome, reference, reason: isKnown(reason) ? reason : 'registry-mismatch', at },
      });
    case 'pending': {
      const isInForce = before.kinds.some(
        ({ kind, status }) => kind === 'real-name' && status === 'certified',
      );
      return changed(before, { ...(!isInForce && { status: outcome }), submission: { reference, at } });
    }
    case 'kept':
      return bring
        ? { ...before, case: { reference, state: 'open', openedAt: at, until, bring } }
        : { ...before, recheck: { reference, until } };
    case 'withdrawn':
      return changed(before, { due });
    default: // The claim that was kept is withdrawn, or it is the test's own outcome.
      return { ...changed(before, { submission: undefined }), recheck: undefined, case: undefined };
  }
}

/** The ways that a limit refuses of which nobody is told. */
const WAYS: Partial<Record<keyof Script, Way>> = {
  submit: 'certify',
  recheck: 'recheck',
  openCase: 'counter',
  agentWithdraws: 'withdraw',
};

/** The status that the answer carries. A whole one stays as it is. */
function statusAfter(before: Written, { body, after }: Step): CertificationStatus {
  const { code } = body as Partial<Problem>;
  const told = { ...(code ? before : afterAnswer(before, body as CertificationAnswer)), ...after };
  if (after && 'next' in after) return told as CertificationStatus;
  return withNext(code === 'administrator-required' ? { ...told, canSubmit: false } : told);
}

/** Codes of problems that carry the status. */
const WITH_STATUS = [
  'way-closed',
  'claim-differs',
  'agent-differs',
  'administrator-required',
  'too-many-attempts',
];

/** `before`: the unit's status. */
function withStatus(before: Written, name: keyof Script, step: Step): Step {
  const { code } = (step.body ?? {}) as Partial<Problem>;
  if (!step.after || (code && !WITH_STATUS.includes(code))) return step;
  const isGiven = code !== undefined && Object.keys(step.after).length > 0;
  const without = code === 'too-many-attempts' ? WAYS[name] : undefined;
  return { ...step, without, after: { ...statusAfter(before, step), ...(isGiven && { isGiven }) } } as Step;
}

let scripts = 0;

/** A BFF and a portal for one test. */
export async function scripted(initial: Script = {}): Promise<Scripted> {
  const bff = `${location.origin}/scripted/${Date.now()}-${scripts++}`;
  let unit: Written = statusOf('uncertified');
  const script = async (change: Script): Promise<void> => {
    const told = change.status?.map(({ body }) => body as Partial<CertificationStatus> | undefined);
    unit = (told?.findLast((body) => body?.kinds) as Written | undefined) ?? unit;
    const names = Object.keys(change) as (keyof Script)[];
    const steps = names.map((name) => [name, change[name]!.map((step) => withStatus(unit, name, step))]);
    await fetch(bff, { method: 'POST', body: JSON.stringify(Object.fromEntries(steps)) });
  };
  await script({
    token: [{ body: { token: tokenOf({ unit: unitIn(initial) }) } }],
    status: [{ body: statusOf('uncertified') }],
    ...initial,
  });
  return {
    bff,
    tokenUrl: `${bff}/token`,
    script,
    arrived: async (name) => {
      const log = (await (await fetch(`${bff}/log`)).json()) as Arrival[];
      return log.filter((arrival) => arrival.name === name);
    },
  };
}
