/** The recipes of `docs` for portals in one page, as a page runs them. */
import { createHash } from 'node:crypto';
import { transformSync } from 'esbuild';
import { readExample } from '../docs/support/examples.ts';

export type Recipe = 'vue-router.js' | 'react-router.jsx';

export const recipeOf = (recipe: Recipe): string =>
  transformSync(readExample(recipe), { loader: 'jsx' }).code;

export const checksumOf = (recipe: Recipe): string =>
  createHash('sha256').update(recipeOf(recipe)).digest('hex');
