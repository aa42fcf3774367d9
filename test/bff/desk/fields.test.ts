/** A sentence for staff never takes the number of a document into the audit. */
import { expect, it } from 'vitest';
import { codeMistake, searchMistake, sentenceMistake } from '../../../bff/desk/words/typed.ts';
import { hasPersonsNumber, hasPhoneNumber, hasResidentNumber } from '../../../bff/events/persons-number.ts';
import { referenceOf, shownReference } from '../../../bff/contract/reference.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import { usccOfClass } from '../../support/people.ts';

const SEPARATORS = [...'./_,、·~:•．ー（）　-－—|*'];
const UNSEEN = ['\u00ad', '\u034f', '\ufe0f', '\u180e', '\u2062', '\u200b', '\u3164', '\u{e0020}'];

it.each([
  '证件320199198211050322与证书不符',
  '证件320199 19821105 0322',
  '３２０１９９１９８２１１０５０３２２',
  '320199-19821105-0322',
  '电话12333 320199198211050322',
  '12333320199198211050322，12333',
  '1. 320199.19821105.0322 12333',
  '3201 9919 8211 0503 22',
  '320199（1982年11月05日）0322',
  ...SEPARATORS.map((separator) => ['320199', '19821105', '0322'].join(separator)),
  ...SEPARATORS.map((separator) => ['320199', '750312', '081'].join(separator)),
  ...UNSEEN.map((character) => [...'320199198211050322'].join(character)),
  '٣٢٠١٩٩١٩٨٢١١٠٥٠٣٢٢',
  '३२०१९९१९८२११०५०३२२',
  '𝟛𝟚𝟘𝟙𝟡𝟡𝟙𝟡𝟠𝟚𝟙𝟙𝟘𝟝𝟘𝟛𝟚𝟚',
  '三二〇一九九一九八二一一零五〇三二二',
  '叁贰零壹玖玖壹玖捌贰壹壹零伍零叁贰贰',
  '三二零幺九九幺九八二幺幺零五零三二二',
  '三、二、〇、一、九、九、一、九、八、二、一、一、〇、五、〇、三、二、二',
  '三二〇一九九七五〇三一二〇八一',
  '11010519491231002X',
  '11010519491231002x',
  '11010519491231002×',
  '11010519491231002*',
  '11010519491231002Х',
  '32O199198211O50322',
  '32o19919821105o322',
  '320199198211050323',
  '320199750312081',
  '其一320199750312081',
  '320199 75年03月12日 081',
  '932682198501010017',
  '护照E44710236',
  '护照ＥＡ4710236',
  '港澳通行证H03217845。',
  '通行证c12345678',
])('finds the number in “%s”', (text) => expect(hasPersonsNumber(text)).toBe(true));

const ORGANIZATION = organizationCodeOf(usccOfClass('91', 1));

it.each([
  '单位91320199MA1DEM031P，2026年11月28日，12333',
  '单位91320199MA1DEM031P，2015年03月12日成立',
  '9132 0199 MA1D EM03 1P',
  ...Array.from({ length: 9 }, (_, index) => usccOfClass('91', index)),
  `组织机构代码${ORGANIZATION}`,
  `${ORGANIZATION.slice(0, 8)}-${ORGANIZATION.slice(8)}`,
  '编号K7M2-9QXX',
  ...Array.from({ length: 9 }, (_, index) => shownReference(referenceOf(index * 777_777_777))),
  '请求编号7K2A-9QXH-43MT',
  '电话13800138000',
  '电话13912345011，13912345012',
  '电话13912345011转1234',
  '电话13943201991，1982年11月05日 03:22',
  '单位电话16224547207，2017-04-27 15:57',
  '电话13912345011-1234',
  '+86 139 1234 5011',
  '025-83456789、025-83456790',
  '2026年11月28日 14:30:15',
  '2026-11-27至2026-11-28',
  '20261128115030123',
  '编号123456，2026年11月28日，12333',
  '编号320199，2026年11月28日，1233',
  '文号A20261128',
  '合同HT20261128',
  'No12345678',
  '一二三四五六七八九',
  '来电核实身份，次数用完',
])('finds none in “%s”', (text) => expect(hasPersonsNumber(text)).toBe(false));

