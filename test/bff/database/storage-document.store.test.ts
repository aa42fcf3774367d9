/** `docs/storage.md` names exactly the tables and columns of the schema. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { storeTest } from '../../support/store.ts';

const document = readFileSync(new URL('../../../docs/storage.md', import.meta.url), 'utf8');
const named = (text: string) => [...text.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name!);

/** `- `table`: `column`, …` under "Every column". */
const columns = document
  .split('## Every column\n')[1]!
  .split('\n## ')[0]!
  .split(/^- /m)
  .map(named)
  .flatMap(([table, ...names]) => names.map((name) => `${table}.${name}`));
/** First cells of the table of tables. */
const tables = [...document.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name]) => name!);

describe('docs/storage.md', () => {
  const it = storeTest;

  it('has every table and column of the schema, and no other', async ({ database }) => {
    const { rows } = await sql<{ table_name: string; column_name: string }>`
      select table_name, column_name from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely%'`.execute(database.kysely);
    expect(columns.toSorted()).toEqual(
      rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`).sort(),
    );
    expect(tables.toSorted()).toEqual([...new Set(rows.map(({ table_name }) => table_name))].sort());
  });
});
