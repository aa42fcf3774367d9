/**
 * `npm run test:deploy`, as root on Debian: runs the commands of docs/zh/deploy.md on six machines, and what an operator fears after that.
 * Each machine is a Debian of its own in Linux namespaces, with its own systemd, network and disk. Takes 10 to 30 minutes; the first time
 * some more, for the packages. `npm run test:deploy -- FOLDER` starts the machines only, empty, and a shell in that folder, which somebody
 * prepared by deploy.md: for trying the page by hand.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTER_HALL, removeCgroups } from './hall.ts';
import { makeImage } from './image.ts';
import { prepareKit } from './kit.ts';

if (process.getuid?.() !== 0) {
  console.error('npm run test:deploy needs root, for namespaces and packages.');
  process.exit(1);
}
// The terminal sends an interruption to the hall too; this process must outlive it to remove the folder.
process.on('SIGINT', () => undefined);
const image = makeImage();
const folder = mkdtempSync('/var/tmp/unit-certification-deploy-');
const prepared = process.argv.slice(2, 3).map((words) => resolve(words));
try {
  if (prepared.length === 0) prepareKit(folder);
  const story = fileURLToPath(new URL('story.ts', import.meta.url));
  const [command, ...words] = [...ENTER_HALL, process.execPath, story, folder, image, ...prepared];
  const { status } = spawnSync(command!, words, {
    stdio: 'inherit',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: `${prepared[0] ?? folder}/kit/tls/ca.crt` },
  });
  process.exitCode = status ?? 1;
} finally {
  removeCgroups();
  rmSync(folder, { recursive: true, force: true });
}
