/** The one route takes exactly the ways that the next step offers: each state of a unit is tried with each intent. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { CASE, type Proposal } from '../../../bff/cases/decision.ts';
import { expireClaims } from '../../../bff/attempts/expiry.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { STEPS, type Intent, type NextStep, type Step } from '../../../bff/contract/next.ts';
import type { CertificationRequest, ClaimRequest } from '../../../bff/contract/wire.ts';
import { verifyAudit } from '../../../bff/events/verify.ts';
import { confirm } from '../../../bff/proposals/procedure.ts';
import { submitByIntent, withdrawKept } from '../../../bff/http/intents.ts';
import { revokeUnit } from '../../../bff/certifications/by-officer.ts';
import {
  statusOf,
  submitterOf,
  testDependencies,
  withdrawAll,
  type TestDependencies,
} from '../../support/dependencies.ts';
import {
  LI,
  registerHandler,
  registerUnit,
  rightClaim,
  uscc,
  usccOfClass,
  ZHANG,
} from '../../support/people.ts';
import { emptyTables, storeTest } from '../../support/store.ts';
import { CERTIFY, DAY, opened, proposed, REFUSE, SECOND } from '../cases/support.ts';

const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });
const wrong = (day: number): ClaimRequest =>
  rightClaim({ foundedOn: `1999-01-${String(day).padStart(2, '0')}` });
const LAST = wrong(28);

/** A unit of a test. The clock goes on by a second with each thing that happens. */
interface At {
  deps: TestDependencies;
  unit: string;
}
type Happens = (at: At) => Promise<unknown>;

const sends =
  (claim: ClaimRequest, change: { replace?: true; sub?: string } = {}): Happens =>
  ({ deps, unit }) => {
    const { sub = 'user-1', ...replace } = change;
    return submit(deps, submitterOf(unit, { sub }), randomUUID(), { ...claim, ...replace });
  };
const times =
  (count: number, make: (index: number) => Happens): Happens =>
  async (at) => {
    for (let i = 1; i <= count; i++) await after(at, make(i));
  };
const after = async (at: At, happens: Happens): Promise<void> => {
  at.deps.clock.now += 1_000;
  await happens(at);
};

const refused = sends(LAST);
const usedUp: Happens = async (at) => {
  await after(
    at,
    times(4, (i) => sends(wrong(i))),
  );
  await after(at, refused);
};
const byAgent: Happens = async (at) => {
  await registerHandler(at.deps, at.unit, LI);
  await after(at, sends(BY_AGENT, { sub: 'user-2' }));
};
const agentLeaves: Happens = ({ deps, unit }) =>
  withdraw(deps, submitterOf(unit, { sub: 'user-2' }), randomUUID(), LI);
const threeToday: Happens = async (at) => {
  await byAgent(at);
  for (let i = 0; i < 2; i++) {
    await after(at, agentLeaves);
    await after(at, sends(BY_AGENT, { sub: 'user-2' }));
  }
};
const keeps: Happens = ({ deps, unit }) =>
  submitByIntent(deps, { ...submitterOf(unit), unitName: undefined }, randomUUID(), {
    ...LAST,
    intent: 'recheck',
    consent: true,
  });
const opens: Happens = ({ deps, unit }) => opened(deps, unit, wrong(27));
const seen: Happens = async ({ deps, unit }) => proposed(deps, await opened(deps, unit, wrong(27)));
const refusedAtCounter =
  (reason: string): Happens =>
  async ({ deps, unit }) => {
    const reference = await opened(deps, unit, wrong(27));
    const proposal = await proposed(deps, reference, { ...REFUSE, reason } as Proposal);
    deps.clock.now += 1_000;
    await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen);
  };
const casesUsedUp: Happens = times(3, () => async (at) => {
  await opens(at);
  await after(at, ({ deps, unit }) => withdrawAll(deps, submitterOf(unit)));
});
const later =
  (milliseconds: number): Happens =>
  async ({ deps }) =>
    void (deps.clock.now += milliseconds);
const certificationBecomes =
  (change: (now: number) => object): Happens =>
  ({ deps, unit }) =>
    deps.database.kysely
      .updateTable('certification')
      .set(change(deps.now()))
      .where('unit_code', '=', unit)
      .execute();
const registerSays =
  (change: { state?: 'active' | 'inactive'; representatives?: string }): Happens =>
  ({ deps, unit }) =>
    deps.database.kysely.updateTable('registry_unit').set(change).where('code', '=', unit).execute();
