/**
 * `npm run docs:examples`: writes into documents the examples that they quote, and what they say by code; into words for people the code's numbers.
 * With `--translated`, also that both languages of each passage were held against each other.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteExamples } from './support/examples.ts';
import { generate } from './generated/index.ts';
import { DOCUMENTS, readDocument, root, WORDS_WITH_FIGURES } from './support/pages.ts';
import { allPassages, changedAlone, readKnown, writeKnown } from './support/translations.ts';

for (const page of [...DOCUMENTS, ...WORDS_WITH_FIGURES]) {
  const text = readDocument(page);
  const filled = generate(page, quoteExamples(text));
  if (filled === text) continue;
  writeFileSync(join(root, page), filled);
  console.log(page);
}

const alone = process.argv.includes('--translated') ? [] : changedAlone(allPassages(), readKnown());
if (alone.length === 0) writeKnown();
for (const { page, zh, en } of alone)
  console.error(
    `${page}: only one language has changed (--translated, when both say the same):\n  ${zh}\n  ${en}`,
  );
if (alone.length > 0) process.exitCode = 1;
