/** Walls between the tables: a folder's SQL names the tables that it owns, and those that are listed here with a reason. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

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
  registered_unit: 'registration',
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
    why: 'It judges certifications by the rows it changes, and moves all that stands under an organization code to the USCC.',
    reads: ['certification'],
    writes: ['counter_case', 'kept_claim', 'proposal', 'registered_unit', 'site_unit', 'submission'],
  },
  proposals: {
    why: 'A revocation is proposed with what it is about.',
    reads: ['certification', 'registry_unit'],
  },
  registry: {
    why: 'It is the reading side of what imports write, and finds the code under which a unit is known.',
    reads: ['event', 'registered_unit', 'registry_unit', 'source'],
  },
  sites: {
    why: 'The removal of a site is one statement, and stands below the folders whose rows it removes.',
    writes: ['counter_case', 'kept_claim', 'registered_unit', 'submission', 'webhook_delivery'],
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
    why: 'Retention, a person’s data and the lags are about all tables.',
    reads: ['event', 'handler_record', 'registry_unit'],
    writes: [
      'counter_case',
      'desk_session',
      'kept_claim',
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

const NAMES = Object.keys(OWNERS).join('|');
/** SQL, the calls of Kysely's builder, and lists of the tables that one statement writes. */
const NAMED = new RegExp(
  [
    String.raw`\b(?<verb>delete\s+from|insert\s+into|update|from|join|using|table)\s+(?<inSql>${NAMES})\b(?!\()`,
    String.raw`\b(?<call>selectFrom|innerJoin|leftJoin|insertInto|updateTable|deleteFrom)\('(?<called>${NAMES})\b`,
    String.raw`\btable: '(?<listed>${NAMES})'`,
  ].join('|'),
  'g',
);
const WRITES = /^(delete\s+from|insert\s+into|update|insertInto|updateTable|deleteFrom)$/;

interface Named {
  table: string;
  writes: boolean;
}

/** Files without SQL have such words in sentences. */
const HAS_SQL = /\bsql[<`]|\bkysely\b|\.query[<(]/;

function tablesIn(source: string): Named[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  return [...code.matchAll(NAMED)].map(({ groups = {} }) => ({
    table: groups['inSql'] ?? groups['called'] ?? groups['listed'] ?? '',
    writes: groups['listed'] !== undefined || WRITES.test(groups['verb'] ?? groups['call'] ?? ''),
  }));
}

/** The tables of others that each folder's SQL names. */
function foreignTables(): Record<string, { reads: Set<string>; writes: Set<string> }> {
  const found: Record<string, { reads: Set<string>; writes: Set<string> }> = {};
  for (const path of globSync('bff/*/*.ts', { cwd: root })) {
    const folder = path.split('/')[1]!;
    if (path === 'bff/database/tables.ts') continue;
    const source = readFileSync(root + path, 'utf8');
    if (!HAS_SQL.test(source)) continue;
    for (const { table, writes } of tablesIn(source)) {
      if (OWNERS[table] === folder) continue;
      const named = (found[folder] ??= { reads: new Set(), writes: new Set() });
      (writes ? named.writes : named.reads).add(table);
    }
  }
  return found;
}

describe('the tables', () => {
  it('are all owned', () => {
    const migrations = globSync('bff/database/migrations/*.ts', { cwd: root });
    const made = migrations.flatMap((path) =>
      [...readFileSync(root + path, 'utf8').matchAll(/create table (\w+) \(/g)].map(([, name]) => name),
    );
    expect(Object.keys(OWNERS).sort()).toEqual(made.sort());
  });

  it('are found in SQL and in calls, not in comments', () => {
    expect(tablesIn('sql`insert into site (id)`')).toEqual([{ table: 'site', writes: true }]);
    expect(tablesIn('`delete from kept_claim using ended`')).toEqual([{ table: 'kept_claim', writes: true }]);
    expect(tablesIn('`left join event on`; kysely.updateTable("x").from')).toEqual([
      { table: 'event', writes: false },
    ]);
    expect(tablesIn("kysely.updateTable('submission')")).toEqual([{ table: 'submission', writes: true }]);
    expect(tablesIn('/** Reads from event. */\n// update site\n')).toEqual([]);
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
