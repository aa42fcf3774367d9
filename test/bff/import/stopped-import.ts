/** An import that stops in its transaction until the test continues it. */
import type { Database } from '../../../bff/database/database.ts';

export function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** An import on `database` stops before its first statement that begins with `at`: by default its last before the commit. `reached`: it stands there. */
export function stoppedImport(database: Database, at = '\n    insert into event') {
  const reached = gate();
  const released = gate();
  const stopped: Database = {
    ...database,
    session: (work) =>
      database.session((session) =>
        work({
          ...session,
          async query<Row>(text: string, values?: readonly unknown[]) {
            if (text.startsWith(at)) {
              reached.open();
              await released.opened;
            }
            return session.query<Row>(text, values);
          },
        }),
      ),
  };
  return { database: stopped, reached: reached.opened, release: released.open };
}
