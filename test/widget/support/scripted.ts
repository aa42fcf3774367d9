/** The test's side of the scripted BFF in `middleware.mjs`: sets the answers, and reads the requests. */
import { type FormSource, fieldsOf } from '../../../bff/contract/forms.ts';
import { type LapseReason, RECHECKABLE_REASONS, type Reason } from '../../../bff/contract/reasons.ts';
import type {
  Applicant,
  CertificationAnswer,
  CertificationStatus,
  Due,
  FieldError,
  FormView,
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
}

export interface Script {
  token?: Step[];
  status?: Step[];
  submit?: Step[];
  recheck?: Step[];
  withdraw?: Step[];
  openCase?: Step[];
  withdrawCase?: Step[];
  /** The agent withdraws the certification. */
  agentWithdraws?: Step[];
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
  } = {},
): CertificationStatus {
  return withNext(hereOf(status, change));
}

function hereOf(
  status: Status,
  change: Parameters<typeof statusOf>[1] = {},
): Omit<CertificationStatus, 'next'> {
  const { canSubmit = true, refused, unit = UNIT, since, by } = change;
  const at = '2026-11-24T08:00:00Z';
  const rejected = { outcome: 'rejected' as const, reference: 'K7M29QXH', reason: refused };
  const recheckable = refused && RECHECKABLE_REASONS.includes(refused) && { recheckable: true as const };
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
        ...(refused && { last: { ...rejected, at, ...recheckable } }),
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

export const answered = (
  outcome: CertificationAnswer['outcome'],
  change: Partial<CertificationAnswer> = {},
): Step => ({
  body: { outcome, reference: 'K7M29QXH', attempts: { remaining: 4, resetsAt: null }, ...change },
});

export const problem = (
  status: number,
  code: ProblemCode,
  {
    headers = {},
    ...change
  }: { errors?: FieldError[]; reference?: string; requestId?: string; headers?: Record<string, string> } = {},
): Step => ({
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

/** An uncertified unit, then with the attempts that each answer tells. */
function uncertified({ submit = [] }: Script): Step[] {
  const told = submit.flatMap(
    ({ body }) => (body as Partial<CertificationAnswer> | undefined)?.attempts ?? [],
  );
  return [undefined, ...told].map((attempts) => ({
    body: statusOf('uncertified', attempts && { attempts }),
  }));
}

let scripts = 0;

/** A BFF and a portal for one test. */
export async function scripted(initial: Script = {}): Promise<Scripted> {
  const bff = `${location.origin}/scripted/${Date.now()}-${scripts++}`;
  const script = async (change: Script): Promise<void> => {
    await fetch(bff, { method: 'POST', body: JSON.stringify(change) });
  };
  await script({
    token: [{ body: { token: tokenOf({ unit: unitIn(initial) }) } }],
    status: uncertified(initial),
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
