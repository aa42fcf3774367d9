/** `npm run docs:examples`: writes the examples, as they are now, into the guides that quote them. */
import { writeFileSync } from 'node:fs';
import { quoteExamples } from './support/examples.ts';
import { docs, LANGUAGES, pagesIn, readPage } from './support/pages.ts';

for (const language of LANGUAGES)
  for (const page of pagesIn(language)) {
    const text = readPage(language, page);
    const quoted = quoteExamples(text);
    if (quoted === text) continue;
    writeFileSync(`${docs}/${language}/${page}`, quoted);
    console.log(`docs/${language}/${page}`);
  }