const due = certificationBecomes((now) => ({
  due_at: new Date(now + 30 * DAY),
  due_reason: 'representative-changed',
  due_by: 'import',
  due_set_at: new Date(now),
}));
const lapses = certificationBecomes((now) => ({
  ended_at: new Date(now),
  end_reason: 'unit-not-active',
  ended_by: 'worker:imports',
}));
const revoked: Happens = ({ deps, unit }) =>
  revokeUnit(deps, unit, { reason: 'forged', actor: 'operator:tester' }, deps.now());
const partnerIsAway: Happens = async ({ deps }) => {
  deps.partner.registry = { kind: 'outage', outage: 'timeout' };
};

/** `none`: no register has the unit. `partner`: a partner is asked. */
type Register = 'imported' | 'partner' | 'none';
interface State {
  step: Step;
  happens: Happens[];
  counter?: true;
  register?: Register;
  /** The test changes rows without their events, so the audit is not compared. */
  changed?: true;
}

const STATES: Record<string, State> = {
  'has not begun': { step: 'certify', happens: [] },
  'has not begun, with a counter': { step: 'certify', happens: [], counter: true },
  'was refused': { step: 'correct', happens: [refused] },
  'was refused, with a counter': { step: 'correct', happens: [refused], counter: true },
  'was refused for its agent': {
    step: 'correct',
    happens: [sends(rightClaim({ applicant: 'agent', agent: ZHANG }))],
  },
  'has used up the attempts': { step: 'later', happens: [usedUp] },
  'has used up the attempts, with a counter': { step: 'later', happens: [usedUp], counter: true },
  'has used up attempts and cases': { step: 'later', happens: [usedUp, casesUsedUp], counter: true },
  'waits for the register': {
    step: 'checking',
    happens: [partnerIsAway, sends(rightClaim())],
    register: 'partner',
  },
  'waits for the register, with a counter': {
    step: 'checking',
    happens: [partnerIsAway, sends(rightClaim())],
    register: 'partner',
    counter: true,
  },
  'waits for the takeover': {
    step: 'checking',
    happens: [
      async ({ deps }) => {
        deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
      },
      byAgent,
      partnerIsAway,
      sends(rightClaim(), { replace: true }),
    ],
    register: 'partner',
  },
  'has a claim kept': { step: 'rechecking', happens: [refused, keeps] },
  'has a claim kept, with a counter': { step: 'rechecking', happens: [refused, keeps], counter: true },
  'had a claim kept that has expired': {
    step: 'certify',
    happens: [refused, keeps, later(31 * DAY), ({ deps }) => expireClaims(deps, deps.now())],
  },
  'has an open case': { step: 'bring', happens: [opens], counter: true },
  'has an open case after a refusal': { step: 'bring', happens: [refused, opens], counter: true },
  'has a case that was seen': { step: 'deciding', happens: [seen], counter: true },
  'was refused at the counter': {
    step: 'counter',
    happens: [refused, refusedAtCounter('papers-differ')],
    counter: true,
  },
  'has papers in doubt': {
    step: 'authority',
    happens: [refusedAtCounter('papers-in-doubt')],
    counter: true,
  },
  'did not bring its papers': { step: 'certify', happens: [opens, later(31 * DAY)], counter: true },
  'is certified by its representative': { step: 'none', happens: [sends(rightClaim())], counter: true },
  'is certified by an agent': { step: 'none', happens: [byAgent], counter: true },
  'is certified by an agent, and its row has no representative any more': {
    step: 'none',
    happens: [byAgent, registerSays({ representatives: '[]' })],
    counter: true,
  },
  'is certified by an agent, and its attempts are used up': {
    step: 'none',
    happens: [byAgent, times(5, (i) => sends(wrong(i), { replace: true }))],
  },
  'was certified three times today': { step: 'none', happens: [threeToday] },
  'was certified three times today, and its agent has left': {
    step: 'later',
    happens: [threeToday, agentLeaves],
    counter: true,
  },
  'has lost its agent': { step: 'renew', happens: [byAgent, agentLeaves], counter: true },
  'is due by an import': { step: 'renew', happens: [byAgent, due], changed: true },
  'is due, and was refused': { step: 'correct', happens: [byAgent, due, refused], changed: true },
  'has lapsed': {
    step: 'authority',
    happens: [sends(rightClaim()), registerSays({ state: 'inactive' }), lapses],
    changed: true,
  },
  'was revoked': { step: 'certify', happens: [sends(rightClaim()), revoked], counter: true },
  'is not active': { step: 'authority', happens: [registerSays({ state: 'inactive' })], counter: true },
  'is not active, and was refused': {
    step: 'authority',
    happens: [registerSays({ state: 'inactive' }), refused],
    counter: true,
  },
  'has a row that no claim can agree with': {
    step: 'counter',
    happens: [registerSays({ representatives: '[]' })],
    counter: true,
  },
  'has the counter alone': { step: 'counter', happens: [], register: 'none', counter: true },
  'has the counter alone, and its cases are used up': {
    step: 'later',
    happens: [casesUsedUp],
    register: 'none',
    counter: true,
  },
  'has no source': { step: 'no-source', happens: [], register: 'none' },
};

