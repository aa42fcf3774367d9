/** The rules of the fields, without a page. */
import { expect } from '@open-wc/testing';
import { checkIdNumber } from '../../../bff/contract/identifiers.ts';
import { UNIT_NAME } from '../../../bff/contract/registration-fields.ts';
import { checkDocumentNumber } from '../../../widget/form/document-number.ts';
import { Draft } from '../../../widget/session/draft.ts';
import { checkField } from '../../../widget/form/fields.ts';
import { checkPersonName } from '../../../widget/form/names.ts';

describe('document numbers at the field', () => {
  const known = [
    '11010519491231002X',
    '810000199408230021',
    '932682198501010017',
    'H12345678',
    'm1234567801',
    '12345678',
    '1234567801',
    'KAZ110090123105',
    'E12345678',
    'EA1234567',
    'C01X00T47',
    'TK1234567',
  ];
  for (const number of known)
    it(`accept ${number}`, () =>
      expect(checkDocumentNumber(number)).to.deep.equal({ ok: true, value: number.toUpperCase() }));

  const doubtful: [string, string][] = [
    ['110105491231002', 'resident-length'],
    ['320100700101234', 'resident-length'],
    ['20010518', 'date-for-number'],
    ['19800101', 'date-for-number'],
    ['123456789', 'resident-length'],
    ['1234567', 'resident-length'],
    ['H1234567', 'permit-length'],
    ['M12345', 'permit-length'],
    ['12AB34567', 'unknown-document'],
    ['A1234', 'unknown-document'],
  ];
  for (const [number, code] of doubtful)
    it(`doubt ${number}, which a register can have, and send it as the API takes it: ${code}`, () => {
      const taken = checkIdNumber(number);
      expect(taken.ok).to.equal(true);
      expect(checkDocumentNumber(number)).to.deep.equal({ ...taken, code });
    });

  it('send an old resident ID of 15 digits in its present form', () =>
    expect(checkDocumentNumber('110105491231002')).to.include({ ok: true, value: '11010519491231002X' }));

  const cases: [string, string][] = [
    ['1101051949123100', 'resident-length'],
    ['11010519491231002', 'resident-length'],
    ['1101051949123102X', 'resident-length'],
    ['110105194912310021X', 'resident-length'],
    ['11010519491231002123', 'resident-length'],
    ['110105194912310021234567', 'resident-length'],
    ['11010549123100X', 'resident-length'],
    ['110105491331002', 'resident-length'],
    ['13800138000', 'resident-length'],
    ['M123456789', 'permit-length'],
    ['11O10519491231002X', 'unknown-document'],
    ['91320100MA1DEM015L', 'unknown-document'],
    ['KAZ11009012310', 'unknown-document'],
    ['zhangsan', 'unknown-document'],
    ['1101051949123100X2', 'bad-check-digit'],
    ['110105194912310021', 'bad-check-digit'],
    ['A123', 'too-short'],
    ['123', 'too-short'],
    ['H12345678(01)', 'bad-characters'],
    ['', 'required'],
  ];
  for (const [number, code] of cases)
    it(`refuse ${number || 'nothing'}: ${code}`, () =>
      expect(checkDocumentNumber(number)).to.deep.equal({ ok: false, code }));

  it('pass as another document after confirmation, when the API accepts them', () => {
    for (const number of ['13800138000', 'zhangsan', 'M123456789', '11010519491231002']) {
      expect(checkDocumentNumber(number).ok, number).to.equal(false);
      expect(checkDocumentNumber(number, true), number).to.deep.equal({
        ok: true,
        value: number.toUpperCase(),
      });
    }
    for (const number of ['110105194912310021', '110105194912310021234567', '11010549123100X', '123'])
      expect(checkDocumentNumber(number, true), number).to.deep.equal(checkIdNumber(number));
  });
});

describe('the confirmation of another document', () => {
  it('lasts until the number is emptied or cleared', () => {
    const draft = new Draft();
    const path = 'agent.idNumber';
    draft.set(path, '123456789');
    draft.confirm(path);
    draft.set(path, '12345678');
    expect(draft.isConfirmed(path)).to.equal(true);
    expect(draft.isConfirmed('legalRepresentative.idNumber')).to.equal(false);
    draft.set(path, ' ');
    expect(draft.isConfirmed(path)).to.equal(false);
    draft.set(path, '123456789');
    draft.confirm(path);
    draft.clearNumbers();
    expect(draft.isConfirmed(path)).to.equal(false);
  });
});

