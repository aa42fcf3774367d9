import { describe, expect, test } from 'vitest';
import { checkIdNumber } from '../../../bff/contract/identifiers.ts';
import { comparableName, personName } from '../../../bff/registry/names.ts';
import { layoutOf, HANDLER_COLUMNS, registryColumns } from '../../../bff/import/columns.ts';
import { copyArray, copyText } from '../../../bff/import/copy-text.ts';
import { createDateReader, readableCode, textCell, unitCode } from '../../../bff/import/values.ts';
import { documentNumber, representativesOf } from '../../../bff/registry/representatives.ts';
import { type RegistryState, registryStateOf } from '../../../bff/registry/registry-state.ts';
import { ZHANG } from '../../support/people.ts';

const STATUSES: Record<RegistryState, readonly string[]> = {
  active: [
    '存续',
    '在业',
    '在营',
    '开业',
    '正常',
    'active',
    'Active',
    ' 存续 ',
    '',
    '存续（在营、开业、在册）',
    '存续(在营、开业、在册)',
    '在营（开业）企业',
    '在营(开业)',
    '开业/正常',
  ],
  closed: [
    '注销',
    '吊销',
    '吊销，未注销',
    '吊销未注销',
    '已注销',
    '存续（吊销）',
    '企业注销、吊销',
    '停业、吊销',
    'Revoked',
  ],
  inactive: [
    '非正常',
    '停业',
    '存续（停业）',
    '迁出',
    '在册',
    '不存续',
    'inactive',
    '待查',
    '拟注销',
    '简易注销公告',
    '未注销',
  ],
};

describe.each(Object.entries(STATUSES))('the state %s', (state, statuses) => {
  test.each(statuses)('is that of the status %j', (status) => expect(registryStateOf(status)).toBe(state));
});

describe('dates', () => {
  const read = createDateReader('2026-11-24');
  test.each([
    ['2001-05-18', '2001-05-18'],
    ['2001/5/18', '2001-05-18'],
    ['2001.5.18', '2001-05-18'],
    ['20010518', '2001-05-18'],
    ['2001年5月18日', '2001-05-18'],
    ['2001-05-18 00:00:00', '2001-05-18'],
    ['2001-05-18 00:00:00.0', '2001-05-18'],
    ['2001-05-18T00:00:00', '2001-05-18'],
    ['2001/5/18 0:00', '2001-05-18'],
    [' 2001-05-18 ', '2001-05-18'],
    ['2000-02-29', '2000-02-29'],
    ['2026-11-24', '2026-11-24'],
    ['', null],
    ['  ', null],
  ])('%j is %j', (cell, date) => {
    expect(read(cell)).toEqual({ date });
    expect(read(cell)).toEqual({ date });
  });
  test.each([
    '2001-02-29',
    '2001-02-30',
    '2001-13-01',
    '2001-00-10',
    '1799-01-01',
    'soon',
    '2001-05',
    '18/05/2001',
    '-',
  ])('%j is bad', (cell) => expect(read(cell)).toEqual({ fault: 'bad-date' }));
  test('refuses tomorrow', () => expect(read('2026-11-25')).toEqual({ fault: 'in-the-future' }));
});

