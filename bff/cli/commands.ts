/** The commands that can also be carried out by the running BFF; one file for each group. */
import { verifyAudit } from '../protection/audit.ts';
import { onDatabase, type AddCommands } from './command.ts';
import { addImportCommands } from './import.ts';
import { addKeysCommand } from './keys.ts';
import { addSiteCommands } from './site.ts';
import { addTokenCommands } from './token.ts';
import { addUnitCommands } from './unit.ts';

const addMigrateCommand: AddCommands = (program, plan) => {
  program
    .command('migrate')
    .description('Brings the database up to date (every start does).')
    .action(() =>
      plan(
        onDatabase(async ({ migrated }) => {
          const text = migrated.length > 0 ? `Done: ${migrated.join(', ')}.` : 'The database is up to date.';
          return { json: { migrated }, text };
        }),
      ),
    );
};

const addAuditCommand: AddCommands = (program, plan) => {
  program
    .command('audit')
    .description('The chain of audit entries.')
    .command('verify')
    .description('Checks that no audit entry was changed or removed.')
    .action(() =>
      plan(
        onDatabase(async ({ resources: { database, keys } }) => {
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
        }),
      ),
    );
};

export const DATABASE_COMMANDS: readonly AddCommands[] = [
  addMigrateCommand,
  addImportCommands,
  addSiteCommands,
  addTokenCommands,
  addUnitCommands,
  addAuditCommand,
  addKeysCommand,
];
