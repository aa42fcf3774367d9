/**
 * Between a tester's browser and the certification service: forwards requests as a portal's proxy would,
 * disturbs them as the scenario says, and records them, masked.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { certifyByColleague, type Service } from './prepare.ts';
import { note, type Run } from './runs.ts';

export type ProxyContext = Context<{ Bindings: HttpBindings }>;

const PASSED_ON = ['authorization', 'content-type', 'idempotency-key', 'origin', 'accept'];
const PASSED_BACK = ['content-type', 'retry-after', 'ratelimit', 'ratelimit-policy', 'cache-control'];

const SLOW_MS = 4_000;

/** Requests at the same time, and in total: more than the service's default limit of 100 in ten seconds. */
const AT_A_TIME = 20;
const MOST_QUESTIONS = 200;

/** Replaces everything that a person may have typed. The contract's own words stay readable. */
function masked(body: string): string {
  const readable = new Set(['applicant']);
  try {
    return JSON.stringify(JSON.parse(body), (key, value: unknown) =>
      typeof value === 'string' && !readable.has(key) ? '•'.repeat(Math.min(value.length, 8)) : value,
    );
  } catch {
    return '（不是JSON）';
  }
}

const withoutConnection = (c: ProxyContext): Response => {
  c.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
};

const gatewayPage = () =>
  new Response('<h1>502 Bad Gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } });

export interface ProxyOptions {
  service: Service;
  /** How long submissions have no connection, in the scenario `offline`. */
  cutSeconds: number;
}

export function createProxy({ service, cutSeconds }: ProxyOptions) {
  const send = (c: ProxyContext, path: string, body: string | undefined) => {
    const headers = new Headers();
    for (const name of PASSED_ON) {
      const value = c.req.header(name);
      if (value !== undefined) headers.set(name, value);
    }
    return fetch(service.bffUrl + path, {
      method: c.req.method,
      headers,
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    });
  };

  /** Asks for the status with the user's token until the service answers 429. */
  const spendPace = async (c: ProxyContext) => {
    const ask = async () => {
      const answer = await fetch(`${service.bffUrl}/v1/certification`, {
        headers: { authorization: c.req.header('authorization') ?? '', origin: service.url },
        signal: AbortSignal.timeout(20_000),
      });
      await answer.body?.cancel();
      return answer.status;
    };
    for (let asked = 0; asked < MOST_QUESTIONS; asked += AT_A_TIME) {
      const answers = await Promise.all(Array.from({ length: AT_A_TIME }, ask));
      if (answers.includes(429)) return;
    }
  };

  /** The answer to a submission that does not arrive; undefined when it does. */
  const disturb = async (c: ProxyContext, run: Run, path: string, body: string) => {
    const first = (run.firstSubmission ??= service.now());
    switch (run.scenario.trouble) {
      case 'offline':
        return service.now() - first < cutSeconds * 1000 ? withoutConnection(c) : undefined;
      case 'gateway':
        return gatewayPage();
      case 'hurried':
        if (!run.prepared) await spendPace(c);
        run.prepared = true;
        return undefined;
      case 'overtaken':
        if (!run.prepared) await certifyByColleague(service, run);
        run.prepared = true;
        return undefined;
      case 'key-reused':
        // Use the key for another claim first, so that the widget gets the service's real answer.
        if (!run.prepared) await send(c, path, body.replace(/"\d{4}-\d\d-\d\d"/, '"1999-01-01"'));
        run.prepared = true;
        return undefined;
      default:
        return undefined;
    }
  };

  return async (c: ProxyContext, run: Run, path: string): Promise<Response> => {
    const began = service.now();
    const body = c.req.method === 'POST' ? await c.req.text() : undefined;
    if (run.scenario.trouble === 'slow') await sleep(SLOW_MS);
    const disturbed =
      body !== undefined && path === '/v1/certification' ? await disturb(c, run, path, body) : undefined;
    const answer = disturbed ?? (await send(c, path, body).catch(gatewayPage));
    const cut = disturbed === RESPONSE_ALREADY_SENT;
    note(run, {
      method: c.req.method,
      path,
      status: cut ? undefined : answer.status,
      took: service.now() - began,
      ...(body !== undefined && { body: masked(body) }),
    });
    if (cut) return answer;
    const headers = new Headers();
    for (const name of PASSED_BACK) {
      const value = answer.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
  };
}
