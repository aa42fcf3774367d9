/** Configuration from the environment: every variable of the contract, checked at start. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseRange } from './http/address.ts';
import { DEFAULT_LIMITS, type LimitName } from './protection/limits.ts';

export interface PartnerConfig {
  url: string;
  token: string | undefined;
}

export interface Config {
  databaseUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  port: number;
  host: string;
  /** Without a trailing slash. */
  publicUrl: string;
  /** As given; `undefined` only on the embedded default, where keys are generated into `dataDir`. */
  masterKeys: string | undefined;
  metricsToken: string | undefined;
  trustedProxies: string[];
  limits: Record<LimitName, number>;
  /** Requests in 10 s an address and token; 0 = off. */
  requestsPer10s: number;
  registry: (PartnerConfig & { matchOnly: boolean }) | undefined;
  insurance: PartnerConfig | undefined;
  agentRecordMaxAgeDays: number | undefined;
  logLevel: string;
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}

const optional = z
  .string()
  .optional()
  .transform((text) => (text?.trim() ? text.trim() : undefined));

const url = (protocols: string[], example: string) =>
  optional.refine(
    (text) => text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol)),
    `must be a URL such as ${example}`,
  );

const wholeNumber = (minimum: number, maximum: number, fallback: number) =>
  optional.transform((text, context) => {
    const value = text === undefined ? fallback : /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    context.addIssue({ code: 'custom', message: `must be a whole number from ${minimum} to ${maximum}` });
    return z.NEVER;
  });

const days = optional.refine(
  (text) => text === undefined || /^[1-9]\d{0,4}$/.test(text),
  'must be a number of days, 1 or more',
);

const listOf = (text: string | undefined): string[] => text?.split(',').map((part) => part.trim()) ?? [];

const limitVariable = (name: LimitName | 'requestsPer10s'): string =>
  `LIMIT_${name
    .replace(/([A-Z]|\d+)/g, '_$1')
    .replace(/(\d)_S$/i, '$1S')
    .toUpperCase()}`;

const LIMIT_NAMES = Object.keys(DEFAULT_LIMITS) as LimitName[];

const environment = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgresql://user:password@host/database'),
  DATA_DIR: optional,
  PORT: wholeNumber(0, 65_535, 8787),
  HOST: optional,
  PUBLIC_URL: url(['http:', 'https:'], 'https://certification.example'),
  MASTER_KEYS: optional,
  METRICS_TOKEN: optional,
  TRUSTED_PROXIES: optional.refine(
    (text) => listOf(text).every((range) => parseRange(range) !== undefined),
    'must be addresses or CIDR ranges such as 10.0.0.0/8, comma-separated',
  ),
  REGISTRY_URL: url(['http:', 'https:'], 'https://registry.example/units'),
  REGISTRY_TOKEN: optional,
  REGISTRY_MATCH_ONLY: optional.refine(
    (text) => [undefined, 'true', 'false'].includes(text),
    'must be true or false',
  ),
  INSURANCE_URL: url(['http:', 'https:'], 'https://insurance.example/handlers'),
  INSURANCE_TOKEN: optional,
  AGENT_RECORD_MAX_AGE_DAYS: days,
  LOG_LEVEL: optional.refine(
    (text) => text === undefined || ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(text),
    'must be one of fatal, error, warn, info, debug, silent',
  ),
  ...Object.fromEntries(
    LIMIT_NAMES.map((name) => [limitVariable(name), wholeNumber(0, 1_000_000, DEFAULT_LIMITS[name])]),
  ),
  LIMIT_REQUESTS_PER_10S: wholeNumber(0, 1_000_000, 100),
});

/** Throws `ConfigError` whose message names each wrong variable and why, never its value. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'),
    );
  const given = parsed.data;
  if (given.DATABASE_URL && !given.MASTER_KEYS)
    throw new ConfigError('MASTER_KEYS is required with DATABASE_URL: id:base64(32 bytes), newest first');
  const host = given.HOST ?? '127.0.0.1';
  const partner = (address: string | undefined, token: string | undefined) =>
    address === undefined ? undefined : { url: address, token };
  const registry = partner(given.REGISTRY_URL, given.REGISTRY_TOKEN);
  const limits = given as unknown as Record<string, number>;
  return {
    databaseUrl: given.DATABASE_URL,
    dataDir: resolve(given.DATA_DIR ?? './data'),
    port: given.PORT,
    host,
    publicUrl: (
      given.PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${given.PORT}`
    ).replace(/\/+$/, ''),
    masterKeys: given.MASTER_KEYS,
    metricsToken: given.METRICS_TOKEN,
    trustedProxies: listOf(given.TRUSTED_PROXIES),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, limits[limitVariable(name)]!])) as Record<
      LimitName,
      number
    >,
    requestsPer10s: given.LIMIT_REQUESTS_PER_10S,
    registry: registry && { ...registry, matchOnly: given.REGISTRY_MATCH_ONLY === 'true' },
    insurance: partner(given.INSURANCE_URL, given.INSURANCE_TOKEN),
    agentRecordMaxAgeDays:
      (given.AGENT_RECORD_MAX_AGE_DAYS && Number(given.AGENT_RECORD_MAX_AGE_DAYS)) || undefined,
    logLevel: given.LOG_LEVEL ?? 'info',
  };
}
