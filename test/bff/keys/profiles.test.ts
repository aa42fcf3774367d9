/** Properties of every profile's keys. */
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../bff/keys/profile.ts';
import { profileOf } from '../../../bff/keys/profiles.ts';

describe.each(PROFILES)('the profile %s', (name) => {
  const profile = profileOf(name);
  const secret = createSecretKey(randomBytes(32));
  const key = profile.encryptionKey('k1', secret, 'encryption');

  it('is available in this Node', () => {
    expect(profile.isAvailable()).toBe(true);
    expect(profile.name).toBe(name);
  });

  it.each(['', '张三', 'x'.repeat(16), '長'.repeat(5_000)])('opens what it sealed %#', (text) => {
    const sealed = key.seal(text, 'place');
    expect(key.open(sealed, 'place')).toBe(text);
    if (text) expect(sealed.includes(text)).toBe(false);
  });

  it('seals the same text to other bytes each time', () => {
    const texts = Array.from({ length: 100 }, () => key.seal('x'.repeat(40), 'place').toString('hex'));
    expect(new Set(texts).size).toBe(100);
    expect(new Set(texts.map((text) => text.slice(0, 24))).size).toBe(100);
  });

  it('refuses every changed bit, each shorter form, another place and another key', () => {
    const sealed = key.seal('text', 'place');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => key.open(changed, 'place')).toThrow();
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => key.open(sealed.subarray(0, length), 'place')).toThrow();
    expect(() => key.open(Buffer.concat([sealed, Buffer.alloc(1)]), 'place')).toThrow();
    for (const place of ['', 'places', 'plac', 'Place']) expect(() => key.open(sealed, place)).toThrow();
    const others = [
      profile.encryptionKey('k1', createSecretKey(randomBytes(32)), 'encryption'),
      profile.encryptionKey('k1', secret, 'data keys'),
      ...PROFILES.filter((other) => other !== name).map((other) =>
        profileOf(other).encryptionKey('k1', secret, 'encryption'),
      ),
    ];
    for (const other of others) expect(() => other.open(sealed, 'place')).toThrow();
  });

  it('does not confuse the end of the place with the beginning of the text', () => {
    const sealed = key.seal('text', 'place');
    const moved = Buffer.concat([Buffer.from('e'), sealed]);
    expect(() => key.open(moved, 'plac')).toThrow();
  });

  it('makes MACs of 32 bytes that differ by text, secret, use and profile', () => {
    const macs = [
      profile.macKey('k1', secret, 'digests').mac('X'),
      profile.macKey('k1', secret, 'digests').mac('Y'),
      profile.macKey('k1', secret, 'macs').mac('X'),
      profile.macKey('k1', createSecretKey(randomBytes(32)), 'digests').mac('X'),
      ...PROFILES.filter((other) => other !== name).map((other) =>
        profileOf(other).macKey('k1', secret, 'digests').mac('X'),
      ),
    ];
    expect(new Set(macs.map((mac) => mac.toString('hex'))).size).toBe(macs.length);
    for (const mac of macs) expect(mac).toHaveLength(32);
    expect(profile.macKey('k2', secret, 'digests').mac('X')).toEqual(macs[0]);
  });
});
