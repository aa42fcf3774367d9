/**
 * Sources: the registers whose files are imported, and what each compares. `unit-class.ts` says which classes of units each one holds. No
 * dependency, for the widget asks what the source compares.
 */

/** What a source compares of a claim, by its member in the request's body. */
export const CLAIM_FIELDS = ['legalRepresentative', 'foundedOn'] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];

/**
 * The market registry; the register of organs and public institutions, whose certificates have no founding date; the register of social
 * organizations.
 */
export const SOURCES = {
  market: CLAIM_FIELDS,
  institutions: ['legalRepresentative'],
  'social-organizations': CLAIM_FIELDS,
} as const satisfies Record<string, readonly ClaimField[]>;

export type SourceId = keyof typeof SOURCES;
export const SOURCE_IDS = Object.keys(SOURCES) as SourceId[];

/** `source`: of the unit's class; undefined for a unit without one. */
export const claimFieldsOf = (source: SourceId | undefined): readonly ClaimField[] =>
  source ? SOURCES[source] : CLAIM_FIELDS;
