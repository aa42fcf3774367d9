/** RFC 9457: every problem of the contract as the standard says. */
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, PROBLEM_TYPE_PREFIX } from '../../../bff/contract/wire.ts';
import type { Env } from '../../../bff/http/env.ts';
import { problem } from '../../../bff/http/problem.ts';
import { deviationsOf } from '../../support/openapi.ts';

describe.each(PROBLEM_CODES)('the problem %s', (code) => {
  it('is as RFC 9457 says', async () => {
    const app = new Hono<Env>().get('/', (c) => {
      c.set('requestId', 'request-1');
      return problem(c, code);
    });
    const answer = await app.request('/');
    // 3: the media type; 3.1: each member of its type; 3.1.3: the status of the document is that of the answer.
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    const body = (await answer.json()) as Record<string, unknown>;
    expect(deviationsOf(body, 'Problem')).toBe('');
    expect(body['status']).toBe(answer.status);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    // 3.1.1: a URI that names the kind of problem. Ours are not links.
    expect(body['type']).toBe(`${PROBLEM_TYPE_PREFIX}${code}`);
    expect(new URL(String(body['type'])).protocol).toBe('urn:');
    // 3.1.4 and 3.1.5: the title is the same for each occurrence; the detail helps, and reveals no internals.
    expect(body['title']).toMatch(/^[A-Z][^\n]{3,40}$/);
    expect(body['detail']).not.toMatch(/\bat \w+ \(|node_modules|select |Error:/);
  });
});
