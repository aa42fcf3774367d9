/**
 * Sources: the registers whose files are imported. Which classes of units each one has, by the first characters of their codes (GB 32100-2015,
 * table 1), and what it compares of a claim. No dependency, for the widget reads it.
 */

/** A field that a source compares, by its member in the request's body. */
export const CLAIM_FIELDS = ['legalRepresentative', 'foundedOn'] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];

interface Source {
  classes: readonly string[];
  compares: readonly ClaimField[];
}

/**
 * The market registry; the register of organs (11) and public institutions (12), whose certificates have no founding date; the register of
 * social organizations (51 to 53).
 */
export const SOURCES = {
  market: { classes: ['9'], compares: CLAIM_FIELDS },
  institutions: { classes: ['1'], compares: ['legalRepresentative'] },
  'social-organizations': { classes: ['5'], compares: CLAIM_FIELDS },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof SOURCES;
export const SOURCE_IDS = Object.keys(SOURCES) as readonly SourceId[];

/** `source`: of the unit's class; undefined for a unit without one. */
export const claimFieldsOf = (source: SourceId | undefined): readonly ClaimField[] =>
  source ? SOURCES[source].compares : CLAIM_FIELDS;

/** The source that has units of the code's class. An organization code has no class: the market registry is the likeliest. */
export const sourceOf = (code: string): SourceId | undefined =>
  code.length === 18
    ? SOURCE_IDS.find((id) => SOURCES[id].classes.some((first) => code.startsWith(first)))
    : 'market';
