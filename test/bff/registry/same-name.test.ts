import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableName } from '../../../bff/registry/names.ts';
import {
  areSameName,
  claimedForms,
  countedName,
  isDamaged,
  peopleNamed,
  registeredForms,
} from '../../../bff/registry/same-name.ts';

const isNamed = (claimed: string, registered: string) =>
  peopleNamed(comparableName(claimed), [{ name: comparableName(registered) }]).length === 1;

describe('a claim names a registry’s person', () => {
  it.each([
    ['Jeremy Andrew Hunter', 'JEREMYANDREWHUNTER'],
    ['HUNTER JEREMY ANDREW', 'JEREMYANDREWHUNTER'],
    ['Andrew Hunter, Jeremy'.replace(',', ''), 'HUNTER JEREMY ANDREW'],
    ['JEREMYANDREWHUNTER', 'HUNTER JEREMY ANDREW'],
    ['HerwigPichler', '贺维格.彼克勒（HerwigPichler）'],
    ['Pichler Herwig', '贺维格.彼克勒（HerwigPichler）'],
    ['贺维格·彼克勒', '贺维格.彼克勒（HerwigPichler）'],
    ['Herwig Pichler(贺维格·彼克勒)', '贺维格.彼克勒（HerwigPichler）'],
    ['李国斌', 'LEE KWOK BUN（李国斌）'],
    ['Kwok Bun Lee', 'LEE KWOK BUN（李国斌）'],
    ['Frank Stuehrenberg', 'Frank Stührenberg'],
    ['STUHRENBERG FRANK', 'Frank Stührenberg'],
    ['Frank Stührenberg', 'FRANK STUEHRENBERG'],
    ['Franck Raoul Duval', 'Franck Raoul-Duval'],
    ['RAOUL‐DUVAL FRANCK', 'Franck Raoul-Duval'],
    ['MOHD', 'MOH’D'],
    ["Moh'd", 'MOH’D'],
    ['Moh`d', 'MOH’D'],
    ['J. R. Smith', 'SMITH J.R.'],
    ['Łukasz Groß', 'LUKASZ GROSS'],
    ['Jose Maria Garcia De La Torre', 'GARCIA DE LA TORRE JOSE MARIA'],
    ['买买提·Ali', '买买提.ALI'],
  ])('%s is %s', (claimed, registered) => expect(isNamed(claimed, registered)).toBe(true));

  it.each([
    ['Jeremy Hunter', 'JEREMYANDREWHUNTER'],
    ['Jeremy Andrew Hunters', 'JEREMYANDREWHUNTER'],
    ['Erejmy Andrew Hunter', 'JEREMYANDREWHUNTER'], // its letters
    ['Frank Stuehrenberg', 'Frank Stuhrenberg'], // neither has the letter that both may stand for
    ['李国文', 'LEE KWOK BUN（李国斌）'],
    ['LEE KWOK BUN（李国文）', 'LEE KWOK BUN（李国斌）'],
    ['LEE KWOK BUN（李国斌）', 'LEE KWOK BUN'],
    ['国斌李', '李国斌'],
    ['贺维格彼克勒', '贺维格·彼克勒'],
    ['李四', '张三（李四）'],
    ['ﾊﾝｶﾞ', 'ﾊﾝｶ'],
    ['张?', '张?'],
    ['王**', '王**'],
  ])('%s is not %s', (claimed, registered) => expect(isNamed(claimed, registered)).toBe(false));

  it('whose row has less of the name now, or more', () => {
    for (const [one, other] of [
      ['lee kwok bun', 'lee kwok bun(李国斌)'],
      ['李国斌', 'leekwokbun(李国斌)'],
    ] as const) {
      expect(areSameName(one, other)).toBe(true);
      expect(areSameName(other, one)).toBe(true);
    }
    expect(areSameName('lee kwok bun', '李国斌')).toBe(false);
  });
});

const word = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöüåøéñß'),
  minLength: 1,
  maxLength: 8,
});
const words = fc.array(word, { minLength: 1, maxLength: 6 });
const between = fc.constantFrom(' ', '-', '·', '.', '  ', '－');
const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code));

describe('Latin names', () => {
  it('are the same in every case, joined by anything, and rotated', () => {
    fc.assert(
      fc.property(words, between, fc.nat(), (name, joint, by) => {
        const at = by % name.length;
        const typed = [...name.slice(at), ...name.slice(0, at)].join(joint).toUpperCase();
        for (const registered of [name.join(''), name.join(' '), name.join('-')]) {
          expect(isNamed(typed, registered), `${typed} ${registered}`).toBe(true);
          expect(countedName(typed)).toBe(countedName(registered));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are other names with another letter, whatever the order', () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.constantFrom(...'bcdfghjklmnpqrstvwxyz'), (name, by, letter) => {
        const at = by % name.length;
        const other = name.with(at, name[at]! + letter);
        expect(isNamed(other.join(' '), name.join(' '))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('have few forms, however many words', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (name) => {
        expect(claimedForms(name.join(' ')).length).toBeLessThanOrEqual(240);
        expect(registeredForms(name.join(' ')).length).toBeLessThanOrEqual(2 * name.length);
      }),
    );
  });
});

describe('names of one form', () => {
  it('are all without a Latin letter, and the same only as comparable names', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(han, fc.constantFrom('·', '(', ')', 'ガ', 'Ж')), { minLength: 1, maxLength: 8 }),
        (signs) => {
          const name = signs.join('');
          expect(claimedForms(name)).toEqual([comparableName(name)]);
          expect(registeredForms(name)).toEqual([comparableName(name)]);
          expect(countedName(name)).toBe(comparableName(name));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('guesses at a person', () => {
  it('count together under each spelling of the Latin name, also in brackets', () => {
    const counted = [
      'Frank Stührenberg',
      'STUEHRENBERG FRANK',
      'frankstuhrenberg',
      'Stührenberg, Frank'.replace(',', ''),
      '弗兰克（Frank Stührenberg）',
      'FRANK STÜHRENBERG(弗兰克)',
    ].map(countedName);
    expect(new Set(counted).size).toBe(1);
    expect(countedName('Nørgård Dag')).toBe(countedName('DAG NOERGAARD'));
    expect(countedName('Frank Stuhrenburg')).not.toBe(counted[0]);
  });
});

it('knows names that have lost a character', () => {
  for (const name of ['张？', '欧阳?明', '\ue000三', '王*', '王**', 'jos&foo;'])
    expect(isDamaged(comparableName(name)), name).toBe(true);
  for (const name of ['张三', '\ue863', 'MOH’D', '李国斌(LEE)', 'A&B'])
    expect(isDamaged(comparableName(name)), name).toBe(false);
});
