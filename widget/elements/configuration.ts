/** A page's defaults for all its elements. An element's own attributes and properties win. */
import type { Locale } from '../locales/index.ts';

export interface Settings {
  /** Base URL of the BFF. */
  bff?: string;
  /** URL of the portal, asked by GET with its cookies, answers `{"token": "…"}`. */
  tokenUrl?: string;
  /** Instead of `tokenUrl`. */
  getToken?: () => Promise<string>;
  /** Where the user logs in again. */
  loginUrl?: string;
  /** The portal's personal data notice. */
  privacyUrl?: string;
  /** Plain text for people who need help; the content of an element's slot `help` wins. */
  help?: string;
  locale?: Locale;
  appearance?: 'standard' | 'large';
}

/** Shared by the scripts of both elements. */
interface Shared {
  settings: Settings;
  listeners: Set<() => void>;
}

const KEY = Symbol.for('unit-certification.settings');
const page = globalThis as { [KEY]?: Shared };
const { settings, listeners } = (page[KEY] ??= { settings: {}, listeners: new Set() });

/** The page's defaults. */
export const pageSettings: Readonly<Settings> = settings;

/** Called whenever the defaults change. */
export const configurationListeners = listeners;

/**
 * Sets the page's defaults, before or after the elements are created. An element's own attributes
 * and properties win.
 */
export function configure(changed: Settings): void {
  Object.assign(settings, changed);
  for (const listener of listeners) listener();
}
