/**
 * The class of a unit by the first two characters of its code (GB 32100-2015, table 1: the
 * registering authority, and the kind of unit): its certificate, the issuing authority, the title
 * of its head. No dependency; the names in each language are in `widget/locales`. `sources.ts` says
 * which source has it.
 */

export type Certificate =
  | 'registration-certificate'
  | 'credit-code-certificate'
  | 'public-institution-certificate'
  | 'law-firm-license'
  | 'social-organization-certificate'
  | 'private-non-enterprise-certificate'
  | 'foundation-certificate'
  | 'trade-union-certificate'
  | 'business-license';

export type Authority =
  | 'registration-authority'
  | 'institutional-organization'
  | 'foreign-affairs'
  | 'judicial-administration'
  | 'culture-and-tourism'
  | 'civil-affairs'
  | 'religious-affairs'
  | 'trade-union'
  | 'market-regulation'
  | 'agriculture';

/** The person whose name and document are asked for. */
export type Head = 'legal-representative' | 'person-in-charge' | 'proprietor';

/**
 * The place of the founding date: on the certificate, on that of an individual business (another
 * label), or only in the register.
 */
export type FoundingDatePlace = 'certificate' | 'certificate-of-individual' | 'register';

export interface UnitClass {
  certificate: Certificate;
  authority: Authority;
  head: Head;
  foundingDatePlace: FoundingDatePlace;
}

const DEFAULT: UnitClass = {
  certificate: 'registration-certificate',
  authority: 'registration-authority',
  head: 'legal-representative',
  foundingDatePlace: 'register',
};

/** By authority (one character), with exceptions by kind of unit (two characters). */
const CLASSES: Partial<Record<string, Partial<UnitClass>>> = {
  1: {
    certificate: 'credit-code-certificate',
    authority: 'institutional-organization',
  },
  12: { certificate: 'public-institution-certificate' },
  2: { authority: 'foreign-affairs' },
  3: { authority: 'judicial-administration', head: 'person-in-charge' },
  31: { certificate: 'law-firm-license' },
  4: { authority: 'culture-and-tourism' },
  5: { authority: 'civil-affairs' },
  51: { certificate: 'social-organization-certificate' },
  52: { certificate: 'private-non-enterprise-certificate' },
  53: { certificate: 'foundation-certificate' },
  6: { authority: 'culture-and-tourism' },
  7: { authority: 'religious-affairs' },
  8: { certificate: 'trade-union-certificate', authority: 'trade-union' },
  9: {
    certificate: 'business-license',
    authority: 'market-regulation',
    foundingDatePlace: 'certificate',
  },
  92: { head: 'proprietor', foundingDatePlace: 'certificate-of-individual' },
  N: { authority: 'agriculture' },
};

/**
 * The default class for an organization code (9 characters), which has no class, and for an unknown
 * code.
 */
export function unitClassOf(code = ''): UnitClass {
  if (code.length !== 18) return DEFAULT;
  return { ...DEFAULT, ...CLASSES[code[0]!], ...CLASSES[code.slice(0, 2)] };
}
