/** The version of this package, as in package.json: `npm version` writes it here too, and a test holds both equal. */
export const VERSION = '0.1.0';
