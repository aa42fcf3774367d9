/** The whole repository follows the directions of imports in `.dependency-cruiser.mjs`. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { forbidden, violationsIn } from './cruise.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('every file keeps the direction of imports', { timeout: 60_000 }, async () => {
  expect(await violationsIn(root, ['widget', 'bff', 'demo', 'test', 'bench'])).toEqual([]);
});

it('every rule has a message that explains it', () => {
  for (const { name, comment } of forbidden) expect(comment, name).toMatch(/^.{60,}\.$/s);
});
