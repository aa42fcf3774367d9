/** `node .ci/clear.mjs FOLDER…`: removes the output of an earlier build, so that no old file is packed. */
import { rmSync } from 'node:fs';

for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true });
