/**
 * Sources: the registers whose files are imported. Which classes of units each one has, by the
 * first characters of their codes (GB 32100-2015, table 1). What each one's form asks for stands in
 * `forms.ts`. No dependency, for the widget reads it.
 */

/** A field that a source can compare, by its member in the request's body. */
export const CLAIM_FIELDS = ['legalRepresentative', 'foundedOn'] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];

interface Source {
  classes: readonly string[];
}

/**
 * The market registry; the register of organs (11) and public institutions (12); the register of
 * social organizations (51 to 53).
 */
export const SOURCES = {
  market: { classes: ['9'] },
  institutions: { classes: ['1'] },
  'social-organizations': { classes: ['5'] },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof SOURCES;
export const SOURCE_IDS = Object.keys(SOURCES) as readonly SourceId[];

/**
 * Whether the unit with this code is of one of the classes. They are given by the first characters
 * of codes.
 */
export const isOfClass = (code: string, classes: readonly string[]): boolean =>
  classes.some((first) => code.startsWith(first));

/** An organization code (9 characters) does not tell the class of its unit. */
export const hasClass = (code: string): boolean => code.length === 18;

/**
 * The source that has units of the code's class. An organization code has no class: the market
 * registry is the likeliest.
 */
export const sourceOf = (code: string): SourceId | undefined =>
  hasClass(code) ? SOURCE_IDS.find((id) => isOfClass(code, SOURCES[id].classes)) : 'market';
