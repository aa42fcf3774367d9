import { pageAddress } from '../page/addresses.ts';

/** `center-url` with `{resume}` replaced by the path to return to. `returnPath`: a path of this site, by default this page's. */
export const centerAddress = (
  centerUrl: string | undefined,
  returnPath = location.pathname + location.search,
): string | undefined => pageAddress(centerUrl?.replace('{resume}', encodeURIComponent(returnPath)));
