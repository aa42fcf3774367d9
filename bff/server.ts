/** Boot: everything that has an effect is made here, wired, started, and stopped in order. */
import { randomInt, randomUUID } from 'node:crypto';
import { Server as NetServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve as listen, type ServerType } from '@hono/node-server';
import { pino, type Logger } from 'pino';
import { createApp } from './app.ts';
import { readHead } from './audit/head.ts';
import { removeOldEntries } from './audit/retention.ts';
import { createSealer } from './audit/seal.ts';
import { settleOne } from './certification/settle.ts';
import type { Dependencies } from './certification/submit.ts';
import type { Config } from './config.ts';
import { createInsurancePartner, createRegistryPartner } from './evidence/partners.ts';
import { fanOut } from './delivery/fan-out.ts';
import { createLanes } from './delivery/lanes.ts';
import { createReport } from './delivery/report.ts';
import { createSend } from './delivery/send.ts';
import { createDestinations } from './network/destinations.ts';
import { createSms } from './sms/gateways.ts';
import { openResources, type Resources } from './resources.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { removeExpired } from './protection/retention.ts';
import type { PhoneDependencies } from './registration/phone-codes.ts';
import { createSites } from './sites/sites.ts';
import { createTokenVerifier } from './sites/tokens.ts';
import { wakeMisdated } from './wake.ts';
import { runWorker, type Worker } from './worker.ts';

/** How long requests in hand may take after SIGTERM. Milliseconds. */
const DRAIN = 25_000;
/** After SIGTERM the process ends within this time, whatever it still waits for. Milliseconds. */
const STOP_WITHIN = 45_000;
/** How long an idle connection may still bring a request after SIGTERM. Milliseconds. */
const IDLE_GRACE = 1_000;
/** Who sends a request byte by byte must not keep a connection for minutes; the answer is 408. Milliseconds. */
export const SERVER_OPTIONS = {
  headersTimeout: 15_000,
  /** Headers and body. */
  requestTimeout: 30_000,
  /** How often both are looked at. */
  connectionsCheckingInterval: 2_000,
} as const;
/** Beside us when built, in `dist` when run from the sources. */
const WIDGET_DIR = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/widget/' : '../widget/', import.meta.url),
);

/**
 * Opens the door for the command line, which works on the embedded database through the process that has it.
 * `onChange` is called after a command that changed something.
 */
export type StartControl = (parts: {
  resources: Resources;
  onChange: () => Promise<void>;
}) => Promise<{ close(): Promise<void> }>;

/** Runs the BFF until SIGTERM or SIGINT. Throws when it cannot start. */
export async function serve(config: Config, startControl: StartControl): Promise<void> {
  const log = pino({ level: config.logLevel, base: null });
  const resources = await openResources(config);
  const stopping = new AbortController();
  try {
    await run(resources, log, stopping, startControl);
  } finally {
    stopping.abort();
    await resources.close();
  }
}

async function run(
  resources: Resources,
  log: Logger,
  stopping: AbortController,
  startControl: StartControl,
): Promise<void> {
  const { config, database, digester, cipher } = resources;
  const now = Date.now;
  const { limits, smsLimits, requestsPer10s } = config;
  for (const [name, value] of Object.entries({ ...limits, ...smsLimits, requestsPer10s }))
    if (value === 0) log.warn({ limit: name }, 'a limit is off');

  const metrics = createMetrics();
  const sites = createSites(database, cipher, now, {
    report: (message) => log.warn({ message }, 'sites'),
  });
  await sites.start();
  const certification: Dependencies = {
    database,
    digester,
    cipher,
    sources: {
      registry: config.registry && createRegistryPartner(config.registry, digester),
      insurance: config.insurance && createInsurancePartner(config.insurance),
    },
    limits: config.limits,
    rules: { agentRecordMaxAgeDays: config.agentRecordMaxAgeDays },
    now,
    newId: randomUUID,
  };
  const app = createApp({
    certification,
    phone: phoneDependencies(resources, log, metrics),
    sites,
    verifier: createTokenVerifier({ sites, now }),
    metrics,
    log,
    trustedProxies: config.trustedProxies,
    requestsPer10s: config.requestsPer10s,
    metricsToken: config.metricsToken,
    publicUrl: config.publicUrl,
    widgetDir: WIDGET_DIR,
  });
  const control = await startControl({ resources, onChange: () => sites.refresh() });
  const workers = startWorkers(resources, certification, log, metrics, stopping.signal);
  try {
    const server = await listening(app.fetch, config);
    const stopped = stopSignal(); // before anybody is told that we are ready
    log.info({ url: config.publicUrl, database: database.kind, migrated: resources.migrated }, 'ready');
    await stopped;
    log.info('stopping: requests in hand are finished');
    setTimeout(() => {
      log.fatal('stopped in the middle of work: it took too long');
      process.exit(1);
    }, STOP_WITHIN).unref();
    await drain(server);
  } finally {
    stopping.abort();
    await workers;
    await control.close();
    sites.close();
  }
}

