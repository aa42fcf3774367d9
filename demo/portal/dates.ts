/** Dates in words, in China's time. */

/** The last whole day before this instant. */
export const lastDayBefore = (instant: string, locale = 'zh-CN'): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Shanghai' }).format(
    Date.parse(instant) + 1 - 24 * 60 * 60_000,
  );
