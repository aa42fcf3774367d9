import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { expireClaims } from '../../../bff/attempts/expiry.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import type { Database } from '../../../bff/database/database.ts';
import { BATCH } from '../../../bff/database/retention.ts';
import { removeOldCounters } from '../../../bff/limits/retention.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { happens, KEYS } from '../../support/events.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { storeTest as it } from '../../support/store.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-24T08:00:00Z');
const ID = '00000000-0000-4000-8000-00000000000';

/** A statement waits for a lock. */
const isWaiting = ({ kysely }: Database) =>
  vi.waitFor(async () => {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%delete from "limit_counter"%'`.execute(
      kysely,
    );
    expect(rows).not.toEqual([]);
  });

describe('retention', () => {
  it('removes what is over age, and nothing else', async ({ database }) => {
    const { kysely } = database;
    const ago = (days: number) => new Date(NOW - days * DAY);
    const attempt = (digit: number, days: number) => ({
      id: ID + digit,
      reference: `R${digit}`,
      key: `K${digit}`,
      body: 'b',
      flow: 'certification' as const,
      unit_code: 'U',
      site_id: 's',
      user_digest: 'u',
      applicant: 'agent',
      outcome: 'rejected' as const,
      finding: 'unit-not-found',
      claim: 'c',
      remaining: 1,
      resets_at: null,
      at: ago(days),
      decided_at: null,
    });
    await kysely
      .insertInto('submission')
      .values([attempt(1, 181), attempt(2, 179), attempt(3, 1.001), attempt(4, 0.999)])
      .execute();
    const kept = (unit: string, days: number) => ({
      unit_code: unit,
      purpose: 'recheck' as const,
      submission_id: ID + 1,
      site_id: 's',
      claim: 'c',
      next_try_at: ago(0),
      expires_at: ago(days),
    });
    await kysely
      .insertInto('kept_claim')
      .values([kept('old', 1), kept('new', -1)])
      .execute();
    const budget = (key: string, days: number) => ({
      kind: 'personPerDay',
      key,
      used: 1,
      ends_at: ago(days),
      month_used: null,
      month_ends_at: null,
      users: null,
    });
    const unit = (key: string, day: number, month: number, ofUser: number) => ({
      ...budget(key, day),
      kind: 'unit',
      month_used: 1,
      month_ends_at: ago(month),
      users: JSON.stringify({ u: [1, ago(ofUser).toISOString()] }),
    });
    await kysely
      .insertInto('limit_counter')
      .values([
        budget('old person', 1),
        budget('person', -1),
        unit('old unit', 1, 1, 1),
        unit('day', -1, 1, 1),
        unit('month', 1, -1, 1),
        unit('user', 1, 1, -1),
      ])
      .execute();
    await happens({ database, keys: KEYS });
    const { position } = await kysely.selectFrom('event').select('position').executeTakeFirstOrThrow();
    const delivery = (site: string, end: { delivered_at?: Date; dead_at?: Date }) => ({
      event: position,
      site_id: site,
      next_try_at: ago(0),
      delivered_at: null,
      dead_at: null,
      last_result: null,
      ...end,
    });
    await kysely
      .insertInto('webhook_delivery')
      .values([
        delivery('long-delivered', { delivered_at: ago(8) }),
        delivery('delivered', { delivered_at: ago(6) }),
        delivery('long-dead', { dead_at: ago(91) }),
        delivery('dead', { dead_at: ago(89) }),
        delivery('waiting', {}),
      ])
      .execute();

    expect(await expireClaims({ database, keys: KEYS }, NOW)).toBe(false);
    expect(await removeExpired(database, NOW)).toBe(false);
    expect(await removeOldCounters(database, NOW)).toBe(false);
    const left = async (table: Parameters<typeof kysely.selectFrom>[0] & string, column: string) =>
      (
        await kysely
          .selectFrom(table as 'submission')
          .selectAll()
          .execute()
      ).map((row) => row[column as 'id']);
    expect((await left('submission', 'id')).sort()).toEqual([2, 3, 4].map((digit) => `${ID}${digit}`));
    expect((await left('submission', 'key')).filter((key) => key !== null)).toEqual(['K4']);
    expect((await left('submission', 'body')).filter((body) => body !== null)).toEqual(['b']);
    expect(await left('kept_claim', 'unit_code')).toEqual(['new']);
    expect((await left('limit_counter', 'key')).sort()).toEqual(['day', 'month', 'person', 'user']);
    const sites = await left('webhook_delivery', 'site_id');
    expect(sites.sort()).toEqual(['dead', 'delivered', 'waiting']);
  });

  it('forgets idempotency keys also while another table has more rows to remove', async ({
    emptyDatabase: { kysely },
    database,
    deps,
    unit,
  }) => {
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    const later = deps.now() + 2 * DAY;
    await sql`
      insert into used_challenge (challenge, expires_at)
      select 'challenge ' || number, ${new Date(later - DAY)} from generate_series(1, ${BATCH}) number`.execute(
      kysely,
    );
    expect(await removeExpired(database, later), 'there may be more challenges').toBe(true);
    const submissions = await kysely.selectFrom('submission').select(['key', 'body']).execute();
    expect(submissions).toEqual([{ key: null, body: null }]);
  });

  it('leaves a row that is renewed while its removal waits for it', async ({ database }) => {
    const { kysely } = database;
    await kysely
      .insertInto('limit_counter')
      .values({ kind: 'personPerDay', key: 'renewed', used: 5, ends_at: new Date(NOW - DAY) })
      .execute();
    const renewing = kysely.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('limit_counter')
        .set({ used: 1, ends_at: new Date(NOW + DAY) })
        .where('key', '=', 'renewed')
        .execute();
      const removing = removeOldCounters(database, NOW);
      await isWaiting(database);
      return { removing };
    });
    await (
      await renewing
    ).removing;
    const rows = kysely.selectFrom('limit_counter').select('used').where('key', '=', 'renewed');
    expect(await rows.execute()).toEqual([{ used: 1 }]);
  });

  it('tells the pending claim that another one of the same moment took the place of', async ({
    database,
    deps,
  }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    const units = Array.from({ length: 20 }, (_unused, i) => uscc(94_000_000 + i));
    const both = units.flatMap((unit) => [unit, unit]);
    await Promise.all(
      both.map((unit, i) =>
        submit(deps, submitterOf(unit, { sub: `user-${i}` }), randomUUID(), rightClaim()),
      ),
    );
    await removeExpired(database, deps.now());
    const { rows } = await sql`
      select unit_code from submission where outcome = 'pending' and unit_code = any(${units}::text[])
      group by unit_code having count(*) > 1`.execute(database.kysely);
    expect(rows).toEqual([]);
    const kept = await sql<{ count: number }>`
      select count(*)::int as count from kept_claim join submission on submission.id = kept_claim.submission_id
      where outcome = 'pending' and kept_claim.unit_code = any(${units}::text[])`.execute(database.kysely);
    expect(kept.rows).toEqual([{ count: units.length }]);
  });

  it.for([
    ['limit_counter', 'GREATEST(ends_at, month_ends_at)'],
    ['kept_claim', 'expires_at'],
    ['used_challenge', 'expires_at'],
    ['phone_code', 'expires_at'],
    ['phone_proof', 'expires_at'],
    ['submission', 'at'],
    ['webhook_delivery', 'delivered_at'],
    ['webhook_delivery', 'dead_at'],
  ])(
    'finds the oldest rows of %s by an index on %s, however many there are',
    async ([table, age], { database }) => {
      const { rows } = await sql<{ indexdef: string }>`
      select indexdef from pg_indexes
      where schemaname = current_schema() and tablename = ${table} and indexdef like ${`% USING btree (${age})%`}
        and (indexdef not like '% WHERE %' or indexdef like ${`% WHERE (${age} IS NOT NULL)`})`.execute(
        database.kysely,
      );
      expect(rows).toHaveLength(1);
    },
  );
});
