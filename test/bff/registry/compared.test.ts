import { expect, it } from 'vitest';
import { claimFieldsOf } from '../../../bff/registry/sources.ts';

it('organs and public institutions have no founding date on their certificates, so it is not compared', () => {
  const both = ['legalRepresentative', 'foundedOn'];
  expect(claimFieldsOf('market')).toEqual(both);
  expect(claimFieldsOf('social-organizations')).toEqual(both);
  expect(claimFieldsOf('institutions')).toEqual(['legalRepresentative']);
  expect(claimFieldsOf(undefined)).toEqual(both);
});
