/** A verified token is cached until it expires, or its key, its site's row or its site changes. */
import { describe, expect, it } from 'vitest';
import { secretKeys } from '../../../bff/sites/key-source.ts';
import { createTokenVerifier } from '../../../bff/sites/tokens.ts';
import { makeKey, makeSite, makeToken, NOW, publicKeySite, SECRET, sitesOf } from './support.ts';

const key = makeKey('EdDSA');
const start = async () => {
  const clock = { now: NOW };
  const { sites, put } = sitesOf(publicKeySite('portal', key));
  const verifier = createTokenVerifier({ sites, now: () => clock.now });
  const token = await makeToken(key);
  const earlier = await verifier.verify(token);
  expect(earlier).toHaveProperty('sub');
  return { clock, put, verifier, token, first: earlier };
};

describe('the cache of verified tokens', () => {
  it('answers at once, with the same object', async () => {
    const { verifier, token, first: earlier } = await start();
    expect(verifier.verify(token)).toBe(earlier);
  });

  it('drops a token at expiry, clock tolerance included', async () => {
    const { clock, verifier, token, first: earlier } = await start();
    clock.now = NOW + 359_999;
    expect(verifier.verify(token)).toBe(earlier);
    clock.now = NOW + 360_000;
    expect(await verifier.verify(token)).toHaveProperty('code', 'token-expired');
  });

  it('drops tokens when the site’s keys change', async () => {
    const { put, verifier, token } = await start();
    put(publicKeySite('portal', makeKey('EdDSA')));
    expect(await verifier.verify(token)).toEqual({ code: 'token-invalid', reason: 'bad-signature' });
  });

  it('returns the new origins when the site’s row changed but not the key', async () => {
    const { put, verifier, token } = await start();
    const changed = { ...publicKeySite('portal', key), origins: new Set(['https://new.example']) };
    put(changed);
    expect(await verifier.verify(token)).toMatchObject({ site: { origins: changed.origins } });
  });

  it('drops tokens of the previous secret when its day is over', async () => {
    const clock = { now: NOW };
    const until = new Date(NOW + 100_000).toISOString();
    const keys = secretKeys([{ secret: 'n'.repeat(43) }, { secret: SECRET, until }], () => clock.now);
    const { sites } = sitesOf(makeSite('portal', keys, 'secret'));
    const verifier = createTokenVerifier({ sites, now: () => clock.now });
    const [newer, older] = await Promise.all([makeToken('n'.repeat(43)), makeToken(SECRET)]);
    expect(await verifier.verify(newer)).toHaveProperty('sub');
    expect(await verifier.verify(older)).toHaveProperty('sub');
    clock.now = NOW + 100_000;
    expect(await verifier.verify(older)).toEqual({ code: 'token-invalid', reason: 'bad-signature' });
    expect(await verifier.verify(newer)).toHaveProperty('sub');
  });

  it('does not cache a refusal', async () => {
    const { put, verifier } = await start();
    const next = makeKey('EdDSA');
    const token = await makeToken(next);
    expect(await verifier.verify(token)).toEqual({ code: 'token-invalid', reason: 'bad-signature' });
    put(publicKeySite('portal', next));
    expect(await verifier.verify(token)).toHaveProperty('sub');
  });

  it('keeps the 10,000 most recently used', async () => {
    const { sites } = sitesOf(
      makeSite(
        'portal',
        secretKeys([{ secret: SECRET }], () => NOW),
        'secret',
      ),
    );
    const verifier = createTokenVerifier({ sites, now: () => NOW });
    const token = (n: number) => makeToken(SECRET, { sub: `user-${n}` });
    const [kept, dropped] = await Promise.all([token(0), token(1)]);
    await verifier.verify(kept);
    await verifier.verify(dropped);
    expect(verifier.verify(kept)).not.toBeInstanceOf(Promise); // used again, so more recent than `dropped`
    for (let n = 2; n <= 10_000; n++) await verifier.verify(await token(n));
    expect(verifier.verify(kept)).not.toBeInstanceOf(Promise);
    expect(verifier.verify(dropped)).toBeInstanceOf(Promise);
  });
});
