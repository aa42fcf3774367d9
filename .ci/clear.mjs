/** `node .ci/clear.mjs FOLDER`: empties what a build writes, so that no file of an older one is packed. */
import { rmSync } from 'node:fs';

for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true });
