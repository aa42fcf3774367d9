/** The BFF's application on a real socket, over a given database, with one HS256 site and a capturing log. */
import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve, type Http2Bindings, type HttpBindings, type ServerType } from '@hono/node-server';
import { pino } from 'pino';
import { createApp } from '../../bff/server/app.ts';
import { parseRange } from '../../bff/http/address.ts';
import type { RequestLimits } from '../../bff/http/guards.ts';
import type { Database } from '../../bff/database/database.ts';
import type { Problem } from '../../bff/contract/wire.ts';
import type { Sms } from '../../bff/sms/sms.ts';
import { createMetrics } from '../../bff/server/metrics.ts';
import type { PhoneDependencies } from '../../bff/phones/codes.ts';
import { DEFAULT_SMS_LIMITS } from '../../bff/limits/sms.ts';
import { createSiteUsageReport } from '../../bff/phones/site-usage.ts';
import { createSigningKeys } from '../../bff/signing/keys.ts';
import { addSite } from '../../bff/sites/manage.ts';
import { mintToken, type TokenRequest } from './mint-token.ts';
import { createSites } from '../../bff/sites/sites.ts';
import { createTokenVerifier } from '../../bff/sites/tokens.ts';
import { documentOf } from '../../bff/http/openapi-document.ts';
import { checkAnswers, type AnswerCheck } from './openapi.ts';
import { createRefusals, type Refusals } from '../../bff/limits/refusals.ts';
import { testDependencies, type TestDependencies } from './dependencies.ts';

export const ORIGIN = 'https://portal.example';

export interface TestBff {
  url: string;
  deps: TestDependencies;
  phone: PhoneDependencies;
  refusals: Refusals;
  routes: { method: string; path: string }[];
  /** Compares every answer with the API's document; `close` rejects when one differs. */
  answers: AnswerCheck;
  /** The secret of the site's tokens. */
  secret: string;
  /** Everything that was logged, as written. */
  log: string[];
  token(unitCode: string, change?: Partial<TokenRequest>): Promise<string>;
  close(): Promise<void>;
}

export interface TestBffOptions {
  requestLimits?: Partial<RequestLimits>;
  trustedProxies?: string[];
  widgetDir?: string;
  /** The site's origins. */
  origins?: string[];
  metricsToken?: string;
  /** Default: messages are dropped. */
  sms?: Sms;
}

/** An answer, its JSON body read. */
export interface Sent {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & Partial<Problem>;
}

export async function sentOf(answer: Response): Promise<Sent> {
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text ? (JSON.parse(text) as Sent['body']) : {},
  };
}

export async function startBff(
  database: Database,
  siteId: string,
  options: TestBffOptions = {},
): Promise<TestBff> {
  const deps = testDependencies(database);
  deps.clock.now = Date.now();
  const added = await addSite(
    { ...deps, actor: 'operator:tester' },
    { id: siteId, origins: options.origins ?? [ORIGIN], keys: { kind: 'hs256' } },
  );
  if (added.result !== 'added' || added.secret === undefined) throw new Error('the site was not added');
  const { secret } = added;
  const sites = createSites(database, deps.cipher, deps.now);
  await sites.start();
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
  const metrics = createMetrics();
  const phone: PhoneDependencies = {
    database,
    keys: deps.keys,
    digester: deps.digester,
    sms: options.sms ?? { gateway: 'console', send: async () => ({ kind: 'sent' }) },
    limits: { ...DEFAULT_SMS_LIMITS },
    onSiteUsage: createSiteUsageReport(logger, metrics.siteCodes),
    now: deps.now,
    randomInt,
  };
  const refusals = createRefusals(database);
  const signingKeys = createSigningKeys(deps);
  await signingKeys.current();
  const app = createApp({
    certification: deps,
    phone,
    sites,
    verifier: createTokenVerifier({ sites, now: deps.now }),
    signingKeys,
    metrics,
    refusals,
    log: logger,
    trustedProxies: (options.trustedProxies ?? []).map((text) => parseRange(text)!),
    requestLimits: {
      requestsPer10s: 0,
      serverRequestsPer10s: 0,
      serverCodesPer10s: 0,
      ...options.requestLimits,
    },
    metricsToken: options.metricsToken,
    publicUrl: 'https://bff.example',
    widgetDir: options.widgetDir ?? import.meta.dirname, // a folder without a widget
  });
  const answers = checkAnswers(await documentOf(app, 'https://bff.example')());
  const fetch = async (request: Request, env: HttpBindings | Http2Bindings) => {
    const answer = await app.fetch(request, env);
    await answers.check(request.method, new URL(request.url).pathname, answer.clone());
    return answer;
  };
  // Long, so that no request of a slow run is sent on a connection that is just closed as idle.
  const serverOptions = { keepAliveTimeout: 60_000 };
  const server = await new Promise<ServerType>((resolve) => {
    const listening = serve({ fetch, port: 0, hostname: '127.0.0.1', serverOptions }, () =>
      resolve(listening),
    );
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deps,
    phone,
    refusals,
    secret,
    log,
    routes: app.routes,
    answers,
    token: (code, change = {}) =>
      mintToken(
        secret,
        {
          siteId,
          purpose: 'certification',
          sub: 'user-1',
          unit: { code },
          role: 'administrator',
          lifetime: 300,
          ...change,
        },
        deps.now(),
      ),
    async close() {
      sites.close();
      await new Promise((resolve) => server.close(resolve));
      if (answers.violations.length > 0) throw new Error(answers.violations.join('\n'));
    },
  };
}
