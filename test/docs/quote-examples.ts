/** `npm run docs:examples`: writes into documents the examples that they quote, and what they say by code; into words for people the code's numbers. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteExamples } from './support/examples.ts';
import { generate } from './generated/index.ts';
import { DOCUMENTS, readDocument, root, WORDS_WITH_FIGURES } from './support/pages.ts';

for (const page of [...DOCUMENTS, ...WORDS_WITH_FIGURES]) {
  const text = readDocument(page);
  const filled = generate(page, quoteExamples(text));
  if (filled === text) continue;
  writeFileSync(join(root, page), filled);
  console.log(page);
}
