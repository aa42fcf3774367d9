/** A column that is sealed and not listed keeps its old key when the keys are replaced, and cannot be opened once that is gone. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const bff = fileURLToPath(new URL('../../../bff', import.meta.url));
const read = (path: string): string => readFileSync(join(bff, path), 'utf8');

const LIST = 'server/sealed-columns.ts';

it('sealed-columns.ts lists each column that a folder describes as sealed', () => {
  const described = globSync('**/*.ts', { cwd: bff })
    .filter((path) => path !== LIST)
    .flatMap((path) => [...read(path).matchAll(/^export const (SEALED_\w+):/gm)].map(([, name]) => name!));
  expect(described.length).toBeGreaterThan(5);
  const list = read(LIST);
  const missing = described.filter((name) => !new RegExp(`^  (?:\\.\\.\\.)?${name},$`, 'm').test(list));
  expect(missing, `add them to SEALED_COLUMNS in bff/${LIST}, so that their keys are replaced too`).toEqual(
    [],
  );
});
