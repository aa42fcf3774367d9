/** Every mistake in a correctly signed token is reported by claim, code and text; without a right signature nothing is. */
import { describe, expect, it } from 'vitest';
import { TOKEN_CLAIMS, TOKEN_ERROR_CODES, type TokenError } from '../../../bff/contract/token-errors.ts';
import { tellTokenErrors } from '../../../bff/sites/token-words.ts';
import { createTokenVerifier, type TokenFailure } from '../../../bff/sites/tokens.ts';
import { goodClaims, makeKey, makeToken, NOW, publicKeySite, sitesOf } from './support.ts';

const key = makeKey('ES256', 'es');
const { sites } = sitesOf(publicKeySite('portal', key));
const seconds = NOW / 1000;
const { code } = goodClaims.unit;

type Mistake = [what: string, change: Record<string, unknown>, error: string, words: string];

const IN_HEADER: Mistake[] = [
  ['no type', { typ: undefined }, 'typ required', '"typ" is missing. Expected: "unit-certification+jwt"'],
  ['the library’s type', { typ: 'JWT' }, 'typ wrong-value', '"typ" has another value'],
  ['an assertion’s type', { typ: 'unit-registration+jwt' }, 'typ wrong-value', "in the token's header"],
];

const IN_PAYLOAD: Mistake[] = [
  ['no audience', { aud: undefined }, 'aud required', '"aud" is missing. Expected: "unit-certification"'],
  ['another audience', { aud: 'unit-registration' }, 'aud wrong-value', '"aud" has another value'],
  ['other audiences', { aud: ['a', 'b'] }, 'aud wrong-value', '"unit-certification"'],
  ['an audience that is no text', { aud: 7 }, 'aud bad-format', '"aud" has the wrong type'],
  ['no user', { sub: undefined }, 'sub required', "the user's id at the portal"],
  ['an empty user', { sub: ' ' }, 'sub required', '"sub" is missing'],
  ['a numeric user', { sub: 4711 }, 'sub bad-format', '"sub" has the wrong type or form'],
  ['a long user', { sub: 'x'.repeat(257) }, 'sub too-long', 'of 1 to 256 characters'],
  ['no time of minting', { iat: undefined }, 'iat required', '"iat" is missing'],
  ['a time as text', { iat: '2026-11-24T08:00:00Z' }, 'iat bad-format', 'seconds since 1970'],
  ['a clock that is fast', { iat: seconds + 61 }, 'iat in-the-future', 'by a clock that is right to 60 s'],
  [
    'milliseconds',
    { iat: NOW, exp: NOW + 300_000 },
    'iat in-milliseconds, exp in-milliseconds',
    '"iat" is in milliseconds, not in seconds',
  ],
  ['no end', { exp: undefined }, 'exp required', '"exp" is missing'],
  ['an end as text', { exp: String(seconds + 300) }, 'exp bad-format', '"exp" has the wrong type'],
  ['an end in milliseconds', { exp: NOW + 300_000 }, 'exp in-milliseconds', '"exp" is in milliseconds'],
  ['an end at once', { exp: seconds }, 'exp not-after-iat', '"exp" is not after "iat"'],
  ['an hour of life', { exp: seconds + 3600 }, 'exp lifetime-too-long', 'more than 300 s after "iat"'],
  ['a past end', { iat: seconds - 200, exp: seconds - 60 }, 'exp expired', '"exp" has passed'],
  ['a start in the future', { nbf: seconds + 61 }, 'nbf in-the-future', '"nbf" is in the future'],
  ['no purpose', { purpose: undefined }, 'purpose required', '"certification", "registration" or "status"'],
  ['an unknown purpose', { purpose: 'certify' }, 'purpose wrong-value', '"purpose" has another value'],
  ['no unit', { unit: undefined }, 'unit required', 'an object like { "code": "…", "name": "…" }'],
  ['a unit as text', { unit: code }, 'unit bad-format', '"unit" has the wrong type'],
  ['a unit without code', { unit: {} }, 'unit.code required', '"unit.code" is missing'],
  ['a tax number', { unit: { code: '320100123456789' } }, 'unit.code bad-format', '(18 characters)'],
  ['a numeric code', { unit: { code: 123456789 } }, 'unit.code bad-format', 'as a text'],
  ['a name that is no text', { unit: { code, name: 5 } }, 'unit.name bad-format', '"unit.name"'],
  ['a long name', { unit: { code, name: '名'.repeat(201) } }, 'unit.name too-long', '200 characters'],
  ['no role', { role: undefined }, 'role required', '"administrator" or "operator"'],
  ['an unknown role', { role: 'admin' }, 'role wrong-value', '"role" has another value'],
  ['a login time as text', { auth_time: '8:00' }, 'auth_time bad-format', 'when the user logged in'],
  ['a login in milliseconds', { auth_time: NOW }, 'auth_time in-milliseconds', '"auth_time" is in milli'],
  [
    'everything at once',
    { aud: 'x', sub: undefined, exp: seconds + 3600, purpose: 'status', role: 'x' },
    'aud wrong-value, exp lifetime-too-long',
    'Expected: "unit-certification". "exp" is more than',
  ],
];

const reported = (errors: readonly TokenError[] | undefined) =>
  errors?.map(({ path, code: wrong }) => `${path} ${wrong}`).join(', ');

const refusalOf = (token: string) =>
  createTokenVerifier({ sites, now: () => NOW }).verify(token) as Promise<TokenFailure>;

describe.each([
  ['header', IN_HEADER, (change: object) => makeToken(key, {}, { ...change })],
  ['payload', IN_PAYLOAD, (change: object) => makeToken(key, { ...change })],
] as const)('a mistake in the %s', (_, mistakes, make) => {
  it.each(mistakes)('%s', async (_what, change, error, words) => {
    const token = await make(change);
    const refusal = await refusalOf(token);
    expect(reported(refusal.errors)).toBe(error);
    expect(refusal.code).toBe(error === 'exp expired' ? 'token-expired' : 'token-invalid');
    expect(tellTokenErrors(refusal.errors!)).toContain(words);
  });

  it.each(mistakes)('%s, signed with a wrong key, is not explained', async (_what, change) => {
    const [header, payload] = (await make(change)).split('.');
    const [, , signature] = (await makeToken(makeKey('ES256', 'es'))).split('.');
    const refusal = await refusalOf(`${header}.${payload}.${signature}`);
    expect(refusal).toEqual({ code: 'token-invalid', reason: 'bad-signature' });
  });
});

describe('the list', () => {
  it('has every claim and every code', () => {
    const all = [...IN_HEADER, ...IN_PAYLOAD].map(([, , error]) => error).join(', ');
    for (const claim of TOKEN_CLAIMS) expect(all).toContain(`${claim} `);
    for (const wrong of TOKEN_ERROR_CODES) expect(all).toContain(` ${wrong}`);
  });
});
