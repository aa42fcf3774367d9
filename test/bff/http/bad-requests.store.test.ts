/**
 * No request is answered with 5xx, and every answer is as the API's document says. `BAD_REQUESTS` is the number of requests. The default
 * takes a few seconds; by hand: `BAD_REQUESTS=50000 npm test -- store bad-requests`.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { OpenApiDocument } from '../../../bff/http/openapi-document.ts';
import type { Purpose } from '../../../bff/contract/wire.ts';
import { ORIGIN } from '../../support/bff.ts';
import { bffTest } from '../../support/bff-test.ts';
import { registerUnit, uscc } from '../../support/people.ts';
import { easyChallenges } from '../registration/phone-support.ts';
import { badRequests, oddBodies, routesOf, schemasOf, type BadRequest } from './bad-requests.ts';

const DEFAULT_COUNT = 500;
const COUNT = Number(process.env['BAD_REQUESTS'] ?? DEFAULT_COUNT);
/** Requests sent at the same time. */
const ABREAST = 10;

const purposeOf = (route: string): Purpose =>
  route.startsWith('/v1/registrations')
    ? 'registration'
    : route.startsWith('/v1/units')
      ? 'status'
      : 'certification';

const it = bffTest()
  /** The API's document. */
  .extend('document', { scope: 'file' }, async ({ bff }) => {
    const answer = await fetch(`${bff.url}/openapi.json`);
    return (await answer.json()) as OpenApiDocument;
  })
  /** Sends a request with a valid token; returns the answer's status. */
  .extend('send', { scope: 'file' }, async ({ bff }) => {
    easyChallenges(bff);
    await registerUnit(bff.deps, uscc(1));
    const tokens = {
      certification: await bff.token(uscc(1)),
      registration: await bff.token('', { purpose: 'registration' }),
      status: await bff.token('', { purpose: 'status' }),
    };
    return async ({ route, method, path, headers, body }: BadRequest): Promise<number> => {
      const purpose = purposeOf(route);
      const answer = await fetch(bff.url + path, {
        method,
        headers: {
          Authorization: `Bearer ${tokens[purpose]}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': randomUUID(),
          ...(purpose !== 'status' && { Origin: ORIGIN }),
          ...headers,
        },
        redirect: 'manual',
        ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body: body as BodyInit }),
      });
      await answer.arrayBuffer();
      return answer.status;
    };
  });

describe('bad requests get no answer of 5xx', () => {
  it('any odd value in any place of any body', { timeout: 120_000 }, async ({ document, send }) => {
    const failed: string[] = [];
    const requests = routesOf(document).flatMap(({ route, method, body }) =>
      body ? oddBodies(body, '', schemasOf(document)).map((odd) => ({ route, method, odd })) : [],
    );
    expect(requests.length).toBeGreaterThan(1_000);
    await Promise.all(
      Array.from({ length: ABREAST }, async () => {
        for (let next = requests.pop(); next; next = requests.pop()) {
          const { route, method, odd } = next;
          const body = JSON.stringify(odd) ?? '';
          const status = await send({ route, method, path: route, headers: {}, body });
          if (status >= 500) failed.push(`${status} ${method} ${route} ${body.slice(0, 200)}`);
        }
      }),
    );
    expect(failed).toEqual([]);
  });

  it(`${COUNT} at random`, { timeout: 60_000 + COUNT * 20 }, async ({ document, send }) => {
    const statuses = new Map<number, number>();
    const abreast = fc.array(badRequests(document), { minLength: ABREAST, maxLength: ABREAST });
    await fc.assert(
      fc.asyncProperty(abreast, async (requests) => {
        const answers = await Promise.all(requests.map(send));
        for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect(answers.filter((status) => status >= 500)).toEqual([]);
      }),
      { numRuns: Math.ceil(COUNT / ABREAST) },
    );
    if (COUNT > DEFAULT_COUNT)
      process.stdout.write(`answers by status: ${JSON.stringify(Object.fromEntries(statuses))}\n`);
    expect(statuses.get(422)).toBeGreaterThan(COUNT / 10); // the schemas were reached
  });

  it('left no unexpected error in the log', ({ bff }) => {
    expect(bff.log.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });
});
