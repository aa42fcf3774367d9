/** Starts the BFF's parts, connects them, and stops them in order. */
import { randomInt, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { pino, type Logger } from 'pino';
import { createApp } from './app.ts';
import { createArrivals, type Dependencies } from '../attempts/index.ts';
import { type Config, ConfigError } from './config.ts';
import { REFERENCES, referenceOf } from '../contract/reference.ts';
import { reasonOf, type Timeouts } from '../database/index.ts';
import { createDesk, createLogin } from '../desk/index.ts';
import { createInsurancePartner, createIsImported, createRegistryPartner } from '../registry/index.ts';
import { limitPipelining } from '../http/index.ts';
import { createSms } from '../sms/index.ts';
import { openResources, type Resources } from './resources.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createRefusals } from '../limits/index.ts';
import { createSiteUsageReport, type PhoneDependencies } from '../phones/index.ts';
import { createSigningKeys } from '../signing/index.ts';
import { createSites, createTokenVerifier } from '../sites/index.ts';
import { retireDigestKey } from '../upkeep/index.ts';
import { runWorkers } from './workers.ts';

/** Milliseconds. */
export interface TimeLimits {
  /** How long running requests may take after SIGTERM. */
  drain: number;
  /** After SIGTERM the process ends within this time, even when something has not finished. */
  stop: number;
  /**
   * Closes a connection that transfers nothing for this time, because its client may not read its
   * answer.
   */
  still: number;
  /** The database's timeouts that differ from the defaults. */
  database?: Partial<Timeouts>;
}
const TIME_LIMITS: TimeLimits = { drain: 25_000, stop: 45_000, still: 60_000 };
/**
 * How long an idle connection stays open after SIGTERM, because a request may be on its way.
 * Milliseconds.
 */
const IDLE_GRACE = 1_000;
/**
 * A client that sends nothing, or a request byte by byte, loses its connection; the answer is 408.
 * Milliseconds.
 */
export const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  /** Headers and body. */
  requestTimeout: 30_000,
  /** How often both are checked. */
  connectionsCheckingInterval: 2_000,
} as const;
/**
 * The log is written in blocks (bytes), at the latest after `periodicFlush` (milliseconds); pino
 * writes the rest when the process exits.
 */
const LOG_BLOCKS = { minLength: 8_192, periodicFlush: 200, sync: false } as const;
/** The built widget: beside this folder in the built package, in `dist` when the sources run. */
const WIDGET_DIR = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/widget/' : '../../widget/', import.meta.url),
);

/** Runs the BFF until SIGTERM or SIGINT. Throws when it cannot start. */
export async function serve(config: Config, limits: TimeLimits = TIME_LIMITS): Promise<void> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(LOG_BLOCKS));
  const resources = await openResources(config, {
    timeouts: limits.database,
    onUnreadKeys: (error) =>
      log.error({ reason: reasonOf(error) }, 'the database’s keys could not be read again'),
  });
  const stopping = new AbortController();
  try {
    await run(resources, log, stopping, limits);
  } finally {
    stopping.abort();
    await resources.close();
  }
  log.info('stopped');
}

