import type { UnitNames } from '../unit-words.ts';

export const unitNames: UnitNames = {
  certificate: {
    'registration-certificate': 'registration\u00a0certificate',
    'credit-code-certificate': 'credit code certificate',
    'public-institution-certificate': 'public institution certificate',
    'law-firm-license': 'law firm license',
    'social-organization-certificate': 'social organization certificate',
    'private-non-enterprise-certificate': 'private non\u2011enterprise certificate',
    'foundation-certificate': 'foundation certificate',
    'trade-union-certificate': 'trade union certificate',
    'business-license': 'business\u00a0license',
  },
  authority: {
    'registration-authority': 'registration authority',
    'institutional-organization': 'institutional organization authority',
    'foreign-affairs': 'foreign affairs authority',
    'judicial-administration': 'judicial administration authority',
    'culture-and-tourism': 'culture and tourism authority',
    'civil-affairs': 'civil affairs authority',
    'religious-affairs': 'religious affairs authority',
    'trade-union': 'higher trade union',
    'market-regulation': 'market regulation authority',
    agriculture: 'agriculture authority',
  },
  head: {
    'legal-representative': 'legal representative',
    'person-in-charge': 'person in charge',
    proprietor: 'proprietor',
  },
  foundingDatePlace: {
    certificate: 'As on the business\u00a0license',
    'certificate-of-individual': 'The registration date on the business\u00a0license',
    register: 'As registered',
  },
};
