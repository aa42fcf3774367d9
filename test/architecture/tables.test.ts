/** Walls between the tables: a folder's SQL names the tables that it owns, and those that are listed here with a reason. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tablesIn } from './named-tables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder that writes a table, and exports parts of statements to others. */
const OWNERS: Record<string, string> = {
  audit_anchor: 'events',
  certification: 'certifications',
  counter_case: 'cases',
  data_key: 'keys',
  desk_session: 'desk',
  event: 'events',
  evidence_version: 'import',
  fan_out: 'delivery',
  handler_record: 'import',
  kept_claim: 'attempts',
  limit_counter: 'limits',
  limit_refusal: 'limits',
  phone_code: 'phones',
  phone_proof: 'phones',
  proposal: 'proposals',
  registered_unit: 'sites',
  registry_unit: 'import',
  replaced_unit: 'import',
  seal: 'events',
  signing_key: 'signing',
  site: 'sites',
  site_unit: 'sites',
  source: 'import',
  submission: 'attempts',
  unit_hold: 'certifications',
  used_challenge: 'phones',
  webhook_delivery: 'delivery',
  worker_lease: 'database',
};

interface Foreign {
  why: string;
  reads?: readonly string[];
  writes?: readonly string[];
}

/** The folders whose SQL names tables of others. */
const FOREIGN: Record<string, Foreign> = {
  attempts: {
    why: 'The snapshot of a submission, and the facts of the next step, are one read each.',
    reads: [
      'certification',
      'counter_case',
      'event',
      'evidence_version',
      'handler_record',
      'proposal',
      'site_unit',
      'source',
    ],
  },
  cases: {
    why: 'A case is read with its proposal and the unit’s row of the register, by which officers decide.',
    reads: ['certification', 'evidence_version', 'proposal', 'registry_unit'],
  },
  delivery: {
    why: 'Who is told of an event is decided where it is handed out, in one statement for many events.',
    reads: ['event', 'registry_unit', 'site', 'site_unit'],
  },
  events: {
    why: '`audit verify` compares the rows that rest on events with them, whoever has changed them.',
    reads: [
      'certification',
      'counter_case',
      'data_key',
      'fan_out',
      'proposal',
      'registered_unit',
      'submission',
      'unit_hold',
    ],
  },
  holds: {
    why: 'A hold is proposed at a unit, whose name the register has, and listed with it; it ends what the unit has under either of its codes, if an event proves it.',
    reads: ['certification', 'counter_case', 'event', 'kept_claim', 'registry_unit', 'unit_hold'],
  },
  import: {
    why: 'It judges certifications by the rows it changes, and finds all that is stored under an organization code whose USCC comes.',
    reads: ['certification', 'registered_unit', 'site_unit', 'submission'],
  },
  keys: {
    why: 'A database without keys gets its first ones only when nothing in it was made with keys.',
    reads: ['certification', 'event', 'handler_record', 'registry_unit', 'seal', 'site', 'submission'],
  },
  proposals: {
    why: 'A revocation is proposed with what it is about.',
    reads: ['certification'],
  },
  registry: {
    why: 'It is the reading side of what imports write, and finds the code under which a unit is known.',
    reads: ['event', 'handler_record', 'registry_unit', 'source'],
  },
  staff: {
    why: 'Pages and commands of staff show a unit’s rows side by side.',
    reads: [
      'certification',
      'counter_case',
      'event',
      'kept_claim',
      'registry_unit',
      'seal',
      'site_unit',
      'submission',
      'webhook_delivery',
    ],
  },
  status: {
    why: 'The status is one read.',
    reads: ['kept_claim', 'source', 'submission'],
  },
  upkeep: {
    why: 'Retention is one list of how long the rows of all tables are kept. A person’s data and the lags are about all tables.',
    reads: ['event', 'handler_record', 'kept_claim', 'registry_unit'],
    writes: [
      'counter_case',
      'desk_session',
      'phone_code',
      'phone_proof',
      'proposal',
      'signing_key',
      'submission',
      'used_challenge',
      'webhook_delivery',
    ],
  },
};

/** The files whose SQL has values in the place of tables. Each table's name that stands in such a file counts as named. */
const BY_VALUE: Record<string, string> = {
  'attempts/record.ts': 'CTEs of the same statement.',
  'database/postgres.ts': 'The target of a COPY, which the import gives.',
  'database/retention.ts': 'Rows are removed by their age, by the list of `upkeep/`.',
  'import/move-units.ts': 'The table with the new rows: the register, or the one that takes its place.',
  'import/handlers.ts': 'The staging table.',
  'import/judge.ts': 'The same.',
  'import/registry.ts': 'The same, and the staging table.',
  'import/staging.ts': 'The staging table.',
  'import/swap.ts': 'The table that takes the register’s place.',
  'keys/data-keys.ts': 'All tables with something that was made with keys.',
  'keys/reseal.ts': 'A column that its owner describes (`SealedColumn`).',
  'limits/counters.ts': 'CTEs of the same statement.',
  'proposals/proposal.ts': 'A CTE of the same statement.',
  'registry/rows-digest.ts': 'Both imported tables are read in the same way.',
};

