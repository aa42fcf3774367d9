import { expect, it } from 'vitest';
import { claimFieldsOf } from '../../bff/contract/sources.ts';

it('lists the fields that each source compares: no founding date for organs and public institutions', () => {
  const both = ['legalRepresentative', 'foundedOn'];
  expect(claimFieldsOf('market')).toEqual(both);
  expect(claimFieldsOf('social-organizations')).toEqual(both);
  expect(claimFieldsOf('institutions')).toEqual(['legalRepresentative']);
  expect(claimFieldsOf(undefined)).toEqual(both);
});
