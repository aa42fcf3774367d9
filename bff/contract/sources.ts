/**
 * Sources: the registers whose files are imported, and the fields that each compares. `unit-class.ts` has the source of each class of unit.
 * No dependency, so that the widget can import it.
 */

/** The fields of a claim that a source may compare, by their names in the request's body. */
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

/** `source`: of the unit's class; undefined for a unit without one. */
export const claimFieldsOf = (source: SourceId | undefined): readonly ClaimField[] =>
  source ? SOURCES[source] : CLAIM_FIELDS;
