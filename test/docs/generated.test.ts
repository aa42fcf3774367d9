/** Documents say what the code says. `npm run docs:examples` writes it. */
import { expect, it } from 'vitest';
import { generate } from './support/generated.ts';
import { DOCUMENTS, readDocument } from './support/pages.ts';

it.each(DOCUMENTS)('%s says what the code says (npm run docs:examples)', (page) => {
  const text = readDocument(page);
  expect(text).toBe(generate(text));
});

it('refuses a region that nothing generates', () => {
  expect(() => generate('<!-- generated: nonsense -->\n<!-- end -->')).toThrow('nonsense');
});
