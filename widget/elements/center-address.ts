import { pageAddress } from '../page/addresses.ts';

/** The portal's center with the place for the way back filled in. `returnPath`: a path of this site, by default this page's. */
export const centerAddress = (
  centerUrl: string | undefined,
  returnPath = location.pathname + location.search,
): string | undefined => pageAddress(centerUrl?.replace('{resume}', encodeURIComponent(returnPath)));
