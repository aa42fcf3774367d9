/** Addresses that lead on to a page of this portal; anybody could have made them up. */

/** Letters, digits and hyphens between single slashes: neither `//host` nor `/\host`. */
const PATH = String.raw`/(?:[\w-]+(?:/[\w-]+)*)?`;
const SAFE = new RegExp(`^${PATH}(?:\\?continue=${PATH})?$`);

/** A path of this portal, with the business to go on with if there is one. Undefined for anything else. */
export const safePath = (given: string | undefined): string | undefined =>
  given && given.length <= 200 && SAFE.test(given) ? given : undefined;
