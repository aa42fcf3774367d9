import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableName } from '../../../bff/registry/names.ts';

const same = (a: string, b: string) => expect(comparableName(a)).toBe(comparableName(b));

/** Unified ideographs of the basic block and extensions A and B, which are all different characters. */
const han = fc
  .oneof(
    fc.integer({ min: 0x4e00, max: 0x9fff }),
    fc.integer({ min: 0x3400, max: 0x4dbf }),
    fc.integer({ min: 0x20000, max: 0x2a6df }),
  )
  .map((codePoint) => String.fromCodePoint(codePoint));

describe('comparable names', () => {
  it.each(['·', '•', '‧', '∙', '・', '･', '．', '﹒', '.', '\u0387'])(
    'folds the dot %s between letters',
    (dot) => {
      same(`买买提${dot}艾力`, '买买提·艾力');
      same(`买买提 ${dot} 艾力`, '买买提·艾力');
    },
  );

  it.each(['·', '•', '‧', '∙', '・', '･', '．', '﹒', '.', '\u0387'])(
    'drops one dot %s at an end, and one at the beginning',
    (dot) => {
      same(`王建军${dot}`, '王建军');
      same(`王建军 ${dot} `, '王建军');
      same(`${dot}王建军`, '王建军');
      same(`${dot}买买提${dot}艾力${dot}`, '买买提·艾力');
      same(`Smith Jr${dot}`, 'Smith Jr');
    },
  );

  it('keeps several dots, which mean a cut-off name, and every other sign at an end', () => {
    for (const end of ['…', '...', '··', '。', '-', '、', '’', 'ー', '*'])
      expect(comparableName(`王建${end}`), end).not.toBe(comparableName('王建'));
    expect(comparableName('·')).not.toBe('');
  });

  it('drops spaces at Han characters and keeps single ones in Latin names', () => {
    same('张 三', '张三');
    same('张\u3000三 ', '张三');
    same('John  Smith', 'john smith');
    expect(comparableName('John Smith')).not.toBe(comparableName('JohnSmith'));
  });

  it('folds full-width letters, brackets and Latin case', () => {
    same('南京（示例）有限公司', '南京(示例)有限公司');
    same('南京 (示例) 有限公司', '南京(示例)有限公司');
    same('ＪＯＨＮ ＳＭＩＴＨ', 'John Smith');
  });

  it('maps characters that GB 18030-2022 took out of the private use area', () => {
    same('\ue863', '䶮');
    same('\ue816', '\u{20087}');
    same('\ue855', '\u{241fe}');
    same('\ue864', '\u9fbb');
  });

  it('is idempotent on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = comparableName(text);
        expect(comparableName(once)).toBe(once);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is idempotent on text full of what it folds', () => {
    const folded = fc.constantFrom(
      '张',
      'A',
      'ß',
      'İ',
      '·',
      '.',
      '・',
      ' ',
      '\u3000',
      '(',
      '（',
      '）',
      '\u0301',
      '\ufe00',
      '、',
    );
    fc.assert(
      fc.property(fc.array(folded, { maxLength: 12 }), (characters) => {
        const once = comparableName(characters.join(''));
        expect(comparableName(once)).toBe(once);
      }),
      { numRuns: 20_000 },
    );
  });

  it('makes a name equal to itself with a dot at an end, and to no other name', () => {
    const dots = fc.constantFrom('', '·', '.', '・');
    const name = fc.array(han, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(name, name, dots, dots, (one, other, before, after) => {
        const dotted = comparableName(before + one.join('') + after);
        expect(dotted).toBe(comparableName(one.join('')));
        fc.pre(comparableName(one.join('')) !== comparableName(other.join('')));
        expect(dotted).not.toBe(comparableName(other.join('')));
      }),
      { numRuns: 20_000 },
    );
  });

  it('never makes two names equal that differ by one Han character', () => {
    fc.assert(
      fc.property(fc.array(han, { minLength: 1, maxLength: 6 }), han, fc.nat(), (name, other, at) => {
        const index = at % name.length;
        fc.pre(name[index] !== other);
        const changed = name.with(index, other);
        expect(comparableName(changed.join(''))).not.toBe(comparableName(name.join('')));
      }),
      { numRuns: 20_000 },
    );
  });
});
