/**
 * A process that imports a registry file and says how much memory that took: `import-once.ts URL FILE WAY`. WAY is `import`, or `preview` for
 * what it would do. It prints JSON: the report, and the largest resident set in MB.
 */
import { readFileSync } from 'node:fs';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { importRegistry, previewRegistry } from '../../../bff/import/registry.ts';
import { optionsOf } from '../../bff/import/options.ts';

const [url, file, way] = process.argv.slice(2) as [string, string, 'import' | 'preview'];
const database = openPostgres(url);
const options = optionsOf(file, { full: true, force: true, graceDays: 30 });
const { due, lapsed } = await (way === 'import' ? importRegistry : previewRegistry)(database, options);
await database.close();
// `resourceUsage().maxRSS` begins with that of the process that started this one.
const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
const megabytes = Math.round(Number(peak![1]) / 1024);
process.stdout.write(JSON.stringify({ due, lapsed, megabytes }));
