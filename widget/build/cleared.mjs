/** Rollup plugin: empties the folder when the build has succeeded and is about to be written, so that no file of an older one stays. */
import { rm } from 'node:fs/promises';

export const cleared = () => ({
  name: 'cleared',
  generateBundle: ({ dir }) => rm(dir, { recursive: true, force: true }),
});
