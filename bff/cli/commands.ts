/** The commands that work on the database, a file for each group. */
import { addAuditCommands } from './audit.ts';
import { addBackupCommand } from './backup.ts';
import { addCaseCommands } from './case.ts';
import { onDatabase, type AddCommands } from './command.ts';
import { addDeliveryCommands } from './delivery.ts';
import { addDeskCommands } from './desk.ts';
import { addImportCommands } from './import.ts';
import { addKeysCommand } from './keys.ts';
import { addSiteCommands } from './site.ts';
import { addSourceCommands } from './source.ts';
import { addTokenCommands } from './token.ts';
import { addSubjectCommands } from './subject.ts';
import { addSubmissionCommands } from './submission.ts';
import { addUnitCommands } from './unit.ts';

const addMigrateCommand: AddCommands = (program, plan) => {
  program
    .command('migrate')
    .description('Brings the database up to date. Every start of the BFF does so too.')
    .action(() =>
      plan(
        onDatabase(async ({ migrated }) => {
          const text = migrated.length > 0 ? `Done: ${migrated.join(', ')}.` : 'The database is up to date.';
          return { json: { migrated }, text };
        }),
      ),
    );
};

export const DATABASE_COMMANDS: readonly AddCommands[] = [
  addMigrateCommand,
  addImportCommands,
  addSourceCommands,
  addSiteCommands,
  addTokenCommands,
  addUnitCommands,
  addSubmissionCommands,
  addCaseCommands,
  addDeliveryCommands,
  addDeskCommands,
  addAuditCommands,
  addSubjectCommands,
  addKeysCommand,
  addBackupCommand,
];
