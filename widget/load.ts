/**
 * For pages with a bundler: puts the service's own script into the page, so that widget and service
 * always have one version. The page never waits for it, and nothing here throws.
 */
import type { Settings } from './elements/configuration.ts';
import { type PageObject, pageObject } from './elements/page-object.ts';
import { PATIENCE, stub } from './elements/stub.ts';
export type * from './types/elements.ts';

/** The script, named by its element. `unit-certification-center` has `<unit-certification>` too. */
export type Script = 'unit-certification' | 'unit-certification-center' | 'unit-registration';

export interface LoadOptions extends Settings {
  /** Base URL of the service. */
  bff: string;
  /** Default: `unit-certification`. */
  script?: Script;
  /** For a page whose content security policy has one. */
  nonce?: string;
}

/** How long to wait before each further request for a script that has failed. Milliseconds. */
const DELAYS = [1000, 3000];

/** False where a server renders the page. */
const isBrowser = typeof document !== 'undefined';

/** The script has failed, the classic script or its module: it tells so by its element. */
const failure = (): Promise<void> =>
  new Promise((resolve) => {
    const hear = ({ target }: Event): void => {
      if (/\/unit-certification/.test((target as HTMLScriptElement).src)) resolve();
    };
    addEventListener('error', hear, true);
  });

/** With commands that wait until the script comes. */
function commands(): PageObject & Pick<Required<PageObject>, 'requireCertified'> {
  const page = pageObject();
  if (!page.requireCertified) Object.assign(page, stub(page, failure()));
  return page as Required<PageObject>;
}

/** Puts the script into the page. */
function inject(src: string, nonce: string | undefined, delays: readonly number[], failed: () => void): void {
  const tag = document.createElement('script');
  tag.src = src;
  if (nonce) tag.nonce = nonce;
  tag.onerror = () => {
    tag.remove();
    const [delay, ...further] = delays;
    if (delay === undefined) failed();
    else setTimeout(() => inject(src, nonce, further, failed), delay);
  };
  document.head.append(tag);
}

/**
 * Sets the page's defaults, before or after the script comes. An element's own attributes and
 * properties win.
 */
export const configure = (settings: Settings): void => {
  if (isBrowser) commands().queue.push(['configure', settings]);
};

/** Forgets the user. For single-page portals. */
export const signOut = (): void => {
  if (isBrowser) commands().queue.push(['signOut']);
};

/**
 * Whether the page may go on with a business (its name is for the dialog); it needs no element in
 * the page. Resolves to `true` when the unit is certified, and to `false` when the user leaves.
 * Also `true` when it cannot be known within ten seconds, at once when the script cannot be loaded,
 * and on a server: the portal's server decides.
 */
export const requireCertified = async (business?: string): Promise<boolean> =>
  isBrowser ? commands().requireCertified(business) : true;

/**
 * Loads the service's script, and sets the page's defaults. Resolves within ten seconds: to `true`
 * when the elements are defined, to `false` when the script did not come. It is asked for three
 * times.
 */
export async function load({
  bff,
  script = 'unit-certification',
  nonce,
  ...settings
}: LoadOptions): Promise<boolean> {
  if (!isBrowser) return false;
  configure({ bff, ...settings });
  if (customElements.get(script)) return true;
  const src = `${bff.replace(/\/+$/, '')}/widget/${script}.classic.js`;
  return new Promise((resolve) => {
    void customElements.whenDefined(script).then(() => resolve(true));
    setTimeout(resolve, PATIENCE, false);
    try {
      inject(src, nonce, DELAYS, () => resolve(false));
    } catch (error) {
      console.error('unit-certification: the page’s policy refuses the script', error);
      resolve(false);
    }
  });
}
