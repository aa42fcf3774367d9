import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { ImportRefused } from '../../../bff/import/report.ts';
import { encodingOf, readText } from '../../../bff/import/text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('import-text-');

async function read(bytes: Buffer): Promise<string> {
  const file = join(folder, 'file.csv');
  writeFileSync(file, bytes);
  let text = '';
  for await (const block of readText(file)) text += block;
  return text;
}

const gb = (text: string) => iconv.encode(text, 'gb18030');

describe('encoding', () => {
  test.each(['企业名称', '联通', '张三', '䶮', '㐱', '𠮷', '·', '（）', '赵钱孙李'])(
    '%s is told apart in both',
    (text) => {
      expect(encodingOf(Buffer.from(text))).toBe('utf-8');
      expect(encodingOf(gb(text))).toBe('gb18030');
    },
  );

  test('damage in a UTF-8 file does not make it another encoding', () => {
    const damaged = Buffer.concat([Buffer.from([0xe5, 0x2c]), Buffer.from('张三,李四\n')]);
    expect(encodingOf(damaged)).toBe('utf-8');
  });

  test('a sample may end inside a character', () => {
    expect(encodingOf(Buffer.from('张三').subarray(0, 4))).toBe('utf-8');
  });

  test.each([
    ['ASCII for longer than the sample', `name\n${'plain,row\n'.repeat(200_000)}张三\n`],
    ['longer than many blocks', '南京示例有限公司,张三,𠮷\n'.repeat(20_000)],
    ['no line end at all', '张三'],
  ])('%s reads the same in UTF-8, with a byte order mark and in GB18030', async (_, text) => {
    expect(await read(Buffer.from(text))).toBe(text);
    expect(await read(Buffer.from(`\ufeff${text}`))).toBe(`\ufeff${text}`);
    expect(await read(gb(text))).toBe(text);
  });

  test('a broken sequence costs a character, not the file', async () => {
    const bytes = Buffer.concat([
      Buffer.from('名称,编码\n张'),
      Buffer.from([0xe4, 0xb8]),
      Buffer.from(',甲\n李,乙\n'),
    ]);
    expect(await read(bytes)).toBe('名称,编码\n张\ufffd,甲\n李,乙\n');
  });

  test.each([
    ['a spreadsheet', Buffer.from('PK\x03\x04rest')],
    ['UTF-16', Buffer.from('name,code\n', 'utf16le')],
  ])('%s is refused', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ name: 'ImportRefused', code: 'unreadable' });
  });

  test('a missing file is refused, and so is a folder', async () => {
    for (const path of [join(folder, 'absent.csv'), folder]) {
      const reading = (async () => {
        for await (const _ of readText(path));
      })();
      await expect(reading).rejects.toBeInstanceOf(ImportRefused);
    }
  });

  test('stops at the signal, and reports its progress', async () => {
    const file = join(folder, 'long.csv');
    writeFileSync(file, '张三,李四\n'.repeat(100_000));
    const stopping = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      const onProgress = (done: number, total: number) => {
        seen.push(done / total);
        if (done > total / 2) stopping.abort(new Error('enough'));
      };
      for await (const _ of readText(file, { signal: stopping.signal, onProgress }));
    })();
    await expect(reading).rejects.toThrow('enough');
    expect(seen.at(-1)).toBeLessThan(1);
    expect(seen).toEqual([...seen].sort());
  });
});
