import { describe, expect, it } from 'vitest';
import { unitClassOf } from '../../bff/contract/unit-class.ts';

/** A code of the class: only its length and its first two characters count. */
const codeOf = (first: string): string => first.padEnd(18, '0');

const classOf = (first: string) => {
  const { certificate, authority, head } = unitClassOf(codeOf(first));
  return [certificate, authority, head];
};

const REPRESENTATIVE = 'legal-representative';
const UNKNOWN = ['registration-certificate', 'registration-authority', REPRESENTATIVE];

describe('the class of a unit', () => {
  it.each([
    ['11', 'credit-code-certificate', 'institutional-organization', REPRESENTATIVE],
    ['12', 'public-institution-certificate', 'institutional-organization', REPRESENTATIVE],
    ['31', 'law-firm-license', 'judicial-administration', 'person-in-charge'],
    ['32', 'registration-certificate', 'judicial-administration', 'person-in-charge'],
    ['51', 'social-organization-certificate', 'civil-affairs', REPRESENTATIVE],
    ['52', 'private-non-enterprise-certificate', 'civil-affairs', REPRESENTATIVE],
    ['53', 'foundation-certificate', 'civil-affairs', REPRESENTATIVE],
    ['81', 'trade-union-certificate', 'trade-union', REPRESENTATIVE],
    ['91', 'business-license', 'market-regulation', REPRESENTATIVE],
    ['92', 'business-license', 'market-regulation', 'proprietor'],
    ['93', 'business-license', 'market-regulation', REPRESENTATIVE],
    ['N3', 'registration-certificate', 'agriculture', REPRESENTATIVE],
  ])('%s: %s of %s, %s', (first, ...expected) => expect(classOf(first)).toEqual(expected));

  it('is not known for an organization code, without a code, and for an authority that the standard does not name', () => {
    const { foundingDatePlace, ...unknown } = unitClassOf('MA1DEM015');
    expect([Object.values(unknown), foundingDatePlace]).toEqual([UNKNOWN, 'register']);
    expect(unitClassOf(undefined)).toEqual(unitClassOf('MA1DEM015'));
    expect(unitClassOf('912345678'), 'nine digits that begin as a company’s code').toEqual(unitClassOf());
    for (const first of ['Y1', 'A1', 'Z9']) expect(classOf(first)).toEqual(UNKNOWN);
  });

  it('says where to find the founding date', () =>
    expect(
      ['91', '92', '93', '12', '52'].map((first) => unitClassOf(codeOf(first)).foundingDatePlace),
    ).toEqual(['certificate', 'certificate-of-individual', 'certificate', 'register', 'register']));
});
