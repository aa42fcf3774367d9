/** The recipes of `docs` for portals in one page, as a page runs them. */
import { createHash } from 'node:crypto';
import { transformSync } from 'esbuild';
import { readPage, snippetsIn } from '../docs/support/pages.ts';

/** The recipes for Vue Router and React Router, by the language of their code block. */
export type Recipe = 'js' | 'jsx';

export function recipeOf(recipe: Recipe): string {
  const { code } = snippetsIn(readPage('zh', 'embedding.md')).find(
    (snippet) => snippet.language === recipe && snippet.code.includes('signOut'),
  )!;
  return transformSync(code, { loader: recipe }).code;
}

export const checksumOf = (recipe: Recipe): string =>
  createHash('sha256').update(recipeOf(recipe)).digest('hex');
