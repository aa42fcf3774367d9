/** The settings in which the demo's pages and the widget's states are looked at. Browsers import it too. */

export interface Setting {
  width: number;
  height: number;
  touch?: true;
  large?: true;
  /** Counts for the widget alone: each page of the demo has a language of its own. */
  locale?: string;
  colorScheme?: 'dark';
  forcedColors?: 'active';
  print?: true;
}

const OFFICE = { width: 1366, height: 625 };
const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 640, touch: true } as const;

export const SETTINGS: Record<string, Setting> = {
  office: OFFICE,
  'office-large': { ...OFFICE, large: true },
  laptop: LAPTOP,
  'laptop-large': { ...LAPTOP, large: true },
  phone: PHONE,
  'phone-large': { ...PHONE, large: true },
  'phone-dark': { ...PHONE, colorScheme: 'dark' },
  dark: { ...LAPTOP, colorScheme: 'dark' },
  'dark-large': { ...LAPTOP, colorScheme: 'dark', large: true },
  forced: { ...LAPTOP, forcedColors: 'active' },
  'forced-dark': { ...LAPTOP, forcedColors: 'active', colorScheme: 'dark' },
  /** 1366 × 625 at 200 %. */
  double: { width: 683, height: 312 },
  /** The same at 400 %. */
  zoom: { width: 342, height: 156 },
  print: { width: 794, height: 1123, print: true },
  hant: { ...LAPTOP, locale: 'zh-Hant' },
  en: { ...LAPTOP, locale: 'en' },
  'en-phone': { ...PHONE, locale: 'en' },
};
