/** A process that imports two files in turn until it is killed: `import-again.ts URL FILE FILE`. Prints `done` after each. */
import { openPostgres } from '../../../bff/database/postgres.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { optionsOf } from '../../bff/import/options.ts';

const [url, ...files] = process.argv.slice(2) as [string, string, string];
const database = openPostgres(url);
for (let turn = 0; ; turn++) {
  await importRegistry(database, optionsOf(files[turn % 2]!, { force: true }));
  process.stdout.write('done\n');
}
