import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCipher } from '../../../bff/protection/cipher.ts';
import { createDigester, equalInConstantTime } from '../../../bff/protection/digest.ts';
import { parseKeyRing } from '../../../bff/protection/keys.ts';
import {
  bucketsOf,
  DEFAULT_LIMITS,
  type LimitName,
  ofUnit,
  UNIT_PLACEHOLDER,
} from '../../../bff/protection/limits.ts';

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const first = newKey('k1');
const second = newKey('k2');

describe('the key ring', () => {
  it.each([
    ['', 'key 1'],
    ['k1:short', 'key 1'],
    [`${first},k2`, 'key 2'],
    [`${first},${first}`, 'two keys have the same id'],
    [`bad id:${first.slice(3)}`, 'key 1'],
  ])('refuses %#', (text, message) => {
    expect(() => parseKeyRing(text)).toThrow(message);
  });
});

describe('digests', () => {
  const ring = createDigester(parseKeyRing(`${second},${first}`));
  const old = createDigester(parseKeyRing(first));

  it('are written under the newest key and looked up under every one', () => {
    expect(ring.of('number', 'X')).toMatch(/^k2\.[\w-]{22}$/);
    expect(ring.all('number', 'X')).toEqual([ring.of('number', 'X'), old.of('number', 'X')]);
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
  const cipher = createCipher(parseKeyRing(first));

  it('opens in its own place only, also after a newer key came', () => {
    const sealed = cipher.seal('张三', 'place');
    expect(sealed).not.toContain('张三');
    expect(cipher.open(sealed, 'place')).toBe('张三');
    expect(createCipher(parseKeyRing(`${second},${first}`)).open(sealed, 'place')).toBe('张三');
    expect(() => cipher.open(sealed, 'elsewhere')).toThrow();
    expect(() => createCipher(parseKeyRing(second)).open(sealed, 'place')).toThrow('not in MASTER_KEYS');
    const altered = sealed.slice(0, -3) + (sealed.endsWith('AAA') ? 'BBB' : 'AAA');
    expect(() => cipher.open(altered, 'place')).toThrow();
    expect(cipher.seal('张三', 'place')).not.toBe(sealed);
  });
});

describe('limit buckets', () => {
  const subject = { site: 's', unit: UNIT_PLACEHOLDER, user: 'u', address: 'a', number: 'n' };
  const keys = (change: Partial<Record<LimitName, number>> = {}, of: object = {}) =>
    bucketsOf({ ...subject, ...of }, { ...DEFAULT_LIMITS, ...change }, 0).map(({ key }) => key.split('|')[0]);

  it('are one for each limit that applies', () => {
    expect(keys()).toHaveLength(6);
    expect(keys({ ipPerHour: 0 })).not.toContain('ipPerHour');
    expect(keys({}, { address: undefined, number: undefined })).toHaveLength(4);
  });

  it('follow the canonical unit once it is known', () => {
    const unit = ofUnit(bucketsOf(subject, DEFAULT_LIMITS, 0), 'U').map(({ key }) => key);
    expect(unit).toContain('userUnitPerDay|s|U|u');
    expect(unit).toContain('unitPer30Days|U');
    expect(unit.join()).not.toContain(UNIT_PLACEHOLDER);
  });
});
