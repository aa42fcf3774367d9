/** Addresses that the page sets, and a user follows. */

/** The address as it is, when it leads to a page: by http or https, or to a place in this document. `javascript:` and the like lead nowhere. */
export function pageAddress(address: string | null | undefined): string | undefined {
  if (!address || address.startsWith('#')) return address ?? undefined;
  try {
    return /^https?:$/.test(new URL(address, document.baseURI).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
