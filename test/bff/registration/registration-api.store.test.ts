/** A registration over real sockets: from challenge to verified assertion, and no stored personal data. */
import { randomUUID } from 'node:crypto';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { describe, expect } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { ASSERTION_TYPE, type RegistrationRequest } from '../../../bff/contract/wire.ts';
import type { TokenRequest } from '../../support/mint-token.ts';
import { ORIGIN, type TestBff } from '../../support/bff.ts';
import { ask, bffTest, expectProblem } from '../../support/bff-test.ts';
import { LIMITS_OFF, submitterOf } from '../../support/dependencies.ts';
import { dump } from '../../support/dump.ts';
import { fanOutAll } from '../../support/events.ts';
import { personalTexts } from '../../support/fields.ts';
import {
  type ChangeOf,
  registerHandler,
  registerUnit,
  residentId,
  rightClaim,
  uscc,
  ZHANG,
} from '../../support/people.ts';
import { createPhones } from './phone-support.ts';
import { ISSUER, NAME, phoneOf, proveFor, rightRegistration } from './support.ts';

const phones = createPhones();
const json = { 'Content-Type': 'application/json' };

/** Counts visitors, so that no two tests of a database share a unit, a representative or a phone. */
let visitors = 0;

/** A visitor who registers a new unit, with a visitor's token unless the test gives another one. */
async function visitorOf(bff: TestBff) {
  const index = ++visitors;
  const [unit, legalRepresentative] = [uscc(index), { name: ZHANG.name, idNumber: residentId(index) }];
  await registerUnit(bff.deps, unit, { representative: legalRepresentative });
  const mint = (change: Partial<TokenRequest> = {}) =>
    bff.token('', { purpose: 'registration', sub: 'visitor', ...change });
  const visitor = {
    index,
    unit,
    phone: phoneOf(index),
    mint,
    token: await mint(),
    send: (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
      ask(bff, method, path, { Authorization: `Bearer ${visitor.token}`, Origin: ORIGIN, ...headers }, body),
    post: (body: unknown, headers: Record<string, string> = {}) =>
      visitor.send(
        'POST',
        '/v1/registrations',
        { ...json, 'Idempotency-Key': `"${randomUUID()}"`, ...headers },
        body,
      ),
    /** The right data of the unit. */
    right: async (change: ChangeOf<RegistrationRequest> = {}) => {
      const { phone } = visitor;
      const phoneProof = await proveFor(bff.deps, 'portal', phone);
      return rightRegistration(unit, phone, phoneProof, { legalRepresentative, ...change });
    },
  };
  return visitor;
}

const withBff = bffTest({ sms: phones });

describe('the registration API', () => {
  const it = withBff.extend('visitor', ({ bff }) => visitorOf(bff));

  it('goes from the challenge to an assertion that the portal’s server verifies', async ({
    bff,
    visitor,
  }) => {
    const challenge = (await visitor.send('GET', '/v1/registrations/challenge', {}))
      .body as unknown as Challenge;
    const solution = await solveChallenge({ challenge, deriveKey });
    const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
    expect(
      (await visitor.send('POST', '/v1/registrations/phone-codes', json, { phone: visitor.phone, proof }))
        .status,
    ).toBe(202);
    const proven = await visitor.send('POST', '/v1/registrations/phone-proofs', json, {
      phone: visitor.phone,
      code: phones.codeOf(visitor.phone),
    });
    const { phoneProof } = proven.body as { phoneProof: string };

    const corrected = await visitor.post(
      await visitor.right({ phoneProof, unit: { code: visitor.unit, name: '别的公司' } }),
    );
    expect(corrected.body).toEqual({
      outcome: 'rejected',
      reference: expect.stringMatching(/^[2-9A-Z]{8}$/) as string,
      reason: 'unit-mismatch',
      attempts: { remaining: 4, resetsAt: expect.any(String) as string },
    });
    const key = randomUUID();
    const request = await visitor.right({ phoneProof, phone: `+86 ${visitor.phone}` });
    const sent = await visitor.post(request, { 'Idempotency-Key': key });
    expect(sent.status).toBe(200);
    expect(sent.headers.get('Cache-Control')).toBe('no-store');
    expect(sent.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    expect(sent.body).toEqual({
      outcome: 'certified',
      reference: expect.any(String) as string,
      assertion: expect.any(String) as string,
    });

    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', bff.url));
    const verified = await jwtVerify(sent.body['assertion'] as string, keys, {
      algorithms: ['ES256'],
      typ: ASSERTION_TYPE,
      issuer: ISSUER,
      audience: 'portal',
      subject: visitor.unit,
      requiredClaims: ['jti', 'iat', 'exp', 'unit', 'phone', 'email', 'kinds'],
      maxTokenAge: 300,
    });
    expect(verified.payload).toMatchObject({
      unit: { code: visitor.unit, name: NAME },
      phone: visitor.phone,
    });
    const repeated = await visitor.post(request, { 'Idempotency-Key': `"${key}"` });
    expect(repeated.body).toMatchObject({ outcome: 'certified' });
    expect(repeated.body['assertion']).not.toBe(sent.body['assertion']);
    expectProblem(
      await visitor.post({ ...request, email: 'x@unit.example' }, { 'Idempotency-Key': key }),
      422,
      'key-reused',
    );
  });

  it('publishes its keys, cacheable for five minutes', async ({ visitor }) => {
    const { status, headers, body } = await visitor.send('GET', '/.well-known/jwks.json', {});
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(body['keys']).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
    expect(JSON.stringify(body)).not.toContain('"d"');
  });

  it('says when the next try is possible, and counts outcomes without naming units', async ({
    bff,
    visitor,
  }) => {
    const request = await visitor.right();
    for (let i = 0; i < 5; i++) await visitor.post({ ...request, foundedOn: `1999-01-0${i + 1}` });
    const sent = await visitor.post(request);
    expectProblem(sent, 429, 'too-many-attempts');
    expect(Number(sent.headers.get('Retry-After'))).toBeGreaterThan(86_000);
    const metrics = await (await fetch(`${bff.url}/metrics`)).text();
    expect(metrics).toMatch(/registrations_total\{outcome="rejected",reason="registry-mismatch"\} [1-9]/);
    expect(metrics).toMatch(/registrations_total\{outcome="limited",reason=""\} [1-9]/);
    expect(metrics).not.toContain('founding-date');
    expect(metrics).not.toContain(visitor.unit);
  });

  it('sends webhooks: the certification to every site of the unit, the registration to the submitting site', async ({
    bff,
    database,
    visitor,
  }) => {
    const { kysely } = database;
    await kysely.updateTable('site').set({ webhook_url: 'https://portal.example/hook' }).execute();
    for (const id of ['department', 'stranger'])
      await kysely
        .insertInto('site')
        .values({ id, origins: [], secrets: 'x', webhook_url: 'https://x.example', created_at: new Date() })
        .execute();
    await kysely.insertInto('site_unit').values({ unit_code: visitor.unit, site_id: 'department' }).execute();
    const linked = uscc(80_000_000 + visitor.index);
    await registerUnit(bff.deps, linked);
    await submit(bff.deps, submitterOf(linked, { siteId: 'department' }), randomUUID(), rightClaim());
    await fanOutAll(bff.deps);
    await kysely.deleteFrom('webhook_delivery').execute();

    expect((await visitor.post(await visitor.right())).body).toMatchObject({ outcome: 'certified' });
    visitor.phone = phoneOf(80_000_000 + visitor.index);
    const link = rightRegistration(linked, visitor.phone, await proveFor(bff.deps, 'portal', visitor.phone));
    expect((await visitor.post(link)).body).toMatchObject({ outcome: 'certified' });
    await fanOutAll(bff.deps);
    const reported = await kysely
      .selectFrom('webhook_delivery')
      .innerJoin('event', 'event.position', 'webhook_delivery.event')
      .select(['event.type', 'event.unit_code', 'webhook_delivery.site_id'])
      .where('event.unit_code', 'in', [visitor.unit, linked])
      .execute();
    expect(reported.map(({ type, unit_code, site_id }) => `${unit_code} ${type} ${site_id}`).sort()).toEqual(
      [
        `${linked} unit.registered portal`,
        `${visitor.unit} registration.certified department`,
        `${visitor.unit} registration.certified portal`,
        `${visitor.unit} unit.registered portal`,
      ].sort(),
    );
  });

  it('keeps the personal data of refused and accepted registrations out of the database, logs and metrics', async ({
    bff,
    database,
    visitor,
  }) => {
    Object.assign(bff.deps.limits, LIMITS_OFF);
    const canaries: string[] = [];
    for (let i = 0; i < 50; i++) {
      const number = residentId(visitor.index);
      const agent = { name: `代理人乙${i}号`, idNumber: residentId(30_000 + i) };
      const legal = { name: `申报人甲${i}号`, idNumber: residentId(20_000 + i) };
      visitor.phone = phoneOf(90_000_000 + i);
      const email = `canary-${i}@unit.example`;
      const claimed = `假单位丙${i}有限公司`;
      const request = await visitor.right({ email, applicant: 'agent', agent });
      const wrong = { ...request, legalRepresentative: legal };
      canaries.push(...personalTexts(wrong), claimed, number, request.phoneProof);
      expect(
        (await visitor.post({ ...request, unit: { code: visitor.unit, name: claimed } })).body,
      ).toMatchObject({
        reason: 'unit-mismatch',
      });
      expect((await visitor.post(wrong)).body).toMatchObject({
        reason: 'registry-mismatch',
      });
      expect((await visitor.post(request)).body).toMatchObject({ reason: 'agent-without-record' });
      await registerHandler(bff.deps, visitor.unit, agent);
      expect((await visitor.post(request)).body).toMatchObject({ outcome: 'certified' });
      expect((await visitor.post({ ...request, phone: '1' })).status).toBe(422);
    }
    const metrics = await (await fetch(`${bff.url}/metrics`)).text();
    const places = [await dump(database), bff.log.join('\n'), metrics];
    expect(bff.log.length).toBeGreaterThanOrEqual(250);
    expect(canaries.length).toBeGreaterThanOrEqual(450);
    for (const place of places) expect(canaries.filter((canary) => place.includes(canary))).toEqual([]);
    expect(places[0]).toContain(NAME); // the dump does contain text, so the check can fail
  });
});
