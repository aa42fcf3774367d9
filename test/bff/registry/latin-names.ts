/** Made-up people with Latin names: as registries write them, and what their owners type from a passport. */
import { createRandom } from '../../support/random.ts';

/** `registered`: the registry's cell. `typed`: each names the same person. */
export interface LatinName {
  registered: string;
  typed: string[];
}

const GIVEN =
  'Jeremy Andrew Herwig Kwok Frank Pilar Tobias Mei Olufemi Sunita Ivo Renata Dag Yusuf Clara'.split(' ');
const SURNAMES = 'Hunter Pichler Tanaka Novak Okafor Lindqvist Moreau Castillo Bianchi Kowal Larsen'.split(
  ' ',
);
const MARKED: readonly [written: string, ofPassport: string, plain: string][] = [
  ['Stührenberg', 'Stuehrenberg', 'Stuhrenberg'],
  ['Sjögren', 'Sjoegren', 'Sjogren'],
  ['Nørgård', 'Noergaard', 'Norgard'],
  ['Groß', 'Gross', 'Gross'],
  ['Muñoz', 'Munoz', 'Munoz'],
  ['Đorđević', 'Dordevic', 'Dordevic'],
  ['Łukasiewicz', 'Lukasiewicz', 'Lukasiewicz'],
  ['Ættason', 'Aettason', 'Aettason'],
];
const APOSTROPHES: readonly [written: string, ofPassport: string][] = [
  ['MOH’D', 'MOHD'],
  ["D'Arcy", 'DARCY'],
  ['O`Neill', 'ONEILL'],
];
const HAN = [...'贺维格彼克勒李国斌欧文海登林梅莉安德鲁亨特'];

/**
 * The spellings of one person's words: the surname before or after, joined or not, in any case. `hasWords`: the registry's name has, else nobody
 * knows where a name that is run together in another order begins.
 */
const spellings = (given: readonly string[], surname: readonly string[], hasWords = true): string[] => {
  const orders = [
    [...given, ...surname],
    [...surname, ...given],
  ];
  return orders.flatMap((words, order) => [
    words.join(' '),
    words.join(' ').toUpperCase(),
    ...(hasWords || order === 0 ? [words.join('')] : []),
    words.join('-').toLowerCase(),
    words.join('.'),
  ]);
};

/** `count` people, the same in each run; no two of them have the same letters. */
export function latinNames(count: number): LatinName[] {
  const random = createRandom(19);
  const one = <T>(values: readonly T[]): T => values[random(values.length)]!;
  const syllable = () => one([...'bcdfgklmnprstvz']) + one([...'aiou']) + one(['', 'n', 'r', 'l']);
  const invented = (parts: number) => {
    const word = Array.from({ length: parts }, syllable).join('');
    return word[0]!.toUpperCase() + word.slice(1);
  };
  const han = (length: number) => Array.from({ length }, () => one(HAN)).join('');

  return Array.from({ length: count }, (_, i): LatinName => {
    const given = [one(GIVEN), invented(2)];
    const surname = invented(2) + one(SURNAMES).toLowerCase();
    const words = [...given, surname];
    const plain = spellings(given, [surname]);
    switch (i % 8) {
      case 0:
        return { registered: words.join('').toUpperCase(), typed: spellings(given, [surname], false) };
      case 1:
        return { registered: [surname, ...given].join(' ').toUpperCase(), typed: plain };
      case 2: {
        const [chinese, latin] = [`${han(3)}.${han(3)}`, given[0]! + surname];
        const ofPassport = spellings(given.slice(0, 1), [surname], false);
        return {
          registered: `${chinese}（${latin}）`,
          typed: [
            chinese,
            chinese.replace('.', '·'),
            ...ofPassport,
            `${chinese}(${latin})`,
            `${latin} （${chinese}）`,
            `${chinese.replace('.', '•')}（${surname.toUpperCase()} ${given[0]}）`,
          ],
        };
      }
      case 3: {
        const chinese = han(3);
        return {
          registered: `${[surname, ...given].join(' ').toUpperCase()}（${chinese}）`,
          typed: [chinese, ...plain, `${words.join(' ')}(${chinese})`, `${chinese}（${words.join('')}）`],
        };
      }
      case 4: {
        const surnames = MARKED[(i >> 3) % MARKED.length]!;
        const [written, ofPassport, bare] = surnames;
        // Which of the three the registry has; a letter without its mark is not another one's expansion.
        const has = surnames[(i >> 6) % 3]!;
        const same = has === written ? [written, ofPassport, bare] : [written, has];
        const end = invented(1).toLowerCase();
        return {
          registered: `${given[1]} ${has}${end}`,
          typed: same.flatMap((name) => spellings([given[1]!], [name + end])),
        };
      }
      case 5: {
        const second = invented(2);
        return {
          registered: `${given[0]} ${surname}-${second}`,
          typed: [
            ...spellings([given[0]!], [`${surname}-${second}`]),
            ...spellings([given[0]!], [surname, second]),
            `${surname}${second} ${given[0]}`,
          ],
        };
      }
      case 6: {
        const [written, ofPassport] = one(APOSTROPHES);
        return {
          registered: `${written} ${surname}`,
          typed: [
            ...spellings([written], [surname]),
            ...spellings([ofPassport], [surname]),
            `${written.replace(/['’`]/, 'ʼ')} ${surname}`,
          ],
        };
      }
      default:
        return {
          registered: `${given[0]}.${given[1]} ${surname}.`,
          typed: [...plain, `${given[0]} ${given[1]}·${surname}`],
        };
    }
  });
}
