/** An auditor's page of events is found by an index where one filter is enough to find it, so that it does not read three years of a province. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { eventsBetween, eventsPage, listEvents, type EventFilter } from '../../../bff/events/list.ts';
import { openOnPostgres } from '../../support/databases.ts';
import { happens, KEYS } from '../../support/events.ts';

const COUNT = 40_000;
const UNIT = 'U7';
const REFERENCE = '00000007';
const SUBMISSION = '00000000-0000-0000-0000-000000000007';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await openOnPostgres());
  await sql`
    insert into event (id, at, actor, type, unit_code, submission_id, detail, mac)
    select gen_random_uuid(), now(), case when i % 4000 = 7 then 'staff:s' || i else 'user:k1.' || i end, 'certification.rejected', 'U' || i / 5,
           ('00000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid,
           json_build_object('reference', lpad(i::text, 8, '0')), 'k1.' || i
    from generate_series(1, ${sql.lit(COUNT)}) as i`.execute(database.kysely);
  await sql`analyze event`.execute(database.kysely);
});
afterAll(() => close());

/** The index of the generic plan, with which the program's connections run. */
const indexOf = (filter: EventFilter, referred?: Parameters<typeof eventsPage>[1]) =>
  database.session(async (session) => {
    const { sql: text, parameters } = eventsPage(filter, referred, undefined).compile(database.kysely);
    await session.query(`prepare page as ${text}`);
    const values = parameters.map(() => 'null').join();
    const lines = await session.query<{ 'QUERY PLAN': string }>(`explain execute page (${values})`);
    await session.query('deallocate page');
    return /(?:using|Scan on) (event_\w+)/.exec(lines.map((line) => line['QUERY PLAN']).join('\n'))?.[1];
  });

it.each<[filter: EventFilter, index: string]>([
  [{ unitCode: UNIT }, 'event_unit'],
  [{ unitCode: UNIT, type: 'certification.' }, 'event_unit'],
  [{ unitCode: UNIT, deedsAlone: true, since: new Date(0) }, 'event_unit'],
  [{ actor: 'staff:s7' }, 'event_people'],
  [{ reference: REFERENCE }, 'event_reference'],
])('finds the events of %j by %s', async (filter, index) => {
  expect(await indexOf(filter)).toBe(index);
  expect((await listEvents(database, filter)).events).not.toEqual([]);
});

it('exports each event once, in the one of two adjoining times that begins with it', async () => {
  const days = ['2001-05-18T16:00:00.000Z', '2001-05-19T16:00:00.000Z', '2001-05-20T16:00:00.000Z'];
  const [first, second, third] = days.map((day) => new Date(day)) as [Date, Date, Date];
  for (const at of [first, second, third]) await happens({ database, keys: KEYS }, { at });
  const told = async (from: Date, until: Date) => {
    const instants: string[] = [];
    for await (const events of eventsBetween(database, from, until))
      instants.push(...events.map(({ at }) => new Date(at).toISOString()));
    return instants;
  };
  expect([await told(first, second), await told(second, third)]).toEqual([[days[0]], [days[1]]]);
  const { events } = await listEvents(database, { since: first, until: second });
  expect(events.map(({ at }) => new Date(at).toISOString())).toEqual([days[0]]);
});

it('finds the events of a submission that is kept by its unit', async () => {
  const referred = { id: SUBMISSION, unitCode: UNIT };
  expect(await indexOf({ reference: REFERENCE }, referred)).toBe('event_unit');
});
