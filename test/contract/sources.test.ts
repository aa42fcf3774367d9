import { describe, expect, it } from 'vitest';
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
