/** The commands that can also be carried out by the running BFF; one file for each group. */
import { verifyAudit } from '../protection/audit.ts';
import type { DatabaseCommand } from './command.ts';
import { IMPORT_COMMANDS } from './import.ts';
import { KEYS_COMMAND } from './keys.ts';
import { SITE_COMMANDS } from './site.ts';
import { TOKEN_COMMAND } from './token.ts';
import { UNIT_COMMANDS } from './unit.ts';

const migrate: DatabaseCommand = {
  name: 'migrate',
  about: 'Brings the database up to date (every start does).',
  plan:
    () =>
    async ({ migrated }) => {
      const text = migrated.length > 0 ? `Done: ${migrated.join(', ')}.` : 'The database is up to date.';
      return { json: { migrated }, text };
    },
};

const auditVerify: DatabaseCommand = {
  name: 'audit verify',
  about: 'Checks that no audit entry was changed or removed.',
  plan:
    () =>
    async ({ resources: { database, keys } }) => {
      const report = await verifyAudit(database, keys);
      const { sealed, unsealed, brokenAt } = report;
      const waiting = unsealed > 0 ? ` ${unsealed} not sealed yet.` : '';
      return {
        json: report,
        text:
          brokenAt === null
            ? `All ${sealed} sealed entries are whole.${waiting}`
            : `The chain is broken at position ${brokenAt}: the entry there was changed or removed, or its key is gone.`,
        exit: brokenAt === null ? 0 : 1,
      };
    },
};

export const DATABASE_COMMANDS: readonly DatabaseCommand[] = [
  migrate,
  ...IMPORT_COMMANDS,
  ...SITE_COMMANDS,
  TOKEN_COMMAND,
  ...UNIT_COMMANDS,
  auditVerify,
  KEYS_COMMAND,
];
