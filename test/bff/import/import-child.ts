/**
 * A process that imports a registry file and waits to be killed: `import-child.ts URL FILE MOMENT`. At MOMENT
 * `half` it stops when half of the file is read and says so; at `merge` it says when the file is read, and goes on.
 */
import { openPostgres } from '../../../bff/database/postgres.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { optionsOf } from './options.ts';

const [url, file, moment] = process.argv.slice(2) as [string, string, 'half' | 'merge'];
const database = openPostgres(url);
let said = false;
const say = (word: string) => {
  if (!said) process.stdout.write(`${word}\n`);
  said = true;
};
await importRegistry(
  database,
  optionsOf(file, {
    full: true,
    force: true,
    onProgress(done, total) {
      if (moment === 'merge') return done === total ? say('merge') : undefined;
      if (done < total / 2) return;
      say('half');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000); // to be killed here
    },
  }),
);
await database.close();
say('done');
