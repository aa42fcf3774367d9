import { expect, it } from 'vitest';
import { claimFieldsOf } from '../../bff/contract/sources.ts';

it('says what each source compares: organs and public institutions have no founding date on their certificates', () => {
  const both = ['legalRepresentative', 'foundedOn'];
  expect(claimFieldsOf('market')).toEqual(both);
  expect(claimFieldsOf('social-organizations')).toEqual(both);
  expect(claimFieldsOf('institutions')).toEqual(['legalRepresentative']);
  expect(claimFieldsOf(undefined)).toEqual(both);
});
