import { describe, expect, it } from 'vitest';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { createDigester, equalInConstantTime } from '../../../bff/keys/digest.ts';
import { parseMasterKeys } from '../../../bff/keys/keys.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';

const older = newKeyText('k1');
const second = newKeyText('k2');

describe('master keys', () => {
  it.each([
    ['', 'key 1'],
    ['k1:short', 'key 1'],
    [`${older},k2`, 'key 2'],
    [`${older},${older}`, 'two keys have the same id'],
    [`bad id:${older.slice(3)}`, 'key 1'],
    [`k1:${Buffer.alloc(32).toString('base64')}`, 'key 1 is all zeros'],
    [`${older},k2:${'A'.repeat(43)}=`, 'key 2 is all zeros'],
    [`k1:${'?!'.repeat(10)}${older.slice(3)}`, 'key 1'],
    [`k1:${older.slice(3, -1)}`, 'key 1'],
    [`k1:${'change-me-please-'.repeat(3)}`, 'key 1'],
    [',', 'key 1'],
  ])('refuses %#', (text, message) => {
    expect(() => parseMasterKeys(text)).toThrow(message);
  });
});

describe('digests', () => {
  const ring = createDigester(keysOf(`${second},${older}`));
  const old = createDigester(keysOf(older));

  it('are written under the newest key and looked up under every one', () => {
    expect(ring.of('number', 'X')).toMatch(/^k2\.[\w-]{22}$/);
    expect(ring.all('number', 'X')).toEqual([ring.of('number', 'X'), old.of('number', 'X')]);
    expect(old.all('number', 'X')).toHaveLength(1);
  });

  it('under a replaced key only find a person in old rows', () => {
    const [newest, replaced] = keysOf(`${second},${older}`).digests;
    const later = createDigester({ digests: [newest], replacedDigests: [replaced!] });
    expect(later.all('number', 'X')).toEqual([ring.of('number', 'X')]);
    expect(later.ever('number', 'X')).toEqual(ring.all('number', 'X'));
  });

  it('of one value differ from use to use and from key to key', () => {
    const digests = [
      old.of('number', 'X'),
      old.of('handler', 'X'),
      old.of('number', 'Y'),
      ring.of('number', 'X'),
    ];
    expect(new Set(digests).size).toBe(4);
  });

  it('are compared whole', () => {
    expect(equalInConstantTime('a', 'a')).toBe(true);
    expect(equalInConstantTime('a', 'ab')).toBe(false);
    expect(equalInConstantTime('a', 'b')).toBe(false);
  });
});

describe('encryption at rest', () => {
  const cipher = createCipher(keysOf(older));

  it('opens in its own place only, also after a newer key came', () => {
    const sealed = cipher.seal('张三', 'place');
    expect(sealed).not.toContain('张三');
    expect(cipher.open(sealed, 'place')).toBe('张三');
    expect(createCipher(keysOf(`${second},${older}`)).open(sealed, 'place')).toBe('张三');
    expect(() => cipher.open(sealed, 'elsewhere')).toThrow();
    expect(() => createCipher(keysOf(second)).open(sealed, 'place')).toThrow('not there');
    const altered = sealed.slice(0, -3) + (sealed.endsWith('AAA') ? 'BBB' : 'AAA');
    expect(() => cipher.open(altered, 'place')).toThrow();
    expect(cipher.seal('张三', 'place')).not.toBe(sealed);
  });
});