async function run(
  resources: Resources,
  log: Logger,
  stopping: AbortController,
  limits: TimeLimits,
): Promise<void> {
  const { config, database, digester, cipher, keys } = resources;
  const now = Date.now;
  const { limits: attemptLimits, smsLimits, requestLimits } = config;
  for (const [name, value] of Object.entries({ ...attemptLimits, ...smsLimits, ...requestLimits }))
    if (value === 0) log.warn({ limit: name }, 'a limit is off: its variable is 0');

  const metrics = createMetrics();
  const sites = createSites(database, cipher, now, {
    report: (message) => log.warn({ message }, 'sites'),
  });
  await sites.start();
  const certification: Dependencies = {
    database,
    digester,
    cipher,
    keys,
    sources: {
      registry: config.registry && createRegistryPartner(config.registry, digester),
      insurance: config.insurance && createInsurancePartner(config.insurance),
    },
    isImported: createIsImported(database),
    arrivals: createArrivals(database),
    limits: attemptLimits,
    rules: { agentRecordMaxAgeDays: config.agentRecordMaxAgeDays },
    graceDays: config.lapseGraceDays,
    counter: config.counter,
    now,
    newId: randomUUID,
    newReference: () => referenceOf(randomInt(REFERENCES)),
  };
  const refusals = createRefusals(database);
  const signingKeys = createSigningKeys(certification);
  await signingKeys.current(); // verifiers find a key from the first request on
  const app = createApp({
    certification,
    phone: phoneDependencies(resources, log, metrics),
    sites,
    verifier: createTokenVerifier({ sites, now }),
    signingKeys,
    metrics,
    refusals,
    log,
    trustedProxies: config.trustedProxies,
    requestLimits,
    metricsToken: config.metricsToken,
    publicUrl: config.publicUrl,
    widgetDir: WIDGET_DIR,
  });
  const { webhookAllow } = config;
  const workers = runWorkers(
    {
      certification,
      refusals,
      retireDigestKey: (signal) => retireDigestKey({ ...resources, now, actor: 'worker:retention', signal }),
      webhookAllow,
      log,
      metrics,
    },
    stopping.signal,
  );
  try {
    const servers = [await listening(app.fetch, { ...config, variable: 'PORT' }, limits)];
    const { desk, host } = config;
    if (desk) {
      const { url, authorityName } = desk;
      const parts = {
        certification: { ...certification, log },
        login: createLogin(desk),
        url,
        authorityName,
      };
      const { fetch } = createDesk(parts);
      servers.push(await listening(fetch, { port: desk.port, host, variable: 'DESK_PORT' }, limits));
    }
    const stopped = stopSignal(); // before the log says that the server is ready
    log.info(
      {
        url: config.publicUrl,
        desk: desk?.url,
        database: resources.embedded?.folder ?? 'postgres',
        crypto: resources.profile.name,
        migrated: resources.migrated,
      },
      'ready',
    );
    await stopped;
    log.info('stopping: running requests are finished first');
    setTimeout(() => {
      log.fatal('stopped before all work was finished: it took longer than allowed');
      process.exit(1);
    }, limits.stop).unref();
    await Promise.all(servers.map((server) => drain(server, limits.drain)));
  } finally {
    stopping.abort();
    await workers;
    sites.close();
  }
}

function phoneDependencies(resources: Resources, log: Logger, metrics: Metrics): PhoneDependencies {
  const { config, database, keys, digester } = resources;
  const sms = createSms(config.sms, {
    now: Date.now,
    count: (gateway, result) => metrics.sms.inc({ gateway, result }),
    terminal: resources.embedded ? (line) => void process.stdout.write(`${line}\n`) : undefined,
  });
  if (sms.gateway === 'none')
    log.warn(
      'no SMS gateway is configured: new units get no code and cannot register. Set SMS_HTTP_URL or SMS_ALIYUN_…',
    );
  if (sms.gateway === 'console')
    log.warn('no SMS gateway is configured: registration codes appear in this terminal');
  return {
    database,
    keys,
    digester,
    sms,
    limits: config.smsLimits,
    onSiteUsage: createSiteUsageReport(log, metrics.siteCodes),
    now: Date.now,
    randomInt,
  };
}

const listening = (
  fetch: Parameters<typeof getRequestListener>[0],
  { port, host, variable }: Pick<Config, 'port' | 'host'> & { variable: string },
  { still }: TimeLimits,
) =>
  new Promise<Server>((resolve, reject) => {
    const answer = getRequestListener(fetch, { hostname: host });
    const server = createServer(SERVER_OPTIONS, limitPipelining(answer));
    server.listen(port, host, () => resolve(server));
    server.setTimeout(still);
    server.once('error', (error) => reject(listenFault(error, { port, host, variable })));
  });

/** Names the variable that is wrong. */
function listenFault(
  error: NodeJS.ErrnoException,
  { port, host, variable }: Pick<Config, 'port' | 'host'> & { variable: string },
): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `${variable} ${port} is in use on ${host}: end the other process or set another ${variable}`,
      );
    case 'EACCES':
      return new ConfigError(`${variable} ${port} is not open to this user: set another ${variable}`);
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'EINVAL':
    case 'ENOTFOUND':
      return new ConfigError(
        `HOST must be an address of this machine such as 127.0.0.1 or 0.0.0.0, without port and brackets (${error.code})`,
      );
    case undefined:
    default:
      return error;
  }
}

const stopSignal = () =>
  new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });

/**
 * Accepts no new connection, and each answer closes its connection. An idle connection may have a
 * request on its way, so it is closed after `IDLE_GRACE`; a busy one when it is answered, at the
 * latest after `within` milliseconds.
 */
async function drain(server: Server, within: number): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  // The HTTP server's own close() closes idle connections at once, and loses requests that are on
  // their way. Called after the grace, it resets connections that wait to be accepted. Both lose
  // requests of a busy proxy.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  const idle = setTimeout(() => server.closeIdleConnections(), IDLE_GRACE);
  const late = setTimeout(() => server.closeAllConnections(), within);
  await closed;
  clearTimeout(idle);
  clearTimeout(late);
}
