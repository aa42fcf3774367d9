/** Examples of `docs` that pages run. */
import { createHash } from 'node:crypto';
import { transformSync } from 'esbuild';
import { readExample } from '../../docs/support/examples.ts';

export type Recipe =
  | 'vue-router.js'
  | 'vue-router-guard.js'
  | 'vue-router-3-guard.js'
  | 'react-router.jsx'
  | 'react-router-guard.jsx'
  | 'queue.js'
  | 'jquery.html'
  | 'bearer-session.js'
  | 'sub-app.js'
  | 'sub-app-in-iframe-sandbox.js'
  | 'iframe-tab.js'
  | 'theming-ant-design.jsx';

/** The script of an example; of a page, what it has inline. */
export function recipeOf(recipe: Recipe): string {
  const example = readExample(recipe);
  const [, script = example] = /<script>(.*)<\/script>/s.exec(example) ?? [];
  return transformSync(script, { loader: 'jsx' }).code;
}

export const checksumOf = (recipes: readonly Recipe[]): string =>
  createHash('sha256').update(recipes.map(recipeOf).join('')).digest('hex');
