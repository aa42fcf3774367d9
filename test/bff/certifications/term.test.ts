/** Until when a certification counts. */
import { expect, it } from 'vitest';
import { stillCounts } from '../../../bff/certifications/term.ts';

it('a certification that is due counts until that instant, and no longer', () => {
  const dueAt = new Date('2026-12-24T16:00:00Z');
  expect(stillCounts(dueAt, dueAt.getTime() - 1)).toBe(true);
  expect(stillCounts(dueAt, dueAt.getTime())).toBe(false);
  expect(stillCounts(null, dueAt.getTime())).toBe(true);
});
