/** JSONTestSuite's vectors (RFC 8259) as bodies of requests. */
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonBody } from '../../../bff/http/body.ts';
import type { Env } from '../../../bff/http/env.ts';
import vectors from './vectors/json-test-suite.json' with { type: 'json' };

const app = new Hono<Env>();
app.use((c, next) => {
  c.set('requestId', 'test');
  return next();
});
app.post('/', jsonBody(z.unknown(), { bytes: 16 * 1024 }), (c) => c.text('taken'));

async function send(base64: string) {
  const body = Buffer.from(base64, 'base64');
  const answer = await app.request('/', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  return answer.status === 200 ? 'taken' : ((await answer.json()) as { code: string }).code;
}

const answersTo = async (prefix: string) => {
  const chosen = Object.entries(vectors).filter(([name]) => name.startsWith(prefix));
  const answers = new Map<string, string[]>();
  for (const [name, base64] of chosen) {
    const answer = await send(base64);
    answers.set(answer, [...(answers.get(answer) ?? []), name]);
  }
  return { count: chosen.length, answers };
};

describe('JSONTestSuite', () => {
  it('documents that are JSON are accepted', async () => {
    const { count, answers } = await answersTo('y_');
    expect(count).toBe(95);
    expect(answers.get('malformed-json')).toBeUndefined();
  });

  it('documents that are not JSON are malformed', async () => {
    const { count, answers } = await answersTo('n_');
    expect(count).toBe(186);
    expect([...answers.keys()]).toEqual(['malformed-json']);
  });

  it('documents on which parsers differ are accepted or malformed, never an internal error', async () => {
    const { count, answers } = await answersTo('i_');
    expect(count).toBe(35);
    expect([...answers.keys()].sort()).toEqual(['malformed-json', 'taken']);
  });
});
