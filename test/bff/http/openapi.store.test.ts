/** `/openapi.json` is valid. Every documented answer of every route is requested, and compared with the document. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { VERSION } from '../../../bff/contract/version.ts';
import type { OpenApiDocument } from '../../../bff/http/openapi-document.ts';
import type { TokenRequest } from '../../support/mint-token.ts';
import { unlockUnit } from '../../../bff/staff/unit.ts';
import { ORIGIN, type TestBff } from '../../support/bff.ts';
import { ask, bffTest } from '../../support/bff-test.ts';
import { documentedAnswers } from '../../support/openapi.ts';
import {
  LI,
  registerHandler,
  registerUnit,
  residentId,
  rightClaim,
  uscc,
  usccOfClass,
  ZHANG,
} from '../../support/people.ts';
import { createPhones, easyChallenges, otherThan, visitorOf } from '../registration/phone-support.ts';
import { phoneOf, proveFor, rightRegistration } from '../registration/support.ts';

const wrongClaim = (index = 0) =>
  rightClaim({ legalRepresentative: { name: ZHANG.name, idNumber: residentId(100 + index) } });

/** Every route that needs a token: the token's purpose, and a request. */
const GUARDED = [
  ['GET', '/v1/certification', 'certification'],
  ['POST', '/v1/certification', 'certification'],
  ['DELETE', '/v1/certification/kept/XEZYZ7UX', 'certification'],
  ['GET', '/v1/registrations/challenge', 'registration'],
  ['POST', '/v1/registrations/phone-codes', 'registration'],
  ['POST', '/v1/registrations/phone-proofs', 'registration'],
  ['POST', '/v1/registrations', 'registration'],
  ['GET', `/v1/units/${uscc(1)}/certification`, 'status'],
  ['GET', `/v1/units/${uscc(1)}/certifications`, 'status'],
  ['POST', '/v1/units/certifications', 'status'],
] as const;

const widgetDir = mkdtempSync(join(tmpdir(), 'widget-'));
const phones = createPhones();
let next = 10;

interface Call {
  body?: unknown;
  key?: string;
  headers?: Record<string, string>;
  token?: Partial<TokenRequest>;
}

/** Calls as a new user, with a new idempotency key and the origin that the purpose requires. */
const callerOf =
  (bff: TestBff) =>
  async (method: string, path: string, purpose: TokenRequest['purpose'], change: Call = {}) => {
    const token = await bff.token(uscc(next), {
      purpose,
      sub: `user-${next}`,
      ...change.token,
    });
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': change.key ?? randomUUID(),
      ...(purpose !== 'status' && { Origin: ORIGIN }),
      ...change.headers,
    };
    const sent = await ask(bff, method, path, headers, method === 'POST' ? (change.body ?? {}) : undefined);
    return { status: sent.status, code: sent.body.code, reference: sent.body.reference };
  };

const it = bffTest({
  widgetDir,
  metricsToken: 'm-token',
  requestLimits: { requestsPer10s: 40, serverRequestsPer10s: 40 },
  sms: phones,
})
  .extend('call', ({ bff }) => callerOf(bff))
  .extend('get', ({ bff }) => (path: string, headers: Record<string, string> = {}) => {
    return fetch(bff.url + path, { headers });
  })
  .extend('document', async ({ get }) => (await (await get('/openapi.json')).json()) as OpenApiDocument)
  .extend('freshUnit', ({ bff }) => () => {
    return registerUnit(bff.deps, uscc(++next));
  });