const TABLES: ReadonlySet<string> = new Set(Object.keys(OWNERS));
const namedIn = (source: string) => tablesIn(source, TABLES);

/** The files of the service, but for those that describe the tables. */
const FILES = globSync('bff/**/*.ts', { cwd: root })
  .filter((path) => path !== 'bff/database/tables.ts' && !path.startsWith('bff/database/migrations/'))
  .map((path) => ({ path: path.slice('bff/'.length), ...namedIn(readFileSync(root + path, 'utf8')) }));

/** The tables of others that each folder's SQL names. */
function foreignTables(): Record<string, { reads: Set<string>; writes: Set<string> }> {
  const found: Record<string, { reads: Set<string>; writes: Set<string> }> = {};
  for (const { path, named } of FILES) {
    const folder = path.split('/')[0]!;
    for (const { table, writes } of named) {
      if (OWNERS[table] === folder) continue;
      const tables = (found[folder] ??= { reads: new Set(), writes: new Set() });
      (writes ? tables.writes : tables.reads).add(table);
    }
  }
  return found;
}

/** Code with its templates: `«x»` stands for a value. */
const written = (code: string): string =>
  code.replace(/«(.*?)»/g, (_value, name: string) => ['$', '{', name, '}'].join(''));

describe('the tables', () => {
  it('are all owned', () => {
    const migrations = globSync('bff/database/migrations/*.ts', { cwd: root });
    const made = migrations.flatMap((path) =>
      [...readFileSync(root + path, 'utf8').matchAll(/create table (\w+) \(/g)].map(([, name]) => name),
    );
    expect(Object.keys(OWNERS).sort()).toEqual(made.sort());
  });

  it.each([
    ['sql`insert into site (id)`', 'site', true],
    ['sql`insert into site(id)`', 'site', true],
    ['`delete from kept_claim using ended`', 'kept_claim', true],
    ['`delete from ended using kept_claim`', 'kept_claim', false],
    ['`update only submission set key = null`', 'submission', true],
    ['`merge into event using made on true`', 'event', true],
    ['`truncate other, seal`', 'seal', true],
    ['`select from one left join event on true`', 'event', false],
    ['sql`select from «ended», certification kept where true`', 'certification', false],
    ['`select from one join two on one.id = two.id, site_unit`', 'site_unit', false],
    ['`select from (certification join x using (id))`', 'certification', false],
    ['`select from public.certification`', 'certification', false],
    ['`select from "certification"`', 'certification', false],
    ["`select from pg_locks where relation = 'certification'::regclass`", 'certification', false],
    ["query('select from seal')", 'seal', false],
    ["kysely.updateTable('submission as s')", 'submission', true],
    ["kysely.selectFrom(['x', 'site'])", 'site', false],
    ["kysely.selectFrom('x').rightJoin('site', 'a', 'b')", 'site', false],
    ["sql`select from «sql.table('site')»`", 'site', false],
    ["session.copyIn('handler_record (person)', rows)", 'handler_record', true],
    ["const expiry = { table: 'site', key: [] }", 'site', true],
    ["const { query } = s; query(`select from «name('site')»`)", 'site', false],
  ])('are found: %s', (source, table, writes) => {
    expect(namedIn(written(source)).named).toContainEqual({ table, writes });
  });

  it.each([
    '/** Reads from event. */\n// update site\n',
    'sql`select site from other where proposal is distinct from source`',
    'sql`insert into other select source from one on conflict (site) do update set source = null`',
    "const type = 'certification';",
    'sql`select from «certificationInForce(now)» term`',
  ])('are not found: %s', (source) => {
    expect(namedIn(written(source))).toEqual({ named: [], byValue: [] });
  });

  it('are named by a value in the files of the list alone', () => {
    const found = FILES.flatMap(({ path, byValue }) => (byValue.length > 0 ? [path] : []));
    expect(found.sort()).toEqual(Object.keys(BY_VALUE).sort());
  });

  it('are named by their owner, and by others as the list says', () => {
    const found = foreignTables();
    const listed = (names: Iterable<string> = []) => [...names].sort();
    const actual = Object.entries(found).map(([folder, { reads, writes }]) => [
      folder,
      { reads: listed([...reads].filter((table) => !writes.has(table))), writes: listed(writes) },
    ]);
    const expected = Object.entries(FOREIGN).map(([folder, { reads, writes }]) => [
      folder,
      { reads: listed(reads), writes: listed(writes) },
    ]);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });
});
