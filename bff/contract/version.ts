/** The version of package.json. `npm version` writes it here too, and a test compares both. */
export const VERSION = '0.1.0';
