/** The rules that are the same for each proposal about a unit: a revocation, and a hold that is placed or lifted. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { endOfChinaDay } from '../../../bff/contract/identifiers.ts';
import { HOLD, proposeHold } from '../../../bff/holds/hold.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { proposeRevocation, REVOCATION } from '../../../bff/proposals/revocation.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { submitterOf, type TestDependencies } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { rightClaim } from '../../support/people.ts';
import { storeTest as it } from '../../support/store.ts';
import { DAY, FIRST, SECOND } from '../cases/support.ts';
import { decided } from '../holds/support.ts';

const THIRD = 'staff:officer-3' as const;
const ACT = { reason: '登记机关来函', actor: FIRST } as const;

type Officer = typeof SECOND | typeof THIRD;

interface Matter {
  prepare(deps: TestDependencies, unit: string): Promise<unknown>;
  propose(deps: TestDependencies, unit: string): Promise<{ kind: string; proposal?: string }>;
  confirm(deps: TestDependencies, proposal: string, actor: Officer): Promise<{ kind: string }>;
  drop(deps: TestDependencies, proposal: string): Promise<{ kind: string }>;
  /** The result of the confirmation, and its event. */
  done: string;
  event: string;
}

const certify = (deps: TestDependencies, unit: string) =>
  submit(deps, submitterOf(unit), randomUUID(), rightClaim());

const hold = (decision: 'placed' | 'lifted', prepare: Matter['prepare']): Matter => ({
  prepare,
  propose: (deps, unit) => proposeHold(deps, unit, decision, ACT),
  confirm: (deps, proposal, actor) => confirm(deps, HOLD, proposal, actor),
  drop: (deps, proposal) => sendBack(deps, HOLD, proposal, { ...ACT, actor: THIRD }),
  done: decision,
  event: `hold.${decision}`,
});

const MATTERS: Record<string, Matter> = {
  revocation: {
    prepare: certify,
    propose: (deps, unit) => proposeRevocation(deps, unit, ACT),
    confirm: (deps, proposal, actor) => confirm(deps, REVOCATION, proposal, actor),
    drop: (deps, proposal) => sendBack(deps, REVOCATION, proposal, { ...ACT, actor: THIRD }),
    done: 'revoked',
    event: 'certification.revoked',
  },
  'hold that is placed': hold('placed', certify),
  'hold that is lifted': hold('lifted', (deps, unit) => decided(deps, unit, 'placed')),
};

describe.each(Object.entries(MATTERS))('a %s', (_name, { prepare, propose, confirm, drop, done, event }) => {
  const proposed = async (deps: TestDependencies, unit: string): Promise<string> => {
    const { kind, proposal } = await propose(deps, unit);
    if (proposal === undefined) throw new Error(kind);
    return proposal;
  };
  const decidedTimes = async ({ database }: TestDependencies, unit: string) =>
    (await eventsOf(database, unit)).filter(({ type }) => type === event).length;

  it('happens once when several officers confirm at once', async ({ deps, unit }) => {
    await prepare(deps, unit);
    const proposal = await proposed(deps, unit);
    const results = await Promise.all(
      ([SECOND, THIRD, SECOND] as const).map((actor) => confirm(deps, proposal, actor)),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(['changed', 'changed', done].sort());
    expect(await decidedTimes(deps, unit)).toBe(1);
  });

  it('is dropped or confirmed, when both are done at once', async ({ deps, unit }) => {
    await prepare(deps, unit);
    const proposal = await proposed(deps, unit);
    const results = await Promise.all([confirm(deps, proposal, SECOND), drop(deps, proposal)]);
    const isDone = (await decidedTimes(deps, unit)) === 1;
    expect(results.map(({ kind }) => kind)).toEqual(isDone ? [done, 'changed'] : ['changed', 'returned']);
  });

  it('waits to the end of the 30th day; then another one can be proposed, and retention removes it', async ({
    deps,
    database,
    unit,
  }) => {
    await prepare(deps, unit);
    const proposal = await proposed(deps, unit);
    deps.clock.now = endOfChinaDay(deps.now() + 30 * DAY);
    expect(await confirm(deps, proposal, SECOND)).toEqual({ kind: 'changed' });
    await proposed(deps, unit);
    deps.clock.now = endOfChinaDay(deps.now() + 30 * DAY);
    await removeExpired(database, deps.now());
    const waiting = database.kysely
      .selectFrom('proposal')
      .select('id')
      .where('unit_code', '=', unit)
      .where('outcome', 'is', null);
    expect(await waiting.execute()).toEqual([]);
    expect(await decidedTimes(deps, unit)).toBe(0);
  });
});