it.each([
  '电话13800138000',
  '联系人 139 1234 5011',
  '139-1234-5011',
  '1391 2345 011',
  '1391-234-5011',
  '13912345011，13912345012',
  'Tel:13912345011',
  '+86 139 1234 5011',
  '0086-13912345011',
  '8613912345011',
  '１３９１２３４５０１１',
  '一三九一二三四五〇一一',
  '13912345011转1234',
  '025-83456789',
  '025-8345 6789',
  '（025）83456789',
  '0512 8345678',
  '+852 9123 4567',
  '+1 (202) 555-0123',
])('finds the phone number in “%s”', (text) => {
  expect(hasPhoneNumber(text)).toBe(true);
  expect(sentenceMistake(text, '原因', 200)).toBe('原因里有电话号码，请去掉。');
});

it.each([
  '来电12333',
  '单位91320199MA1DEM031P，2026年11月28日，12333',
  '9132 0199 MA1D EM03 1P',
  ...Array.from({ length: 9 }, (_, index) => usccOfClass('91', index)),
  '911101051234567890',
  `组织机构代码${ORGANIZATION}`,
  '编号K7M2-9QXX',
  '2026年11月28日 14:30:15',
  '2026-11-28 14:30:15',
  '2026-11-27至2026-11-28',
  '20261128115030123',
  '编号123456，2026年11月28日，12333',
  '文号A20261128',
  '共13人，2026-11-28',
  '来电核实身份，次数用完',
])('finds no phone number in “%s”', (text) => expect(hasPhoneNumber(text)).toBe(false));

it('takes a number like a passport’s for none in a search', () => {
  expect(hasResidentNumber('E44710236')).toBe(false);
  expect(hasResidentNumber('320199.19750312.0818')).toBe(true);
  expect(hasResidentNumber('320199750312081')).toBe(true);
});

it.each(['', ' ', '\u200b', '\u2800', '\u00ad', '\u3164', '.', '。', '——', '…！'])(
  'takes “%s” for no sentence',
  (text) => expect(sentenceMistake(text, '原因', 200)).toBe('请写原因。'),
);

it.each(['来函', 'ok', '5', '５'])('takes “%s” for one', (text) =>
  expect(sentenceMistake(text, '原因', 200)).toBe(''),
);

it.each([
  ['K7M2', '编号或代码不正确：编号是8位，代码是18位或9位；现在是4位。'],
  ['K7M2-9QXX', '编号不正确：可能错了一个字符，请核对一遍。编号里没有0、O、1、I、L。'],
  ['S9NF-736KX', '编号或代码不正确：编号是8位，现在是9位；填组织机构代码的，可能错了一个字符，请核对一遍。'],
  ['91320100MA1DEM01IL', '单位代码不正确：可能错了一个字符，请核对一遍。'],
  ['id-number', '这是身份证号，不是单位代码，已清空。请重新填写。'],
  ['phone-number', '这是电话号码，不是单位代码，已清空。请重新填写。'],
  ['7K2A-9QXH-43MT', '这是请求编号，这里查不到：请记下它和时间，转给运维查日志。'],
])('says what is wrong with a search for “%s”', (text, words) => expect(searchMistake(text)).toBe(words));

it.each([
  ['91320100MA1DEM01IL', '可能错了一个字符，请核对一遍。'],
  ['123', '代码是18位或9位，现在是3位，请核对一遍。'],
  ['id-number', '这是身份证号，不是单位代码，已清空。请重新填写。'],
])('says what is wrong with the code “%s”', (text, words) => expect(codeMistake(text)).toBe(words));
