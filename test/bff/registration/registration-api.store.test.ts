/** A registration over real sockets: from challenge to verified assertion, every refusal, and what may not be kept. */
import { randomUUID } from 'node:crypto';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submit } from '../../../bff/certification/submit.ts';
import { ASSERTION_TYPE, type RegistrationRequest } from '../../../bff/contract/wire.ts';
import { fanOut } from '../../../bff/delivery/fan-out.ts';
import type { TokenRequest } from '../../../bff/sites/mint.ts';
import { ORIGIN, sentOf, startBff, type Sent, type TestBff } from '../../support/bff.ts';
import { DATABASES, type OpenDatabase } from '../../support/databases.ts';
import { LIMITS_OFF, submitterOf } from '../../support/dependencies.ts';
import { dump } from '../../support/dump.ts';
import { registerHandler, registerUnit, residentId, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { ISSUER, NAME, phoneOf, proveFor, rightRegistration } from './support.ts';

describe.each(DATABASES)('the registration API on %s', (_, open) => {
  let opened: OpenDatabase;
  let bff: TestBff;
  let next = 1;
  let unit: string;
  let phone: string;
  let token: string;
  let code: string;

  beforeAll(async () => {
    opened = await open();
    const sms = {
      gateway: 'console' as const,
      send: async (message: { code: string }) => {
        code = message.code;
        return { kind: 'sent' as const };
      },
    };
    bff = await startBff(opened.database, 'portal', { sms });
  });
  afterAll(async () => {
    await bff.close();
    await opened.close();
  });
  const mint = (change: Partial<TokenRequest> = {}) =>
    bff.token('', { purpose: 'registration', sub: 'visitor', unit: undefined, role: undefined, ...change });
  beforeEach(async () => {
    unit = uscc(next++);
    phone = phoneOf(next);
    token = await mint();
    await registerUnit(bff.deps, unit, { representative: { name: ZHANG.name, idNumber: residentId(next) } });
  });

  async function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Sent> {
    const response = await fetch(bff.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, Origin: ORIGIN, ...headers },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    return sentOf(response);
  }
  const json = { 'Content-Type': 'application/json' };
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send('POST', '/v1/registrations', { ...json, 'Idempotency-Key': `"${randomUUID()}"`, ...headers }, body);
  /** The right data of this test's unit. */
  const right = async (change: Partial<RegistrationRequest> = {}) =>
    rightRegistration(unit, phone, await proveFor(bff.deps, 'portal', phone), {
      legalRepresentative: { name: ZHANG.name, idNumber: residentId(next) },
      ...change,
    });
  const expectProblem = (sent: Sent, status: number, problem: string) => {
    expect(sent.body).toMatchObject({ status, code: problem });
    expect(sent.status).toBe(status);
    expect(sent.headers.get('Content-Type')).toBe('application/problem+json');
    expect(sent.headers.get('Cache-Control')).toBe('no-store');
  };

  it('goes from the challenge to an assertion that the portal’s server verifies', async () => {
    const challenge = (await send('GET', '/v1/registrations/challenge', {})).body as unknown as Challenge;
    const solution = await solveChallenge({ challenge, deriveKey });
    const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
    expect((await send('POST', '/v1/registrations/phone-codes', json, { phone, proof })).status).toBe(202);
    const proven = await send('POST', '/v1/registrations/phone-proofs', json, { phone, code });
    const { phoneProof } = proven.body as { phoneProof: string };

    const corrected = await post(await right({ phoneProof, unit: { code: unit, name: '别的公司' } }));
    expect(corrected.body).toEqual({
      outcome: 'rejected',
      reason: 'unit-mismatch',
      attempts: { remaining: 4, resetsAt: expect.any(String) as string },
    });
    const key = randomUUID();
    const request = await right({ phoneProof, phone: `+86 ${phone}` });
    const sent = await post(request, { 'Idempotency-Key': key });
    expect(sent.status).toBe(200);
    expect(sent.headers.get('Cache-Control')).toBe('no-store');
    expect(sent.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    expect(sent.body).toEqual({ outcome: 'certified', assertion: expect.any(String) as string });

    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', bff.url));
    const verified = await jwtVerify(sent.body['assertion'] as string, keys, {
      algorithms: ['ES256'],
      typ: ASSERTION_TYPE,
      issuer: ISSUER,
      audience: 'portal',
      subject: unit,
      requiredClaims: ['jti', 'iat', 'exp', 'unit', 'phone', 'email', 'kinds'],
      maxTokenAge: 300,
    });
    expect(verified.payload).toMatchObject({ unit: { code: unit, name: NAME }, phone });
    const repeated = await post(request, { 'Idempotency-Key': `"${key}"` });
    expect(repeated.body).toMatchObject({ outcome: 'certified' });
    expect(repeated.body['assertion']).not.toBe(sent.body['assertion']);
    expectProblem(
      await post({ ...request, email: 'x@unit.example' }, { 'Idempotency-Key': key }),
      422,
      'key-reused',
    );
  });

  it('publishes its keys, cacheable for five minutes', async () => {
    const { status, headers, body } = await send('GET', '/.well-known/jwks.json', {});
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(body['keys']).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
    expect(JSON.stringify(body)).not.toContain('"d"');
    expect((await send('POST', '/.well-known/jwks.json', {})).status).toBe(405);
  });

  it('refuses other tokens, origins, methods, keys and bodies', async () => {
    const request = await right();
    token = await bff.token(unit);
    expectProblem(await post(request), 403, 'purpose-not-allowed');
    token = await mint({ purpose: 'status' });
    expectProblem(await post(request), 403, 'purpose-not-allowed');
    token = await mint();
    for (const Origin of ['https://evil.example', 'null'])
      expectProblem(await post(request, { Origin }), 403, 'origin-not-allowed');
    expectProblem(await post(request, { Authorization: '' }), 401, 'token-missing');
    expectProblem(await post(request, { 'Idempotency-Key': '' }), 400, 'idempotency-key-missing');
    expectProblem(await post(request, { 'Idempotency-Key': '"1"' }), 400, 'idempotency-key-malformed');
    expectProblem(await post(request, { 'Content-Type': 'text/plain' }), 415, 'not-json');
    expectProblem(await post('{"unit"'), 400, 'malformed-json');
    expectProblem(await post({ filler: 'x'.repeat(17_000) }), 413, 'body-too-large');
    expectProblem(await send('GET', '/v1/registrations', {}), 405, 'method-not-allowed');
    expectProblem(await post({ ...request, phoneProof: 'none of ours' }), 422, 'phone-proof-expired');
  });

  it('tells every wrong field at once', async () => {
    const sent = await post({
      ...(await right()),
      unit: { code: `${unit.slice(0, 17)}${unit[17] === '0' ? '1' : '0'}`, name: ' ' },
      email: 'nobody',
      phone: '12',
      password: 'secret',
    });
    expectProblem(sent, 422, 'invalid-fields');
    expect(sent.body.errors).toEqual(
      expect.arrayContaining([
        { path: 'unit.code', code: 'bad-check-digit' },
        { path: 'unit.name', code: 'required' },
        { path: 'email', code: 'bad-format' },
        { path: 'phone', code: 'bad-format' },
        { path: 'password', code: 'unexpected' },
      ]),
    );
    expect(sent.body.errors).toHaveLength(5);
    expect((await post({})).body.errors).toHaveLength(7);
  });

  it('says when the next try is possible, and counts outcomes without saying whose', async () => {
    const request = await right();
    for (let i = 0; i < 5; i++) await post({ ...request, foundedOn: `1999-01-0${i + 1}` });
    const sent = await post(request);
    expectProblem(sent, 429, 'too-many-attempts');
    expect(Number(sent.headers.get('Retry-After'))).toBeGreaterThan(86_000);
    const metrics = await (await fetch(`${bff.url}/metrics`)).text();
    expect(metrics).toMatch(/registrations_total\{outcome="rejected",reason="registry-mismatch"\} [1-9]/);
    expect(metrics).toMatch(/registrations_total\{outcome="limited",reason=""\} [1-9]/);
    expect(metrics).not.toContain('founding-date');
    expect(metrics).not.toContain(unit);
  });

  it('tells sites: every one that knows the unit that it is certified, the submitting one that it registered', async () => {
    const { kysely } = opened.database;
    await kysely.updateTable('site').set({ webhook_url: 'https://portal.example/hook' }).execute();
    for (const id of ['department', 'stranger'])
      await kysely
        .insertInto('site')
        .values({ id, origins: [], secrets: 'x', webhook_url: 'https://x.example', created_at: new Date() })
        .execute();
    await kysely.insertInto('site_unit').values({ unit_code: unit, site_id: 'department' }).execute();
    const linked = uscc(80_000_000 + next);
    await registerUnit(bff.deps, linked);
    await submit(bff.deps, submitterOf(linked, { siteId: 'department' }), randomUUID(), rightClaim());
    while (await fanOut(opened.database, Date.now()));
    await kysely.deleteFrom('webhook_delivery').execute();

    expect((await post(await right())).body).toMatchObject({ outcome: 'certified' });
    phone = phoneOf(80_000_000 + next);
    const link = rightRegistration(linked, phone, await proveFor(bff.deps, 'portal', phone));
    expect((await post(link)).body).toMatchObject({ outcome: 'certified' });
    while (await fanOut(opened.database, Date.now()));
    const reported = await kysely
      .selectFrom('webhook_delivery')
      .innerJoin('outbox_event', 'outbox_event.id', 'webhook_delivery.event_id')
      .select(['outbox_event.type', 'outbox_event.unit_code', 'webhook_delivery.site_id'])
      .where('outbox_event.unit_code', 'in', [unit, linked])
      .execute();
    expect(reported.map(({ type, unit_code, site_id }) => `${unit_code} ${type} ${site_id}`).sort()).toEqual(
      [
        `${linked} unit.registered portal`,
        `${unit} unit.certified department`,
        `${unit} unit.certified portal`,
        `${unit} unit.registered portal`,
      ].sort(),
    );
  });

  it('keeps the personal data of refused and accepted registrations out of the database, logs and metrics', async () => {
    Object.assign(bff.deps.limits, LIMITS_OFF);
    const canaries: string[] = [];
    for (let i = 0; i < 50; i++) {
      const number = residentId(next);
      const agent = { name: `代理人乙${i}号`, idNumber: residentId(30_000 + i) };
      const legal = { name: `申报人甲${i}号`, idNumber: residentId(20_000 + i) };
      phone = phoneOf(90_000_000 + i);
      const email = `canary-${i}@unit.example`;
      const claimed = `假单位丙${i}有限公司`;
      const request = await right({ email, applicant: 'agent', agent });
      canaries.push(agent.name, agent.idNumber, legal.name, legal.idNumber, phone, email, claimed, number);
      canaries.push(request.phoneProof);
      expect((await post({ ...request, unit: { code: unit, name: claimed } })).body).toMatchObject({
        reason: 'unit-mismatch',
      });
      expect((await post({ ...request, legalRepresentative: legal })).body).toMatchObject({
        reason: 'registry-mismatch',
      });
      expect((await post(request)).body).toMatchObject({ reason: 'agent-without-record' });
      await registerHandler(bff.deps, unit, agent);
      expect((await post(request)).body).toMatchObject({ outcome: 'certified' });
      expect((await post({ ...request, phone: '1' })).status).toBe(422);
    }
    const metrics = await (await fetch(`${bff.url}/metrics`)).text();
    const places = [await dump(opened.database), bff.log.join('\n'), metrics];
    expect(bff.log.length).toBeGreaterThanOrEqual(250);
    for (const place of places) expect(canaries.filter((canary) => place.includes(canary))).toEqual([]);
    expect(places[0]).toContain(NAME); // the dump does hold text: the check can fail
  });
});
