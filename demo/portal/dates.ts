/** Dates in Chinese words, in China's time. */

const day = new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', timeZone: 'Asia/Shanghai' });

/** The last whole day before this instant. */
export const lastDayBefore = (instant: string): string =>
  day.format(Date.parse(instant) + 1 - 24 * 60 * 60_000);
