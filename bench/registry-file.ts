/** Generates registry files of any size in UTF-8 and GB18030. The same count gives the same rows. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import iconv from 'iconv-lite';
import { residentId, uscc } from '../test/support/people.ts';

export interface RegistryRow {
  name: string;
  code: string;
  representative: string;
  idNumber: string;
  foundedOn: string;
  status: string;
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'];
const GIVEN = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超'];
const TRADES = ['科技', '贸易', '建设工程', '餐饮管理', '物流', '（集团）股份', '(江苏)信息技术'];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
const two = (value: number) => String(value).padStart(2, '0');

/** Neighboring rows have distant codes, as in a real registry. One of six rows has no representative. */
export function registryRow(index: number): RegistryRow {
  const person =
    pick(SURNAMES, index * 7) + pick(GIVEN, index * 11) + (index % 3 === 0 ? '' : pick(GIVEN, index * 13));
  const lacks = index % 6 === 5;
  return {
    name: `${pick(['南京', '苏州', '无锡', '徐州'], index)}示例${index}${pick(TRADES, index)}有限公司`,
    code: uscc((index * 61_803_399) % 99_999_989),
    representative: lacks ? '' : index % 500 === 7 ? '阿依古丽·买买提' : person,
    idNumber: lacks ? '' : residentId(index % 8_640_000),
    foundedOn: `${1985 + (index % 40)}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
    status: pick(['存续', '存续', '在业', '存续（在营、开业、在册）', '注销'], index),
  };
}

const HEADER = '企业名称,统一社会信用代码,法定代表人,法定代表人证件号码,成立日期,登记状态\n';

export async function writeRegistryFiles(
  rows: number,
  files: { utf8: string; gb18030?: string },
): Promise<void> {
  const outs = Object.entries(files).map(([encoding, file]) => ({ encoding, to: createWriteStream(file) }));
  const write = async (text: string) => {
    for (const { encoding, to } of outs) if (!to.write(iconv.encode(text, encoding))) await once(to, 'drain');
  };
  let text = HEADER;
  for (let index = 0; index < rows; index++) {
    const { name, code, representative, idNumber, foundedOn, status } = registryRow(index);
    text += `${name},${code},${representative},${idNumber},${foundedOn},${status}\n`;
    if (text.length < 100_000) continue;
    await write(text);
    text = '';
  }
  await write(text);
  await Promise.all(outs.map(({ to }) => once(to.end(), 'finish')));
}
