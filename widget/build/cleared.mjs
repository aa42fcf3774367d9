/**
 * Rollup plugin: empties the folder just before a successful build is written, so that no file of
 * an older build remains.
 */
import { rm } from 'node:fs/promises';

export const cleared = () => ({
  name: 'cleared',
  generateBundle: ({ dir }) => rm(dir, { recursive: true, force: true }),
});
