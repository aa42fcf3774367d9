/** Every row of every table, as text, to look for personal data. */
import type { Database } from '../../bff/database/database.ts';

export const dump = (database: Database): Promise<string> =>
  database.session(async (session) => {
    const tables = await session.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
    );
    const rows: string[] = [];
    for (const { name } of tables) {
      const found = await session.query<{ row: string }>(`select ${name}::text as row from ${name}`);
      rows.push(...found.map(({ row }) => row));
    }
    return rows.join('\n');
  });
