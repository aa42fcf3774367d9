/** The rule for certifications whose units' rows have changed, against the SQL that had it before. */
import { sql } from 'kysely';
import { describe, expect, it as test } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import type { RegistryState } from '../../../bff/registry/registry-state.ts';
import { stillHolds, stillHoldsAsSeen, type RegistryFacts } from '../../../bff/certifications/still-holds.ts';
import { areSameName } from '../../../bff/registry/same-name.ts';
import { createRandom } from '../../support/random.ts';
import { storeTest } from '../../support/store.ts';

type Person = RegistryFacts['representatives'][number];
type After = RegistryFacts & { state: RegistryState };

interface Case {
  representative: string;
  before: RegistryFacts | undefined;
  after: After | undefined;
  liveKeys: readonly string[];
}

function smallCases(count: number): Case[] {
  const random = createRandom(7);
  const one = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: random(most + 1) }, make);
  const number = () => `${one(['k1', 'k2', 'k9'])}.${one(['a', 'b'])}`;
  const person = (): Person => ({ name: one(['张', '李']), numbers: some(2, number) });
  const facts = (): RegistryFacts => ({
    representatives: some(2, person),
    foundedOn: one([null, '2001-05-18', '2001-05-19']),
  });
  const states = ['active', 'active', 'active', 'inactive', 'closed'] as const;
  return Array.from({ length: count }, () => ({
    representative: number(),
    before: random(4) === 0 ? undefined : facts(),
    after: random(20) === 0 ? undefined : { ...facts(), state: one(states) },
    liveKeys: one([['k1'], ['k2', 'k1'], ['k2']]),
  }));
}

/** The old rule: the reasons of the cases in their order. */
async function oracle({ kysely }: Database, cases: readonly Case[]): Promise<(string | null)[]> {
  const { rows } = await sql<{ reason: string | null }>`
    with example as (
      select ordinality as place, value as given from jsonb_array_elements(${JSON.stringify(cases)}::jsonb) with ordinality
    ), changed as (
      select place, given ? 'after' as is_there, given #>> '{after,state}' = 'active' as active,
             coalesce(given #> '{after,representatives}', '[]') as representatives,
             (given #>> '{before,foundedOn}')::date as old_date, (given #>> '{after,foundedOn}')::date as new_date,
             person.old ->> 'name' as old_name,
             array[given ->> 'representative'] || array(select jsonb_array_elements_text(person.old -> 'numbers')) as same_number,
             array(select jsonb_array_elements_text(given -> 'liveKeys')) as live_keys
      from example
      left join lateral (
        select each as old from jsonb_array_elements(coalesce(given #> '{before,representatives}', '[]')) each
        where each -> 'numbers' ? (given ->> 'representative') limit 1
      ) person on true
    )
    select case
      when not is_there or not active then 'unit-not-active'
      when old_name is not null and has_people and not has_name and not (comparable and has_number)
           then 'representative-changed'
      when comparable and not has_number
           then case when has_name then 'registration-changed' else 'representative-changed' end
      when comparable and old_name is not null and not has_person then 'registration-changed'
      when old_date <> new_date then 'registration-changed'
    end as reason
    from changed
    left join lateral (
      select count(*) > 0 as has_people,
             coalesce(bool_or(person ->> 'name' = old_name), false) as has_name,
             coalesce(bool_or(person -> 'numbers' ?| same_number), false) as has_number,
             coalesce(bool_or(person ->> 'name' = old_name and person -> 'numbers' ?| same_number), false) as has_person,
             coalesce(bool_or(person -> 'numbers' <> '[]'), false)
               and exists (select from unnest(same_number) digest
                           where split_part(digest, '.', 1) = any(live_keys)) as comparable
      from jsonb_array_elements(representatives) person
    ) people on true
    order by place`.execute(kysely);
  return rows.map(({ reason }) => reason);
}

describe('whether a certification still holds', () => {
  const it = storeTest;

  it('is said by the function as the SQL said it, in thousands of small cases', async ({ database }) => {
    const cases = smallCases(20_000);
    const expected = await oracle(database, cases);
    const reasons = cases.map(({ representative, before, after, liveKeys }) => {
      const verdict = stillHolds({ representative }, before, after, { liveKeys, areSameName });
      return verdict.holds ? null : verdict.reason;
    });
    const differing = cases.flatMap((each, i) =>
      reasons[i] === expected[i] ? [] : [{ ...each, reason: reasons[i], expected: expected[i] }],
    );
    expect(differing).toEqual([]);
    for (const reason of [null, 'registration-changed', 'representative-changed', 'unit-not-active'])
      expect(reasons.filter((each) => each === reason).length, String(reason)).toBeGreaterThan(1_000);
  });
});

test.each<[told: string, seen: string | null, then: string | null, holds: boolean]>([
  ['was not there', null, null, true],
  ['is the one that was seen', '2001-05-18', null, true],
  ['is another one than was seen', '2001-05-19', null, false],
  ['is another one than the registry had', null, '2001-05-19', false],
  ['was there', null, '2001-05-18', true],
])('at the counter, a date of the registry that %s: %s, %s', (_told, seen, then, holds) => {
  const row = { representatives: [{ name: '张', numbers: ['k1.a'] }], state: 'active' } as const;
  const verdict = stillHoldsAsSeen(
    { representative: 'k1.a', name: '张', foundedOn: seen },
    { ...row, foundedOn: then },
    { ...row, foundedOn: '2001-05-18' },
    { liveKeys: ['k1'], areSameName },
  );
  expect(verdict).toMatchObject(holds ? { holds } : { holds, reason: 'registration-changed' });
});

test('only a unit that has ceased to exist leaves no time', () => {
  const zhang = { representatives: [{ name: '张', numbers: ['k1.a'] }], foundedOn: '2001-05-18' };
  const verdictOn = (after: After | undefined) =>
    stillHolds({ representative: 'k1.a' }, zhang, after, { liveKeys: ['k1'], areSameName });
  const notActive = { holds: false, reason: 'unit-not-active' };
  expect(verdictOn({ ...zhang, state: 'closed' })).toEqual({ ...notActive, isClosed: true });
  expect(verdictOn({ ...zhang, state: 'inactive' })).toEqual({ ...notActive, isClosed: false });
  expect(verdictOn(undefined)).toEqual({ ...notActive, isClosed: false });
  expect(verdictOn({ ...zhang, state: 'active' })).toEqual({ holds: true });
});