/** A claim that is neither the one that was refused last, nor what waits; but the re-check of what was refused. */
const REQUESTS: Record<Intent, CertificationRequest> = {
  certify: rightClaim(),
  replace: { ...rightClaim(), intent: 'replace' },
  recheck: { ...LAST, intent: 'recheck', consent: true },
  counter: { ...rightClaim(), intent: 'counter', consent: true },
  withdraw: { intent: 'withdraw', agent: LI },
};
const OTHER: Partial<Record<string, CertificationRequest>> = {
  'has a claim kept': { ...wrong(26), intent: 'recheck', consent: true },
  'has a claim kept, with a counter': { ...wrong(26), intent: 'recheck', consent: true },
};

/** The answer that the route must give to that intent, by the next step. */
function expected(intent: Intent, { ways, closed }: NextStep): { kind: string; until?: number } {
  if (ways.includes(intent)) return { kind: 'answered' };
  const limit = closed.find(({ way }) => way === intent);
  return limit ? { kind: 'too-many-attempts', until: Date.parse(limit.until) } : { kind: 'way-closed' };
}

let units = 5_200_000;

const it = storeTest
  .extend('deps', async ({ database }) => {
    await emptyTables(database);
    const deps = testDependencies(database);
    // All units have the same user and people. Limits of people are not told.
    deps.limits = { ...deps.limits, userPerHour: 0, personPerDay: 0, agentPerDay: 0 };
    return deps;
  })
  .extend('bring', ({ deps }) => async (state: State): Promise<At> => {
    const { register = 'imported', counter = false } = state;
    const unit = register === 'none' ? usccOfClass('81', ++units) : uscc(++units);
    const sources = { ...deps.sources, registry: register === 'none' ? undefined : deps.sources.registry };
    const at = { deps: { ...deps, sources, counter }, unit };
    if (register === 'imported') await registerUnit(deps, unit);
    for (const happens of state.happens) await after(at, happens);
    deps.clock.now += 1_000;
    return at;
  });

const nextOf = async ({ deps, unit }: At): Promise<NextStep> => (await statusOf(deps, unit)).next;

describe('a unit', () => {
  it.for(Object.keys(STATES))(
    'that %s: the route takes what its next step offers, and takes back what waits where it offers that',
    async (name, { bring, database }) => {
      const state = STATES[name]!;
      let at: At | undefined;
      for (const intent of Object.keys(REQUESTS) as Intent[]) {
        at ??= await bring(state);
        const next = await nextOf(at);
        expect(next.step).toBe(state.step);
        const request = (intent === 'recheck' && OTHER[name]) || REQUESTS[intent];
        const sender = { ...submitterOf(at.unit), unitName: undefined };
        const result = await submitByIntent(at.deps, sender, randomUUID(), request);
        expect({ intent, ...result }).toMatchObject({ intent, ...expected(intent, next) });
        if (!state.changed) expect((await verifyAudit(at.deps)).rows).toEqual([]);
        // A closed way changes nothing, so that the next intent finds the same state.
        if (result.kind === 'answered') at = undefined;
        else expect(await nextOf(at)).toEqual(next);
      }

      at ??= await bring(state);
      const next = await nextOf(at);
      const events = async () => (await database.kysely.selectFrom('event').select('id').execute()).length;
      const before = await events();
      if (next.reference) await withdrawKept(at.deps, submitterOf(at.unit), next.reference);
      const offers = next.ways.includes('withdraw-kept');
      expect((await events()) - before).toBe(offers ? 1 : 0);
      if (offers) expect((await nextOf(at)).reference).not.toBe(next.reference);
      else expect(await nextOf(at)).toEqual(next);
    },
  );

  it('is brought into each step that its administrator may see', () => {
    const reached = new Set(Object.values(STATES).map(({ step }) => step));
    expect(STEPS.filter((step) => !reached.has(step))).toEqual(['administrator']);
  });
});
