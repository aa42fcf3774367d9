/** `backup`: a copy of the running embedded database. */
import { resolve } from 'node:path';
import { CommandFailure, onDatabase, type AddCommands } from './command.ts';

export const addBackupCommand: AddCommands = (program, plan) => {
  program
    .command('backup')
    .argument('<folder>', 'a new folder')
    .description(
      'Copies the embedded database, while it runs, into a folder that can then be DATA_DIR. The master keys are not copied.',
    )
    .action((folder: string) =>
      plan(
        onDatabase(async ({ resources: { embedded }, cwd }) => {
          if (!embedded)
            throw new CommandFailure(
              'This copies the embedded database. For the one of DATABASE_URL use PostgreSQL’s own tools (docs/en/operations.md, "Backup").',
            );
          const target = resolve(cwd, folder);
          await embedded.backUp(target);
          return {
            json: { folder: target },
            text: `Done: ${target}. The master keys are not in it: keep them elsewhere, for without them it is worth nothing.`,
          };
        }),
      ),
    );
};