describe('names and numbers', () => {
  test('the short cut for Chinese characters gives the same result', () => {
    for (let point = 0x4e00; point <= 0x9fd5; point++) {
      const character = String.fromCodePoint(point);
      expect(personName(character)).toBe(comparableName(character));
    }
    expect(personName('阿依古丽.买买提')).toBe('阿依古丽·买买提');
  });

  test('the short cut for resident IDs gives the same result', () => {
    for (const number of ['11010519491231002X', '440524188001010014'])
      expect(documentNumber(number)).toBe((checkIdNumber(number) as { value: string }).value);
  });

  test.each([
    ['11010519491231002x', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
    ['110105491231002', '11010519491231002X'],
    ['110105 19491231 0021', '110105194912310021'], // a wrong check digit, as in some real registries
    ['g-1234567', 'G1234567'],
    ['没有', '没有'],
  ])('%j is %j', (cell, number) => expect(documentNumber(cell)).toBe(number));

  const [a, b, c] = ['G1234567', 'G2345678', 'G3456789'] as const;
  test.each<[names: string, numbers: string, ...people: string[]]>([
    ['甲', a, `甲 ${a}`],
    ['甲', '', '甲'],
    ['', a],
    ['', ''],
    ['甲、乙', `${a}、${b}`, `甲 ${a}`, `乙 ${b}`],
    ['甲、乙', `、${b}`, `乙 ${b}`],
    ['甲、乙', a, `甲 ${a}`, `乙 ${a}`],
    ['甲', `${a}、${b}`, `甲 ${a}`, `甲 ${b}`],
    ...[...'、,，;；/／'].map((sign): [string, string, string, string] => [
      '甲、乙',
      `${a}${sign}${b}`,
      `甲 ${a}`,
      `乙 ${b}`,
    ]),
    ['甲、乙、丙', `${a}、${c}`, '甲', '乙', '丙'],
    ['甲、乙', '', '甲', '乙'],
    ['张三、 李 四、', '', '张三', '李四'],
  ])('%s with %s', (names, numbers, ...people) =>
    expect(
      representativesOf([{ name: names, idNumber: numbers }]).map(({ name, idNumber }) =>
        idNumber === undefined ? name : `${name} ${idNumber}`,
      ),
    ).toEqual(people),
  );
});

describe('cells', () => {
  test.each([
    ['南京（示例）有限公司', { text: '南京（示例）有限公司' }],
    ['  张三\u3000', { text: '张三' }],
    ['张\u200b三', { text: '张三' }],
    ['𠮷野', { text: '𠮷野' }],
    ['Müller', { text: 'Müller' }],
    ['两\n行', { text: '两\n行' }],
    ['张\ufffd', { fault: 'broken-characters' }],
    ['张\u0007三', { fault: 'control-characters' }],
    ['张\u0085三', { fault: 'control-characters' }],
  ])('%j', (cell, expected) => expect(textCell(cell)).toEqual(expected));

  test.each([
    ['91320100MA1DEM015L', '91320100MA1DEM015L'],
    ['91320100ma1dem015l', '91320100MA1DEM015L'],
    ['D2143569-X', 'D2143569X'],
    ['320100000012345', undefined], // an old registration number
    ['', undefined],
  ])('unit code %j is %j', (cell, code) => expect(unitCode(cell)).toBe(code));

  test('a code is found where columns have shifted, when there is just one', () => {
    const code = '91350100M000100Y43';
    expect(readableCode(['有限,公司', code, '张三'], 1)).toBe(code);
    expect(readableCode(['有限', '公司', code, '张三'], 1)).toBe(code);
    expect(readableCode(['有限', code.replace('Y43', 'Y44')], 0)).toBeUndefined();
    expect(readableCode(['有限', code, '440524188001010014'], 0)).toBe(code);
    expect(readableCode(['有限', '公司'], 5)).toBeUndefined();
  });
});

describe('columns', () => {
  test('any names, any order, others between', () => {
    expect(
      layoutOf(
        ['备注', ' Status', '法人代表', 'CODE', '单位名称', '注册日期', 'legalRepresentativeId'],
        registryColumns('market'),
      ),
    ).toEqual({
      name: 4,
      code: 3,
      representative: 2,
      idNumber: 6,
      foundedOn: 5,
      status: 1,
      width: 7,
    });
    expect(layoutOf(['code', '经办人姓名', 'idNumber'], HANDLER_COLUMNS)).toMatchObject({
      lastHandledOn: -1,
    });
  });

  test('each source has names of its own; institutions have no founding date to read', () => {
    const header = ['机构名称', '统一社会信用代码', '负责人', '负责人证件号码', '成立日期', '单位状态'];
    expect(layoutOf(header, registryColumns('institutions'))).toEqual({
      name: 0,
      code: 1,
      representative: 2,
      idNumber: 3,
      foundedOn: -1,
      status: 5,
      width: 6,
    });
    const civil = ['社会组织名称', 'code', '法定代表人', '法定代表人证件号码', '成立登记日期'];
    expect(layoutOf(civil, registryColumns('social-organizations'))).toMatchObject({ name: 0, foundedOn: 4 });
    expect(() => layoutOf(civil, registryColumns('market'))).toThrow('Missing: 企业名称');
  });

  test('a missing column is named, with all accepted names', () => {
    expect(() => layoutOf(['name', 'code', 'foundedOn'], registryColumns('market'))).toThrow(
      'Missing: 法定代表人 or 法人代表 or legalRepresentative; 法定代表人证件号码 or legalRepresentativeId.',
    );
    expect(() => layoutOf(['name', '企业名称', 'code'], registryColumns('market'))).toThrow('Missing');
  });

  test('a duplicate column is refused', () => {
    const header = ['企业名称', '单位名称', 'code', '法定代表人', '法定代表人证件号码', '成立日期'];
    expect(() => layoutOf(header, registryColumns('market'))).toThrow(
      'more than once: 企业名称 or 单位名称 or name.',
    );
  });
});

test('COPY text and array literals are escaped', () => {
  expect(copyText('a\\b\tc\nd\re')).toBe('a\\\\b\\tc\\nd\\re');
  expect(copyArray(['a', 'NULL', 'q"q', 'b\\s', '{,}'])).toBe('{"a","NULL","q\\\\"q","b\\\\\\\\s","{,}"}');
  expect(copyArray([])).toBe('{}');
});

describe('one person whom a registry names twice', () => {
  const number = ZHANG.idNumber;
  test.each([
    ['in one cell', [{ name: '张三、张三', idNumber: number }]],
    [
      'in two fields',
      [
        { name: '张三', idNumber: number },
        { name: ' 张 三', idNumber: number },
      ],
    ],
    ['in upper and lower case', [{ name: '张三', idNumber: 'g1234567、G1234567' }]],
    ['without a number', [{ name: '张三、张三', idNumber: '' }]],
  ])('%s', (_, fields) => expect(representativesOf(fields)).toHaveLength(1));
});
