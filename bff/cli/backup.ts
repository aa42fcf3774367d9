/** `backup`: a copy of the running embedded database. */
import { resolve } from 'node:path';
import { CommandFailure } from './context.ts';
import { argument, asGiven, command } from './table.ts';

export const BACKUP = command({
  name: 'backup',
  about:
    'Copies the embedded database, while it runs, into a folder that can then be DATA_DIR. The master keys are not copied.',
  arguments: { folder: argument('a new folder', asGiven) },
  async run({ resources: { embedded }, cwd }, { folder }) {
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
  },
});
