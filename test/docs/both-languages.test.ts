/** Both languages of a guide say the same names and numbers, in each row, item and section. */
import { expect, it } from 'vitest';
import { namesIn, numbersIn, piecesOf } from './support/facts.ts';
import { LANGUAGES, pagesIn, readPage } from './support/pages.ts';

const missingIn = <Fact>(facts: Fact[], others: Fact[]): Fact[] => [
  ...new Set(facts.filter((fact) => !others.includes(fact))),
];

it.each(pagesIn('en'))('%s says the same in both languages', (page) => {
  const [zh, en] = LANGUAGES.map((language) => piecesOf(readPage(language, page)));
  expect(en).toHaveLength(zh!.length);
  const differences = zh!.flatMap((piece, index) => {
    const other = en![index]!;
    const alone = [
      [...missingIn(namesIn(piece), namesIn(other)), ...missingIn(numbersIn(piece), numbersIn(other))],
      [...missingIn(namesIn(other), namesIn(piece)), ...missingIn(numbersIn(other), numbersIn(piece))],
    ];
    return alone.flat().length > 0 ? [{ zh: alone[0], en: alone[1], in: other.slice(0, 80) }] : [];
  });
  expect(differences).toEqual([]);
});
