import { describe, expect, it } from 'vitest';
import { createCipher } from '../../../bff/protection/cipher.ts';
import { createDigester, equalInConstantTime } from '../../../bff/protection/digest.ts';
import { parseMasterKeys } from '../../../bff/protection/keys.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';
import {
  attemptsLeft,
  bucketsOf,
  DEFAULT_LIMITS,
  exhausted,
  toldAttempts,
  aimedBuckets,
  type Limits,
} from '../../../bff/protection/limits.ts';

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
  const cipher = createCipher(keysOf(older).encryption);

  it('opens in its own place only, also after a newer key came', () => {
    const sealed = cipher.seal('张三', 'place');
    expect(sealed).not.toContain('张三');
    expect(cipher.open(sealed, 'place')).toBe('张三');
    expect(createCipher(keysOf(`${second},${older}`).encryption).open(sealed, 'place')).toBe('张三');
    expect(() => cipher.open(sealed, 'elsewhere')).toThrow();
    expect(() => createCipher(keysOf(second).encryption).open(sealed, 'place')).toThrow('not there');
    const altered = sealed.slice(0, -3) + (sealed.endsWith('AAA') ? 'BBB' : 'AAA');
    expect(() => cipher.open(altered, 'place')).toThrow();
    expect(cipher.seal('张三', 'place')).not.toBe(sealed);
  });
});

describe('limit buckets', () => {
  const caller = { siteId: 's', user: 'u', address: 'a' };
  const buckets = (change: Partial<Limits> = {}, of: object = {}) =>
    bucketsOf({ ...caller, ...of }, 'certification', { ...DEFAULT_LIMITS, ...change }, 0);
  const names = (...given: Parameters<typeof buckets>) =>
    buckets(...given).map(({ limit_name }) => limit_name);

  it('are one for each limit that applies', () => {
    expect(names()).toHaveLength(5);
    expect(names({ ipPerHour: 0 })).not.toContain('ipPerHour');
    expect(names({}, { address: undefined })).toHaveLength(4);
  });

  it('are only those of who asks at a registration: strangers use up nothing of a unit', () => {
    const strangers = bucketsOf(caller, 'registration', DEFAULT_LIMITS, 0);
    expect(strangers.map(({ limit_name }) => limit_name)).toEqual([
      'userUnitPerDay',
      'userPerHour',
      'ipPerHour',
    ]);
  });

  it('of a person are common to both flows, and strangers have half of them', () => {
    const of = (flow: 'certification' | 'registration', personPerDay = 9) =>
      aimedBuckets(
        'personPerDay',
        [{ owner: 'p', ofUnit: false }],
        flow,
        true,
        { ...DEFAULT_LIMITS, personPerDay },
        0,
      );
    expect(of('certification')).toMatchObject([{ flow: 'every', owner: 'p', cap: 9 }]);
    expect(of('registration')).toMatchObject([{ flow: 'every', owner: 'p', cap: 5 }]);
    expect(of('registration', 1)).toMatchObject([{ cap: 1 }]);
    expect(of('certification', 0)).toEqual([]);
  });

  it('of an agent are switched off by themselves', () => {
    const limits = { ...DEFAULT_LIMITS, agentPerDay: 0 };
    const of = (name: 'personPerDay' | 'agentPerDay') =>
      aimedBuckets(name, [{ owner: 'p', ofUnit: true }], 'certification', true, limits, 0);
    expect(of('agentPerDay')).toEqual([]);
    expect(of('personPerDay')).toHaveLength(1);
  });

  it('are the canonical unit’s, a user’s there, or nobody’s but the owner’s', () => {
    const owners = Object.fromEntries(
      buckets().map(({ limit_name, of_unit, owner }) => [limit_name, [of_unit, owner]]),
    );
    expect(owners).toEqual({
      userUnitPerDay: [true, 'u'],
      unitPerDay: [true, ''],
      unitPer30Days: [true, ''],
      userPerHour: [false, 'u'],
      ipPerHour: [false, 'a'],
    });
  });
});

describe('what is left', () => {
  const caller = { siteId: 's', user: 'u', address: undefined };
  const buckets = bucketsOf(caller, 'certification', DEFAULT_LIMITS, 0);
  const [soon, late] = ['2026-01-01T01:00:00+00:00', '2026-01-02T00:00:00.5+00:00'];
  const row = (limit_name: keyof Limits, owner: string, used: number, resets_at: string) => ({
    limit_name,
    owner,
    used,
    resets_at,
  });

  it('is all of the tightest bucket before anything was counted', () => {
    expect(attemptsLeft(buckets, [])).toEqual({ remaining: 5, resetsAt: null });
    expect(exhausted(buckets, [])).toBeUndefined();
  });

  it('is told with the time of the tightest bucket, of equals with the later one', () => {
    const stored = [
      row('userPerHour', 'u', 2, soon),
      row('userUnitPerDay', 'u', 2, late),
      row('unitPerDay', '', 3, '2026-01-03T00:00:00+00:00'),
      row('userPerHour', 'another', 5, soon),
    ];
    expect(attemptsLeft(buckets, stored)).toEqual({ remaining: 3, resetsAt: '2026-01-02T00:00:00.500Z' });
    expect(exhausted(buckets, stored)).toBeUndefined();
  });

  it('is none until every exhausted bucket has room again, also when a limit was lowered since', () => {
    const stored = [row('userPerHour', 'u', 7, soon), row('unitPerDay', '', 10, late)];
    expect(attemptsLeft(buckets, stored)).toEqual({ remaining: 0, resetsAt: '2026-01-01T01:00:00.000Z' });
    expect(exhausted(buckets, stored)).toMatchObject({
      buckets: [{ limit_name: 'unitPerDay' }, { limit_name: 'userPerHour' }],
      until: Date.parse(late),
    });
  });

  it('is a figure like any other at 999', () => {
    const [wide] = bucketsOf(caller, 'certification', { ...DEFAULT_LIMITS, userUnitPerDay: 1_000 }, 0);
    const stored = [row('userUnitPerDay', 'u', 1, late)];
    expect(attemptsLeft([wide!], stored)).toMatchObject({ remaining: 999 });
    expect(toldAttempts(999, null)).toEqual({ remaining: 999, resetsAt: null });
  });

  it('is unlimited where every limit is off', () => {
    expect(attemptsLeft([], [])).toEqual({ remaining: null, resetsAt: null });
  });
});
