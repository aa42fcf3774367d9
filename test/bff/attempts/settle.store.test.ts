/** The worker's step settles several claims at once: they wait for their partner together, and one that cannot be settled holds up none. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { CLAIM_FIELDS } from '../../../bff/contract/sources.ts';
import { createRegistryPartner } from '../../../bff/registry/partners.ts';
import { wakeClaims } from '../../../bff/attempts/kept-claim.ts';
import { settleClaims } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { FOUNDED, registerUnit, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { startPartner } from '../registry/partner-server.ts';
import { storeTest } from '../../support/store.ts';

const UNITS = [3_000_001, 3_000_002, 3_000_003, 3_000_004].map(uscc); // not imported: the partner is asked

describe('claims that wait', () => {
  const it = storeTest.extend('waiting', async ({ emptyDatabase, deps }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    for (const unit of UNITS) await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    deps.clock.now += 6_000;
    const numbers = deps.digester.all('number', ZHANG.idNumber);
    const representatives = [{ name: ZHANG.name, numbers }];
    const record = {
      name: '南京示例有限公司',
      representatives,
      foundedOn: FOUNDED,
      state: 'active' as const,
      compares: CLAIM_FIELDS,
    };
    deps.partner.registry = { kind: 'record', record };
    return emptyDatabase.kysely;
  });

  it('are asked for together', async ({ deps, waiting }) => {
    let asked = 0;
    let most = 0;
    const registry = {
      ask: async () => {
        most = Math.max(most, ++asked);
        await new Promise((resolve) => setTimeout(resolve, 200));
        asked--;
        return deps.partner.registry!;
      },
    };
    const sources = { ...deps.sources, registry };
    expect(await settleClaims({ ...deps, sources }, 3)).toEqual(['decided', 'decided', 'decided']);
    expect(most).toBe(3);
    expect(await settleClaims({ ...deps, sources }, 3)).toEqual(['decided']);
    expect(await settleClaims({ ...deps, sources }, 3)).toEqual([]);
    expect(await waiting.selectFrom('certification').select('unit_code').execute()).toHaveLength(4);
  });

  it('stay, and ask no partner, while their user has no attempt left', async ({ deps, waiting }) => {
    const elsewhere = uscc(3_000_005);
    await registerUnit(deps, elsewhere);
    for (let day = 10; day < 10 + deps.limits.userPerHour; day++) {
      const wrong = rightClaim({ foundedOn: `2001-06-${day}` });
      const sent = await submit(deps, submitterOf(elsewhere), randomUUID(), wrong);
      expect(sent).toMatchObject({ answer: { outcome: 'rejected' } });
    }
    const registry = { ask: () => Promise.reject(new Error('asked')) };
    const sources = { ...deps.sources, registry };
    expect(await settleClaims({ ...deps, sources }, 1)).toEqual(['undecided']);
    expect(await waiting.selectFrom('certification').select('unit_code').execute()).toEqual([]);
    deps.clock.now += 3_600_000;
    expect(await settleClaims(deps, 1)).toEqual(['decided']);
  });

  it('are due at once when an import wakes them while their partner is asked', async ({ deps, waiting }) => {
    const registry = {
      async ask() {
        await deps.database.session((session) => wakeClaims(session, deps.now()));
        return { kind: 'outage', outage: 'timeout' } as const;
      },
    };
    expect(await settleClaims({ ...deps, sources: { ...deps.sources, registry } }, 1)).toEqual(['undecided']);
    expect(await settleClaims(deps, UNITS.length)).toEqual(UNITS.map(() => 'decided'));
    expect(await waiting.selectFrom('kept_claim').selectAll().execute()).toEqual([]);
  });

  it('stay when another user takes the unit’s last attempt while their partner is asked', async ({
    deps,
    waiting,
  }) => {
    const limited = { ...deps, limits: { ...deps.limits, unitPerDay: 1 } };
    const registry = {
      async ask() {
        const [unit] = UNITS;
        const other = { ...submitterOf(unit!), sub: 'another-user' };
        const wrong = rightClaim({ foundedOn: '2001-05-19' });
        await submit(limited, other, randomUUID(), wrong);
        return deps.partner.registry!;
      },
    };
    const settling = { ...limited, sources: { ...deps.sources, registry } };
    expect(await settleClaims(settling, 1)).toEqual(['undecided']);
    expect(await waiting.selectFrom('kept_claim').selectAll().execute()).toHaveLength(UNITS.length);
    deps.clock.now += 25 * 3_600_000;
    expect(await settleClaims(limited, UNITS.length)).toEqual(UNITS.map(() => 'decided'));
    expect(await waiting.selectFrom('certification').select('unit_code').execute()).toHaveLength(4);
  });

  it('are left alone while the circuit of their partner is open, those that need no partner are not', async ({
    deps,
    waiting,
    onTestFinished,
  }) => {
    const partner = await startPartner(); // answers 500
    onTestFinished(() => partner.close());
    const registry = createRegistryPartner(
      { url: partner.url, token: undefined, matchOnly: false },
      deps.digester,
      { now: deps.now, breaker: { failures: 2, pause: 15_000 } },
    );
    const broken = { ...deps, sources: { ...deps.sources, registry } };
    const tries = async () =>
      (await waiting.selectFrom('kept_claim').select('tries').execute()).map((row) => row.tries);
    while ((await settleClaims(broken, 1)).length > 0); // each once, by which they wait for the registry
    expect(partner.seen).toHaveLength(2);
    const before = await tries();
    deps.clock.now += 14_000; // all are due
    for (let i = 0; i < 3; i++) expect(await settleClaims(broken, 8)).toEqual([]);
    expect(await tries()).toEqual(before);

    const local = UNITS[2]!;
    await registerUnit(deps, local);
    await waiting.updateTable('kept_claim').set({ waits_for: '' }).where('unit_code', '=', local).execute(); // as an import does
    expect(await settleClaims(broken, 8)).toEqual(['decided']);

    deps.clock.now += 1_000; // the circuit lets one through
    expect(await settleClaims(broken, 8)).toEqual(['undecided', 'undecided', 'undecided']);
    expect(partner.seen).toHaveLength(3);
    deps.clock.now += 60_000;
    partner.answers((_, response) => void response.end(JSON.stringify({ found: false })));
    expect((await settleClaims(broken, 1))[0]).toBe('decided');
  });

  it('are settled before re-checks that an import has made due', async ({ deps, waiting }) => {
    const [first, ...others] = UNITS as [string, ...string[]];
    await waiting
      .updateTable('kept_claim')
      .set({ purpose: 'recheck', next_try_at: new Date(deps.now() - 60_000) })
      .where('unit_code', 'in', others)
      .execute();
    expect(await settleClaims(deps, 1)).toEqual(['decided']);
    const rows = await waiting.selectFrom('certification').select('unit_code').execute();
    expect(rows).toEqual([{ unit_code: first }]);
  });

  it('are settled beside one whose key is gone, which is told of', async ({ deps, waiting }) => {
    await waiting
      .updateTable('kept_claim')
      .set({ claim: 'gone.AAAA' })
      .where('unit_code', '=', UNITS[1]!)
      .execute();
    await expect(settleClaims(deps, 4)).rejects.toThrow();
    const rows = await waiting.selectFrom('certification').select('unit_code').orderBy('unit_code').execute();
    expect(rows.map((row) => row.unit_code)).toEqual(UNITS.filter((unit) => unit !== UNITS[1]).sort());
  });
});
