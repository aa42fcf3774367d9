/** Rules for every answer: its headers, and the limits of those whose token is refused. */
import { describe, expect, vi } from 'vitest';
import { ORIGIN } from '../../support/bff.ts';
import { ask, bffTest, expectProblem } from '../../support/bff-test.ts';
import { ZHANG } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';

const it = bffTest({ requestLimits: { requestsPer10s: 5 } });
const behindProxy = bffTest({
  trustedProxies: ['127.0.0.0/8'],
  requestLimits: { requestsPer10s: 5 },
});

describe('every answer', () => {
  it.for([
    ['GET', '/'],
    ['POST', '/', 405],
    ['GET', '/nothing', 404],
    ['GET', '/favicon.ico', 404],
    ['DELETE', '/nothing', 404],
    ['HEAD', '/livez'],
    ['GET', '/readyz'],
    ['GET', '/metrics'],
    ['GET', '/openapi.json'],
    ['GET', '/docs'],
    ['GET', '/v1/nothing', 404],
    ['GET', '/v1/certification', 401],
    ['OPTIONS', '/v1/certification', 204],
    ['OPTIONS', '/v1/certification', 403, 'https://evil.example'],
    ['GET', '/widget/nothing.js', 404],
    ['GET', '/widget/0.0.0/nothing.js', 404],
    ['GET', '/.well-known/jwks.json'],
    ['GET', '/.well-known/nothing', 404],
  ] as const)(
    'to %s %s has headers against guessing a media type and running scripts',
    async ([method, path, status = 200, origin = ORIGIN], { bff }) => {
      const answer = await fetch(bff.url + path, { method, headers: { Origin: origin } });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(answer.headers.get('Content-Security-Policy')).toMatch(
        /^default-src 'none';.*frame-ancestors 'none'$/,
      );
      expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
    },
  );
});

it('an unexpected error is logged with its stack frames, not its message, and the answer has neither', async ({
  bff,
  database,
  onTestFinished,
}) => {
  const unit = await newUnit(bff.deps);
  const headers = { Authorization: `Bearer ${await bff.token(unit)}`, Origin: ORIGIN };
  const data = [ZHANG.name, ZHANG.idNumber];
  const run = database.run.bind(database);
  const broken = vi.spyOn(database, 'run').mockImplementation((statement, values) => {
    if (statement.name !== 'certification_status') return run(statement, values) as Promise<never[]>;
    throw new Error(`cannot read "${data[0]}\n    at ${data[1]} (row:1:1)"`);
  });
  onTestFinished(() => broken.mockRestore());
  const answer = await ask(bff, 'GET', '/v1/certification', headers);
  expectProblem(answer, 500, 'internal');
  expect(JSON.stringify(answer.body)).not.toMatch(/\.ts|\bat /);
  const line = bff.log.find((each) => each.includes('unexpected error'))!;
  const { stack, requestId } = JSON.parse(line) as { stack: string[]; requestId: string };
  expect(requestId).toBe(answer.body.requestId);
  expect(stack[0]).toContain('every-answer.store.test.ts');
  for (const word of data) expect(line).not.toContain(word);
});

describe('a request whose token is refused', () => {
  const expired = { lifetime: -600 };

  it('does not limit other clients when the address is unknown', async ({ bff }) => {
    const unit = await newUnit(bff.deps);
    for (let i = 0; i < 20; i++) {
      const Authorization = `Bearer ${await bff.token(unit, { ...expired, sub: `user-${i}` })}`;
      expectProblem(
        await ask(bff, 'GET', '/v1/certification', { Authorization, Origin: ORIGIN }),
        401,
        'token-expired',
      );
    }
  });

  behindProxy(
    'counts for its address, whose limit is checked before a signature is verified',
    async ({ bff }) => {
      const unit = await newUnit(bff.deps);
      const from = (address: string, token: string) =>
        ask(bff, 'GET', '/v1/certification', {
          Authorization: `Bearer ${token}`,
          Origin: ORIGIN,
          'X-Forwarded-For': address,
        });
      const known = await bff.token(unit);
      expect((await from('198.51.100.1', known)).status).toBe(200);
      const forged = `${known.slice(0, -6)}AAAAAA`;
      for (let i = 0; i < 5; i++) expectProblem(await from('198.51.100.1', forged), 401, 'token-invalid');
      const refused = await from('198.51.100.1', await bff.token(unit, { sub: 'new' }));
      expectProblem(refused, 429, 'too-many-requests'); // refused without a check of its right signature
      expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(10);
      expect((await from('198.51.100.1', known)).status).toBe(200); // its token was verified before
      expectProblem(await from('198.51.100.2', forged), 401, 'token-invalid');
      expect((await from('198.51.100.2', await bff.token(unit, { sub: 'new' }))).status).toBe(200);
    },
  );
});
