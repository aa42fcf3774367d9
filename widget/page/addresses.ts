/** Checks addresses from the page's attributes before a user can follow them. */

/**
 * The address if it is http, https or a fragment of this document; else undefined, for example for
 * `javascript:`.
 */
export function pageAddress(address: string | null | undefined): string | undefined {
  if (!address || address.startsWith('#')) return address ?? undefined;
  try {
    return /^https?:$/.test(new URL(address, document.baseURI).protocol) ? address : undefined;
  } catch {
    return undefined; // not an address
  }
}

/**
 * `center-url` with `{resume}` replaced by the path to return to. `returnPath`: a path of this
 * site, by default this page's.
 */
export const centerAddress = (
  centerUrl: string | undefined,
  returnPath = location.pathname + location.search,
): string | undefined => pageAddress(centerUrl?.replace('{resume}', encodeURIComponent(returnPath)));

/** Opens the portal's login in another tab. Undefined when the portal does not say where it is. */
export function toLogin(address: string | undefined): (() => void) | undefined {
  const url = pageAddress(address);
  return url ? () => void open(url, '_blank', 'noopener') : undefined;
}
