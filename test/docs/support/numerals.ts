/** Numbers in words, in Chinese up to 99. */
const DIGITS = '一二三四五六七八九';
const ENGLISH: readonly [word: string, value: number][] = [
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'
    .split(' ')
    .map((word, value): [string, number] => [word, value]),
  ['twenty', 20],
  ['thirty', 30],
  ['sixty', 60],
];

/** In digits or in words of either language. */
export const NUMBER = `\\d[\\d,.]*(?<![,.])|[${DIGITS}十两]+|${ENGLISH.slice(1)
  .map(([word]) => word)
  .join('|')}`;

const IN_CHINESE = new RegExp(`^([${DIGITS}两]?)(十?)([${DIGITS}]?)$`);

export function valueOf(text: string): number {
  if (/^\d/.test(text)) return Number(text.replaceAll(',', ''));
  const english = ENGLISH.find(([word]) => word === text.toLowerCase());
  if (english) return english[1];
  const [, tens, ten, ones] = IN_CHINESE.exec(text) ?? [];
  const digit = (each: string | undefined) => (each === '两' ? 2 : DIGITS.indexOf(each || '〇') + 1);
  return ten ? (digit(tens) || 1) * 10 + digit(ones) : digit(tens);
}

const inChinese = (value: number): string => {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return `${tens > 1 ? DIGITS[tens - 1] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones - 1] : ''}`;
};

/** In the way in which the document writes it: in digits, or in words of its language. */
export function written(value: number, as: string): string {
  if (/^\d/.test(as)) return as.includes(',') ? value.toLocaleString('en') : String(value);
  if (/[a-z]/i.test(as)) return ENGLISH.find(([, number]) => number === value)?.[0] ?? String(value);
  if (value === 2 && as !== '二') return '两';
  return Number.isInteger(value) && value < 100 ? inChinese(value) : String(value);
}