function phoneDependencies(resources: Resources, log: Logger, metrics: Metrics): PhoneDependencies {
  const { config, database, keys, digester } = resources;
  const sms = createSms(config.sms, {
    now: Date.now,
    count: (gateway, result) => metrics.sms.inc({ gateway, result }),
    terminal: database.kind === 'embedded' ? (line) => void process.stdout.write(`${line}\n`) : undefined,
  });
  if (sms.gateway === 'none')
    log.warn('no SMS gateway (SMS_HTTP_URL or SMS_ALIYUN_…): new units cannot get a code to register with');
  if (sms.gateway === 'console') log.warn('no SMS gateway: registration codes appear in this terminal');
  return {
    database,
    keys,
    digester,
    sms,
    limits: config.smsLimits,
    now: Date.now,
    randomInt,
  };
}

async function startWorkers(
  resources: Resources,
  certification: Dependencies,
  log: Logger,
  metrics: Metrics,
  signal: AbortSignal,
): Promise<void> {
  const { config, database, cipher, keys } = resources;
  const audit = { database, cipher, keys, now: Date.now };
  const deliverer = {
    database,
    cipher,
    head: () => readHead(database, keys),
    send: createSend(Date.now, createDestinations(config.webhookAllow)),
    now: Date.now,
    report: createReport(log, (result) => metrics.workers.inc({ worker: 'webhook-delivery', result })),
  };
  const lanes = createLanes(deliverer, signal);
  const workers: Worker[] = [
    { name: 'pending', pause: 1_000, step: async () => (await settleOne(certification)) !== 'nothing-due' },
    { name: 'audit-seal', pause: 1_000, step: createSealer(audit) },
    { name: 'fan-out', pause: 500, step: () => fanOut(database, Date.now()) },
    { name: 'webhooks', pause: 500, step: () => lanes.step() },
    { name: 'misdated', pause: 60_000, step: () => wakeMisdated(database, Date.now()) },
    { name: 'retention', pause: 600_000, step: () => removeExpired(database, Date.now()) },
    { name: 'audit-retention', pause: 600_000, step: () => removeOldEntries(audit) },
    { name: 'audit-head', pause: 60_000, step: () => logHead(resources, log) },
  ];
  await Promise.all(workers.map((worker) => runWorker(worker, log, metrics, signal)));
  await lanes.idle();
}

/** The log is kept where the database's users cannot write: what they would remove from the audit stands there. */
async function logHead({ database, keys }: Resources, log: Logger): Promise<boolean> {
  const audit = await readHead(database, keys);
  if (audit) log.info({ audit }, 'audit head');
  return false;
}

const listening = (fetch: Parameters<typeof listen>[0]['fetch'], { port, host }: Config) =>
  new Promise<ServerType>((resolve, reject) => {
    const server = listen({ fetch, port, hostname: host, serverOptions: SERVER_OPTIONS }, () =>
      resolve(server),
    );
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`PORT ${port} is taken on ${host}`) : error),
    );
  });

const stopSignal = () =>
  new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });

/**
 * No new connection; each answer says that it is the last of its connection. Idle connections may have a request
 * on its way, so they are closed only after a moment; busy ones when they are answered or the time is over.
 */
async function drain(server: ServerType): Promise<void> {
  server.prependListener('request', (_request: unknown, response: { shouldKeepAlive?: boolean }) => {
    response.shouldKeepAlive = false;
  });
  // Not the HTTP server's own close(), which cuts idle connections at once.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  const idle = setTimeout(
    () => 'closeIdleConnections' in server && server.closeIdleConnections(),
    IDLE_GRACE,
  );
  const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), DRAIN);
  await closed;
  clearTimeout(idle);
  clearTimeout(late);
}
