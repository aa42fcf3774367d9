/** One folder writes certifications, so that why and when each began, became due and ended has one place. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const WRITES =
  /\b(insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+certification\b|\b(insertInto|updateTable|deleteFrom|mergeInto)\(\s*'certification'/i;

it('only bff/certifications writes the table certification', () => {
  const writing = globSync('bff/**/*.ts', { cwd: root }).filter((file) =>
    WRITES.test(readFileSync(`${root}${file}`, 'utf8')),
  );
  expect(writing.map((file) => file.replace(/[^/]*$/, ''))).toEqual(writing.map(() => 'bff/certifications/'));
  expect(writing).toContain('bff/certifications/write.ts');
});
