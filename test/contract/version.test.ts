/** The version of package.json, which `npm version` writes into the sources. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VERSION } from '../../bff/contract/version.ts';

it('is that of package.json', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version, scripts } = JSON.parse(text) as { version: string; scripts: { version: string } };
  expect(VERSION).toBe(version);
  expect(scripts.version).toContain('node .ci/version.mjs');
});
