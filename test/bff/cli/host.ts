/**
 * A process that has the data folder and takes commands. Arguments: `silent` takes no commands, `late` takes them
 * two seconds after it has the folder.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startControl } from '../../../bff/cli/control.ts';
import { loadConfig } from '../../../bff/config.ts';
import { openResources } from '../../../bff/resources.ts';

const [word] = process.argv.slice(2);
const stopped = new Promise((resolve) => process.once('SIGTERM', resolve)); // before `ready` is printed
try {
  const resources = await openResources(loadConfig(process.env));
  process.stdout.write('open\n');
  if (word === 'late') await sleep(2000);
  const onChange = async () => {
    await sleep(50);
    process.stdout.write('changed\n');
  };
  const control = word === 'silent' ? undefined : await startControl({ resources, onChange });
  process.stdout.write('ready\n');
  await stopped;
  await control?.close();
  await resources.close();
  process.stdout.write('closed\n');
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