describe('the API’s document', () => {
  beforeAll(() => writeFileSync(join(widgetDir, 'unit-certification.js'), 'export {};'));
  it.beforeAll(({ bff }) => easyChallenges(bff));
  it.beforeAll(({ bff }) => {
    bff.deps.counter = true;
  });
  afterAll(() => rmSync(widgetDir, { recursive: true }));

  it('is valid OpenAPI 3.1', async ({ document }) => {
    const validator = new Validator();
    expect(await validator.validate(document)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('names the webhooks', async ({ get, document }) => {
    const types = [
      'unit.certified',
      'unit.due',
      'unit.lapsed',
      'unit.rejected',
      'unit.expired',
      'unit.registered',
      'unit.case',
    ];
    expect(Object.keys(document.webhooks ?? {})).toEqual(types);
    expect(await (await get('/docs')).text()).toContain('Webhook unit.certified');
  });

  it.for(GUARDED)(
    '%s %s answers a caller without access as documented',
    async ([method, path, purpose], { call }) => {
      next++;
      const refused = async (change: Call) => (await call(method, path, purpose, change)).code;
      expect(await refused({ headers: { Authorization: '' } })).toBe('token-missing');
      expect(await refused({ headers: { Authorization: 'Bearer nonsense' } })).toBe('token-invalid');
      expect(await refused({ token: { lifetime: -120 } })).toBe('token-expired');
      expect(await refused({ headers: { Origin: 'https://elsewhere.example' } })).toBe('origin-not-allowed');
      const other = { purpose: purpose === 'status' ? 'registration' : 'status' } as const;
      const origin = purpose === 'status' ? { Origin: ORIGIN } : undefined;
      const otherOrigin = await call(method, path, other.purpose, { headers: origin ?? {} });
      expect(otherOrigin.code).toBe('purpose-not-allowed');
      for (let i = 0; i < 40; i++)
        await call(method, path, purpose, { headers: { Origin: 'https://x.example' } });
      expect(await refused({})).toBe('too-many-requests');
    },
  );

  it.for(GUARDED.filter(([method]) => method === 'POST'))(
    '%s %s answers an unreadable body as documented',
    async ([method, path, purpose], { call }) => {
      next++;
      const refused = async (change: Call) => (await call(method, path, purpose, change)).code;
      expect(await refused({ headers: { 'Content-Type': 'text/plain' } })).toBe('not-json');
      expect(await refused({ body: `"${'x'.repeat(70_000)}"` })).toBe('body-too-large');
      expect(await refused({ body: '{' })).toBe('malformed-json');
      expect(await refused({ body: { unknown: 1 } })).toBe('invalid-fields');
    },
  );

  it.for([
    ['/v1/certification', 'certification'],
    ['/v1/registrations', 'registration'],
  ] as const)('POST %s answers a missing or wrong key as documented', async ([path, purpose], { call }) => {
    expect((await call('POST', path, purpose, { key: '' })).code).toBe('idempotency-key-missing');
    for (const key of ['x', '1', `"${randomUUID()}`, `${randomUUID()}x`])
      expect((await call('POST', path, purpose, { key })).code).toBe('idempotency-key-malformed');
  });

  it('submissions', async ({ call, freshUnit }) => {
    const path = '/v1/certification';
    const send = (change: Call) => call('POST', path, 'certification', change);
    await freshUnit();
    expect((await send({ body: {}, token: { role: 'operator' } })).code).toBe('administrator-required');
    const key = randomUUID();
    expect((await send({ body: wrongClaim(), key })).status).toBe(200);
    expect((await send({ body: rightClaim(), key })).code).toBe('key-reused');
    for (let i = 1; i < 5; i++) await send({ body: wrongClaim(i) });
    expect((await send({ body: rightClaim() })).code).toBe('too-many-attempts');
    await freshUnit();
    expect((await send({ body: rightClaim() })).status).toBe(200);
    expect((await send({ body: rightClaim() })).code).toBe('way-closed');
    expect((await call('GET', path, 'certification')).status).toBe(200);
  });

  const SUBMISSIONS = '/v1/certification';
  const keptAt = ({ reference }: { reference: string | undefined }): string =>
    `/v1/certification/kept/${reference}`;

  it('re-checks', async ({ call, freshUnit }) => {
    const send = (body: object) =>
      call('POST', SUBMISSIONS, 'certification', { body: { ...body, intent: 'recheck', consent: true } });
    await freshUnit();
    const claim = wrongClaim(next);
    expect((await send(claim)).code).toBe('way-closed');
    await call('POST', SUBMISSIONS, 'certification', { body: claim });
    expect((await send(wrongClaim(next + 1))).code).toBe('claim-differs');
    const kept = await send(claim);
    expect(kept.status).toBe(200);
    expect((await call('GET', SUBMISSIONS, 'certification')).status).toBe(200);
    const operator = { token: { role: 'operator' } } as const;
    const withdraw = (change: Call = {}) => call('DELETE', keptAt(kept), 'certification', change);
    expect((await withdraw(operator)).code).toBe('administrator-required');
    expect((await withdraw()).status).toBe(200);
    expect((await withdraw()).status, 'there is none any more').toBe(200);
  });

  it('cases at the counter', async ({ bff, call, freshUnit }) => {
    const send = (body: object) =>
      call('POST', SUBMISSIONS, 'certification', { body: { ...body, intent: 'counter', consent: true } });
    await freshUnit();
    await bff.deps.database.kysely.deleteFrom('limit_counter').where('kind', '!=', 'unit').execute();
    let kept = await send(rightClaim());
    expect(kept.status).toBe(200);
    expect((await send(wrongClaim())).code).toBe('way-closed');
    expect((await call('GET', SUBMISSIONS, 'certification')).status).toBe(200);
    for (let index = 1; index <= bff.deps.limits.casesPer30Days; index++) {
      expect((await call('DELETE', keptAt(kept), 'certification')).status).toBe(200);
      kept = await send(wrongClaim(index));
    }
    expect(kept.code).toBe('too-many-attempts');
    expect((await call('POST', SUBMISSIONS, 'certification', { body: rightClaim() })).status).toBe(200);
    expect((await send(rightClaim())).code).toBe('way-closed');
  });

  it('withdrawals of agents', async ({ bff, call, freshUnit }) => {
    const submit = (body: object) => call('POST', SUBMISSIONS, 'certification', { body });
    const send = (agent: object) => submit({ intent: 'withdraw', agent });
    await freshUnit();
    await registerHandler(bff.deps, uscc(next), LI);
    expect((await send(LI)).code).toBe('way-closed');
    const claim = rightClaim({ applicant: 'agent', agent: LI });
    expect((await submit(claim)).status).toBe(200);
    expect((await submit({ ...wrongClaim(next), intent: 'replace' })).status).toBe(200);
    expect((await submit({ ...claim, intent: 'replace' })).code).toBe('invalid-fields');
    expect((await send({ ...LI, idNumber: residentId(299) })).code).toBe('agent-differs');
    expect((await send(LI)).status).toBe(200);
    expect((await send(LI)).code).toBe('way-closed');
    expect((await call('GET', SUBMISSIONS, 'certification')).status).toBe(200);
    const history = await call('GET', `/v1/units/${uscc(next)}/certifications`, 'status');
    expect(history.status).toBe(200);
    await freshUnit();
    await registerHandler(bff.deps, uscc(next), LI);
    await submit(claim);
    for (let i = 0; i < bff.deps.limits.agentPerDay; i++)
      await send({ ...LI, idNumber: residentId(300 + i) });
    expect((await send(LI)).code).toBe('too-many-attempts');
  });

  it('phones', async ({ bff }) => {
    const visitor = visitorOf(bff);
    const phone = phoneOf(++next);
    expect((await visitor.askCode(phone, 'nonsense')).body.code).toBe('proof-of-work-invalid');
    expect((await visitor.prove(phone, '000000')).body.code).toBe('phone-code-expired');
    expect((await visitor.askCode(phone)).status).toBe(202);
    expect((await visitor.askCode(phone)).body.code).toBe('too-many-codes');
    const { smsPerSiteHour } = bff.phone.limits;
    bff.phone.limits.smsPerSiteHour = 1;
    expect((await visitor.askCode(phoneOf(++next))).body.code).toBe('codes-exhausted');
    bff.phone.limits.smsPerSiteHour = smsPerSiteHour;
    expect((await visitor.prove(phone, otherThan(phones.codeOf(phone)))).body.code).toBe('phone-code-wrong');
    expect((await visitor.prove(phone, phones.codeOf(phone))).status).toBe(200);
  });

  it('registrations', async ({ bff, call, freshUnit }) => {
    const send = (body: object, key = randomUUID()) =>
      call('POST', '/v1/registrations', 'registration', { body, key });
    await freshUnit();
    const phone = phoneOf(next);
    const proof = await proveFor(bff.deps, 'portal', phone);
    const request = rightRegistration(uscc(next), phone, proof);
    expect((await send({ ...request, phoneProof: 'none' })).code).toBe('phone-proof-expired');
    await unlockUnit(
      bff.deps,
      request.unit.code,
      { reason: 'other tests aimed at the same person', actor: 'operator:tester' },
      bff.deps.now(),
    );
    const key = randomUUID();
    expect((await send({ ...request, ...wrongClaim(next) }, key)).status).toBe(200);
    expect((await send(request, key)).code).toBe('key-reused');
    const other = await proveFor(bff.deps, 'portal', phone);
    expect((await send({ ...request, phoneProof: other })).status).toBe(200);
    await freshUnit();
    const repeated = rightRegistration(uscc(next), phone, await proveFor(bff.deps, 'portal', phone));
    for (let i = 0; i < 5; i++) await send({ ...repeated, ...wrongClaim(next * 10 + i) });
    expect((await send(repeated)).code).toBe('too-many-attempts');
  });

  it('a unit of a class that no register has', async ({ bff, call }) => {
    const code = usccOfClass('31', ++next);
    bff.deps.sources.registry = undefined;
    const token = { unit: { code } };
    bff.deps.counter = false;
    const refused = await call('POST', '/v1/certification', 'certification', { body: rightClaim(), token });
    expect(refused.code).toBe('way-closed');
    const phone = phoneOf(next);
    const asking = { phone, proof: 'any', unit: { code } };
    expect((await call('POST', '/v1/registrations/phone-codes', 'registration', { body: asking })).code).toBe(
      'no-source',
    );
    const body = rightRegistration(code, phone, await proveFor(bff.deps, 'portal', phone));
    expect((await call('POST', '/v1/registrations', 'registration', { body })).code).toBe('no-source');
    bff.deps.counter = true;
  });

  it('a unit that officers hold', async ({ bff, call, freshUnit }) => {
    await freshUnit();
    const code = uscc(next);
    const hold = { placed_at: new Date(bff.deps.now()), placed_by: 'staff:officer-2' } as const;
    await bff.deps.database.kysely
      .insertInto('unit_hold')
      .values({ organization_code: code.slice(8, 17), unit_code: code, ...hold })
      .execute();
    const phone = phoneOf(next);
    const body = rightRegistration(code, phone, await proveFor(bff.deps, 'portal', phone));
    expect((await call('POST', '/v1/registrations', 'registration', { body })).code).toBe('way-closed');
  });

  it('units’ states', async ({ call }) => {
    expect((await call('GET', `/v1/units/${uscc(next)}/certification`, 'status')).status).toBe(200);
    expect((await call('GET', '/v1/units/nonsense/certification', 'status')).code).toBe('not-found');
    const history = `/v1/units/${uscc(next)}/certifications`;
    expect((await call('GET', history, 'status')).status).toBe(200);
    expect((await call('GET', `${history}?next=x`, 'status')).code).toBe('invalid-fields');
    expect((await call('GET', '/v1/units/nonsense/certifications', 'status')).code).toBe('not-found');
    const body = { codes: [uscc(next), uscc(99_999_999)] };
    expect((await call('POST', '/v1/units/certifications', 'status', { body })).status).toBe(200);
  });

  it('public routes', async ({ get }) => {
    for (const path of ['/', '/livez', '/readyz', '/openapi.json', '/docs', '/.well-known/jwks.json'])
      expect((await get(path)).status).toBe(200);
    expect((await get('/metrics')).status).toBe(401);
    expect((await get('/metrics', { Authorization: 'Bearer m-token' })).status).toBe(200);
    for (const folder of ['/widget', `/widget/${VERSION}`]) {
      const file = await get(`${folder}/unit-certification.js`);
      expect(file.status).toBe(200);
      const known = { 'If-None-Match': file.headers.get('ETag')! };
      expect((await get(`${folder}/unit-certification.js`, known)).status).toBe(304);
      expect((await get(`${folder}/none.js`)).status).toBe(404);
    }
  });

  it('has been tested completely, except for an unreachable database and an internal error', async ({
    bff,
    document,
  }) => {
    const asked = documentedAnswers(document).filter((answer) => !/ (internal|unavailable)$/.test(answer));
    expect(asked.filter((answer) => !bff.answers.seen.has(answer))).toEqual([]);
    expect(bff.answers.violations).toEqual([]);
  });
});