describe('names at the field', () => {
  const taken = [
    '张三',
    '张 三',
    '张　三',
    '欧阳某某',
    '阿依古丽·买买提',
    '阿依古丽•买买提',
    '艾力.买买提',
    '长'.repeat(30),
    `${'长'.repeat(30)}·长`,
    '\ue863某',
    '㐂𠮷',
    '葛\u{e0100}城',
    '〇某',
    '佐々木',
    'Li Na',
    'Ｌｉ Ｎａ',
    'John F. Kennedy Jr.',
    'O’Brien',
    'LEE KWOK BUN（李国斌）',
    '贺维格·彼克勒 (HerwigPichler)',
    "O'Brien",
    'Anne-Marie Müller',
    'Zoe\u0308',
    '高橋みなみ',
    'N'.repeat(100),
    '总某',
    '先生某',
    'Drew Li',
    '王建军·',
    '·王建军',
    '艾力·买买提.',
    '张中心',
    '李学会',
    '欧阳一厂',
    '阿卜杜热西提',
    'Ngo Co',
  ];
  for (const name of taken)
    it(`accept ${name.slice(0, 20)}`, () =>
      expect(checkPersonName(name)).to.deep.equal({ ok: true, value: name }));

  const cases: [string, string][] = [
    ['', 'required'],
    ['\u200b ', 'required'],
    ['张', 'too-short'],
    ['张\u{e0100}', 'too-short'],
    ['A', 'too-short'],
    ['长'.repeat(31), 'too-long'],
    ['N'.repeat(101), 'too-long'],
    ['张3', 'digit-in-name'],
    ['张３', 'digit-in-name'],
    ['张①', 'digit-in-name'],
    ['Henry 8', 'digit-in-name'],
    ['<张三>', 'sign-in-name'],
    ['张三、李四', 'sign-in-name'],
    ['张三（总经理）', 'sign-in-name'],
    ['LEE（李国斌', 'sign-in-name'],
    ['LEE（）', 'sign-in-name'],
    ['张三。', 'sign-in-name'],
    ['张三··', 'sign-in-name'],
    ['张·', 'too-short'],
    ['张-三', 'sign-in-name'],
    ['张?三', 'sign-in-name'],
    ['张\ufffd', 'bad-characters'],
    ['·', 'sign-in-name'],
    ['张三😀', 'sign-in-name'],
    ['li@example.com', 'sign-in-name'],
    ['云川江月软件有限公司', 'unit-in-name'],
    ['云川江月软件（集团）有限公司', 'unit-in-name'],
    ['雲川江月軟件有限公司', 'unit-in-name'],
    [`${'长'.repeat(40)}公司`, 'unit-in-name'],
    ['江月公司', 'unit-in-name'],
    ['云川市第一幼儿园', 'unit-in-name'],
    ['云川第1小学', 'unit-in-name'],
    ['江月律师事务所', 'unit-in-name'],
    ['云川仲裁委员会', 'unit-in-name'],
    ['云川市教育局', 'unit-in-name'],
    ['江月鲜果店', 'unit-in-name'],
    ['云川人民医院', 'unit-in-name'],
    ['Jiangyue Software Co., Ltd.', 'unit-in-name'],
  ];
  for (const [name, code] of cases)
    it(`refuse ${JSON.stringify(name.slice(0, 20))}: ${code}`, () =>
      expect(checkPersonName(name)).to.deep.equal({ ok: false, code }));

  it('doubt a name like a title, and send it', () => {
    for (const name of ['王总', '张三先生', '王經理', 'Mr. Smith', 'Dr. No'])
      expect(checkPersonName(name), name).to.deep.equal({ ok: true, value: name, code: 'title-in-name' });
  });

  it('accept a name like a unit’s after confirmation, but still refuse other mistakes', () => {
    for (const name of ['阿不都热合曼公司', '某某某某店', 'Li Limited'])
      expect(checkPersonName(name, true), name).to.deep.equal({ ok: true, value: name });
    expect(checkPersonName('云川（集团）公司', true)).to.deep.equal({ ok: false, code: 'sign-in-name' });
    expect(checkPersonName(`${'长'.repeat(40)}公司`, true)).to.deep.equal({ ok: false, code: 'too-long' });
  });

  it('remove invisible characters', () =>
    expect(checkPersonName('\u202d张\u200b三\u202c ')).to.deep.equal({ ok: true, value: '张三' }));

  it('are of persons: a unit’s may have digits and signs', () => {
    const unit = '云川市第1（集团）公司';
    const check = (typed: string) => checkField(UNIT_NAME, typed, { today: '2026-11-24', meant: false });
    expect(check(`\u200b${unit} `)).to.deep.equal({ ok: true, value: unit });
    expect(check('长'.repeat(101))).to.deep.equal({ ok: false, code: 'too-long' });
  });
});

describe('dates at the field', () => {
  const check = (typed: string): string | undefined =>
    checkField({ id: 'foundedOn', control: 'date' }, typed, { today: '2026-11-24', meant: false }).code;

  it('distinguish a day that does not exist from a wrong form', () => {
    for (const day of ['2001-02-30', '2001年4月31日', '20010229', '2001-05-00'])
      expect(check(day), day).to.equal('no-such-day');
    for (const form of [
      '18-05-2001',
      '05/18/2001',
      '2001-18-05',
      '18052001',
      '05182001',
      '1799-12-31',
      '2001-05',
    ])
      expect(check(form), form).to.equal('bad-date');
    expect(check('2026-11-25')).to.equal('in-the-future');
    expect(check('2000-02-29')).to.equal(undefined);
  });
});
