/** What holds for all elements of a page that do not say otherwise by their own attributes. */
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
  /** Plain text for people who need help; what an element has in its slot `help` wins. */
  help?: string;
  locale?: Locale;
  appearance?: 'standard' | 'large';
}

/** What the classic loader leaves for the modules: it is there at once, they come later. */
interface ClassicLoader {
  settings: Settings;
  configure: (settings: Settings) => void;
}

const { UnitCertification: loader } = globalThis as { UnitCertification?: ClassicLoader };

/** The page's defaults. */
export const pageSettings: Readonly<Settings> = loader?.settings ?? {};
const listeners = new Set<() => void>();

/** Sets the page's defaults, before or after elements are there. An element's own attributes and properties win. */
export function configure(settings: Settings): void {
  Object.assign(pageSettings, settings);
  for (const listener of listeners) listener();
}

/** Calls the listener whenever the defaults change; the answer ends it. */
export function onConfigured(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
