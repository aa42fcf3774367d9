import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMPONENTS, componentsText } from './components.ts';

it('components.json has the types as they are now: otherwise run npm run contract:components', async () => {
  expect(readFileSync(COMPONENTS, 'utf8')).toBe(await componentsText());
}, 60_000);
