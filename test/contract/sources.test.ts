import { describe, expect, it } from 'vitest';
import { claimFieldsOf } from '../../bff/contract/forms.ts';
import { sourceOf } from '../../bff/contract/sources.ts';

describe('the source of a unit', () => {
  it.each([
    ['11', 'institutions'],
    ['12', 'institutions'],
    ['51', 'social-organizations'],
    ['52', 'social-organizations'],
    ['53', 'social-organizations'],
    ['91', 'market'],
    ['92', 'market'],
    ['93', 'market'],
    ['31', undefined],
    ['81', undefined],
    ['N3', undefined],
  ])('%s: %s', (first, source) => expect(sourceOf(first.padEnd(18, '0'))).toBe(source));

  it('is the market registry for an organization code, which has no class', () =>
    expect(sourceOf('123456789')).toBe('market'));
});

it('organs and public institutions have no founding date on their certificates, so it is not compared', () => {
  const both = ['legalRepresentative', 'foundedOn'];
  expect(claimFieldsOf('market')).toEqual(both);
  expect(claimFieldsOf('social-organizations')).toEqual(both);
  expect(claimFieldsOf('institutions')).toEqual(['legalRepresentative']);
  expect(claimFieldsOf(undefined)).toEqual(both);
});
