/** A unit's certifications, also those that ended, for portals' servers. */
import { describe, expect } from 'vitest';
import type { UnitTerms } from '../../../bff/contract/unit-status.ts';
import { createPortalClient } from '../../../bff/portal-client/index.ts';
import { bffTest } from '../../support/bff-test.ts';
import { registerUnit, uscc } from '../../support/people.ts';
import { termRow } from '../../support/terms.ts';

const HOUR = 3_600_000;
const [many, due, none] = [uscc(1), uscc(2), uscc(3)];

const withBff = bffTest();

describe('the certifications of a unit', () => {
  const it = withBff.extend('client', ({ bff }) =>
    createPortalClient({ bff: bff.url, site: 'portal', key: { secret: bff.secret }, now: bff.deps.now }),
  );

  it.beforeAll(async ({ bff, database }) => {
    for (const code of [many, due, none]) await registerUnit(bff.deps, code);
    const start = bff.deps.now() - 1_000 * HOUR;
    const at = (hours: number) => new Date(start + hours * HOUR);
    const ended = (hours: number) =>
      ({ ended_at: at(hours), end_reason: 'replaced', ended_by: 'user:x' }) as const;
    const rows = Array.from({ length: 45 }, (_unused, i) =>
      termRow({ unit_code: many, representative: 'k1.x', since: at(i), ...(i < 44 && ended(i + 1)) }),
    );
    const over = {
      due_at: at(900),
      due_reason: 'agent-withdrew',
      due_by: 'agent',
      due_set_at: at(0),
    } as const;
    rows.push(termRow({ unit_code: due, representative: 'k1.x', by: 'agent', since: at(1), ...over }));
    await database.kysely.insertInto('certification').values(rows).execute();
  });

  it('are told newest first, twenty a page, by either code', async ({ client }) => {
    const seen: UnitTerms['terms'] = [];
    const sizes: number[] = [];
    for (let next: string | undefined, last = false; !last;) {
      const page = await client.certifications(many.slice(8, 17), { next });
      if (!page.ok) throw new Error(page.error.message);
      expect(page.value.unit).toEqual({ code: many, name: '南京示例有限公司' });
      seen.push(...page.value.terms);
      sizes.push(page.value.terms.length);
      next = page.value.next;
      last = next === undefined;
    }
    expect(sizes).toEqual([20, 20, 5]);
    const since = seen.map((term) => term.since);
    expect(since).toEqual(since.toSorted().toReversed());
    expect(new Set(since).size).toBe(45);
    expect(seen[0]).toEqual({
      since: expect.any(String),
      by: 'legal-representative',
      method: 'registry',
      evidence: { source: 'market', asOf: '2026-11-20' },
    });
    expect(seen[1]).toMatchObject({ endedAt: seen[0]!.since, endReason: 'replaced' });
  });

  it('end at the instant at which they were due, before that is written', async ({ client }) => {
    const page = await client.certifications(due);
    expect(page.ok && page.value.terms).toMatchObject([{ by: 'agent', endReason: 'agent-withdrew' }]);
    expect(page.ok && page.value.terms[0]).not.toHaveProperty('due');
  });

  it('are none of a unit that was never certified; a text that is no code is refused, as is a page that is none', async ({
    bff,
    client,
  }) => {
    const page = await client.certifications(none);
    expect(page.ok && page.value).toEqual({ unit: { code: none, name: '南京示例有限公司' }, terms: [] });
    expect(await client.certifications('nonsense')).toMatchObject({ error: { code: 'not-found' } });
    for (const next of ['0', '-1', 'x', ''])
      expect(await client.certifications(many, { next })).toMatchObject({
        error: { code: 'invalid-fields' },
      });
    const headers = { Authorization: `Bearer ${await bff.token(many)}` };
    const refused = await fetch(`${bff.url}/v1/units/${many}/certifications`, { headers });
    expect(await refused.json()).toMatchObject({ code: 'purpose-not-allowed' });
  });
});
