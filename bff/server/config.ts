/** The configuration, from environment variables that are checked at start. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { LIMITS } from '../contract/wire.ts';
import { type ProfileName, PROFILES } from '../keys/index.ts';
import type { LoginConfig } from '../desk/index.ts';
import type { SmsConfig } from '../sms/index.ts';
import { type AddressRange, parseRange, type RequestLimits } from '../http/index.ts';
import { normalizeHost } from '../network/index.ts';
import { misspelledIn } from './misspelled.ts';
import { DEFAULT_LIMITS, DEFAULT_SMS_LIMITS, type Limits, type SmsLimits } from '../limits/index.ts';

export interface PartnerConfig {
  url: string;
  token: string | undefined;
}

/** A variable as documents tell it: its default, and the numbers or words that it may be. */
export interface VariableFacts {
  fallback?: string;
  range?: readonly [from: number, to: number];
  words?: readonly string[];
}

/** The variable, file or command that gives the master keys. */
export type MasterKeySource =
  { from: 'variable'; text: string } | { from: 'file'; path: string } | { from: 'command'; command: string };

export interface Config {
  databaseUrl: string | undefined;
  /** Leads past the pooler, for migrations and imports. Only with `databaseUrl`. */
  databaseDirectUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  port: number;
  host: string;
  /** Without a trailing slash. */
  publicUrl: string;
  /** `undefined` only for the embedded database, whose keys are generated into `dataDir`. */
  masterKeys: MasterKeySource | undefined;
  /** `undefined`: the database's own; `standard` for a new one. */
  cryptoProfile: ProfileName | undefined;
  metricsToken: string | undefined;
  trustedProxies: AddressRange[];
  /** Hosts that webhooks may reach over http and at addresses that are not public; normalized. */
  webhookAllow: string[];
  limits: Limits;
  smsLimits: SmsLimits;
  requestLimits: RequestLimits;
  registry: (PartnerConfig & { matchOnly: boolean; classes: string[] }) | undefined;
  insurance: PartnerConfig | undefined;
  sms: SmsConfig | undefined;
  agentRecordMaxAgeDays: number | undefined;
  lapseGraceDays: number;
  /** Claims may be brought to a counter. */
  counter: boolean;
  /** The desk for staff; undefined: there is none. */
  /** `authorityName`: on paper; '' prints none. */
  desk: (LoginConfig & { port: number; authorityName: string }) | undefined;
  logLevel: string;
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}

const optional = z
  .string()
  .optional()
  .transform((text) => (text?.trim() ? text.trim() : undefined));

const facts = (told: VariableFacts) => ({ ...told });

const text = (fallback: string) => optional.transform((given) => given ?? fallback).meta(facts({ fallback }));

const url = (protocols: string[], example: string) =>
  optional.refine(
    (text) => text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol)),
    `must be a URL such as ${example}`,
  );

const numberBetween = <Fallback>(minimum: number, maximum: number, fallback: Fallback) =>
  optional.transform((text, context): number | Fallback => {
    if (text === undefined) return fallback;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    context.addIssue({ code: 'custom', message: `must be a whole number from ${minimum} to ${maximum}` });
    return z.NEVER;
  });

const wholeNumber = <Fallback extends number | undefined>(
  minimum: number,
  maximum: number,
  fallback: Fallback,
) =>
  numberBetween(minimum, maximum, fallback).meta(
    facts({
      range: [minimum, maximum],
      ...(fallback !== undefined && { fallback: String(fallback) }),
    }),
  );

/** Where a person logs in: nobody on the way may read it. */
const safeUrl = (example: string) =>
  url(['http:', 'https:'], example).refine(
    (text) =>
      text === undefined ||
      !URL.canParse(text) ||
      new URL(text).protocol === 'https:' ||
      ['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname),
    'must begin with https:// unless it is on this machine',
  );

const oneOf = <Word extends string, Fallback extends Word | undefined>(
  words: readonly Word[],
  fallback: Fallback,
) =>
  optional
    .transform((text, context): Word | Fallback => {
      if (text === undefined) return fallback;
      const word = words.find((one) => one === text);
      if (word !== undefined) return word;
      context.addIssue({ code: 'custom', message: `must be one of ${words.join(', ')}` });
      return z.NEVER;
    })
    .meta(facts({ words, ...(fallback && { fallback }) }));

const yesOrNo = oneOf(['true', 'false'], 'false');

/** Parts between commas. `read` returns undefined for a wrong one. */
const list = <Part>(read: (text: string) => Part | undefined, rule: string) =>
  optional.transform((text, context) => {
    const parts = (text?.split(',') ?? []).map((part) => read(part.trim()));
    if (parts.every((part) => part !== undefined)) return parts;
    context.addIssue({ code: 'custom', message: rule });
    return z.NEVER;
  });

const limit = (fallback: number) => wholeNumber(0, 1_000_000, fallback);
const serverCodes = limit(100_000);

const ROLES_CLAIM = 'roles';

const environment = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgresql://user:password@host/database'),
  DATABASE_DIRECT_URL: url(['postgres:', 'postgresql:'], 'postgresql://user:password@host/database'),
  DATA_DIR: text('./data'),
  PORT: wholeNumber(0, 65_535, 8787),
  HOST: text('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://certification.example'),
  MASTER_KEYS: optional,
  MASTER_KEYS_FILE: optional,
  MASTER_KEYS_COMMAND: optional,
  CRYPTO_PROFILE: oneOf(PROFILES, undefined),
  METRICS_TOKEN: optional,
  TRUSTED_PROXIES: list(parseRange, 'must be addresses or CIDR ranges such as 10.0.0.0/8, comma-separated'),
  WEBHOOK_ALLOW: list(
    normalizeHost,
    'must be names of hosts such as portal.internal, without scheme and port, comma-separated',
  ),
  REGISTRY_URL: url(['http:', 'https:'], 'https://registry.example/units'),
  REGISTRY_TOKEN: optional,
  REGISTRY_MATCH_ONLY: yesOrNo,
  REGISTRY_CLASSES: list(
    (first) => (/^[0-9A-HJ-NP-RT-UW-Y]{1,2}$/.test(first) ? first : undefined),
    'must be the first one or two characters of codes, comma-separated, such as 9,31',
  ),
  INSURANCE_URL: url(['http:', 'https:'], 'https://insurance.example/handlers'),
  INSURANCE_TOKEN: optional,
  SMS_HTTP_URL: url(['http:', 'https:'], 'https://sms.example/messages'),
  SMS_HTTP_TOKEN: optional,
  SMS_ALIYUN_ACCESS_KEY_ID: optional,
  SMS_ALIYUN_ACCESS_KEY_SECRET: optional,
  SMS_ALIYUN_SIGN_NAME: optional,
  SMS_ALIYUN_TEMPLATE_CODE: optional,
  SMS_ALIYUN_ENDPOINT: url(['http:', 'https:'], 'https://dysmsapi.aliyuncs.com'),
  COUNTER: yesOrNo,
  DESK_PORT: numberBetween(0, 65_535, undefined),
  DESK_URL: safeUrl('https://desk.example').refine(
    (text) => text === undefined || !URL.canParse(text) || new URL(text).pathname === '/',
    'must have no path: the desk has a host of its own',
  ),
  DESK_ISSUER: safeUrl('https://login.example'),
  DESK_CLIENT_ID: optional,
  DESK_CLIENT_SECRET: optional,
  DESK_ROLES_CLAIM: optional.meta(facts({ fallback: ROLES_CLAIM })),
  DESK_AUTHORITY_NAME: optional,
  AGENT_RECORD_MAX_AGE_DAYS: wholeNumber(1, 99_999, undefined),
  LAPSE_GRACE_DAYS: wholeNumber(0, 365, 30),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'info'),
  LIMIT_USER_UNIT_PER_DAY: limit(DEFAULT_LIMITS.userUnitPerDay),
  LIMIT_UNIT_PER_DAY: limit(DEFAULT_LIMITS.unitPerDay),
  LIMIT_UNIT_PER_30_DAYS: limit(DEFAULT_LIMITS.unitPer30Days),
  LIMIT_USER_PER_HOUR: limit(DEFAULT_LIMITS.userPerHour),
  LIMIT_IP_PER_HOUR: limit(DEFAULT_LIMITS.ipPerHour),
  LIMIT_PERSON_PER_DAY: limit(DEFAULT_LIMITS.personPerDay),
  LIMIT_AGENT_PER_DAY: limit(DEFAULT_LIMITS.agentPerDay),
  LIMIT_CASES_PER_30_DAYS: limit(DEFAULT_LIMITS.casesPer30Days),
  LIMIT_CLERK_UNLOCKS_PER_DAY: limit(DEFAULT_LIMITS.clerkUnlocksPerDay),
  LIMIT_UNIT_UNLOCKS_PER_DAY: limit(DEFAULT_LIMITS.unitUnlocksPerDay),
  LIMIT_SMS_PER_MINUTE: limit(DEFAULT_SMS_LIMITS.smsPerMinute),
  LIMIT_SMS_PER_HOUR: limit(DEFAULT_SMS_LIMITS.smsPerHour),
  LIMIT_SMS_PER_DAY: limit(DEFAULT_SMS_LIMITS.smsPerDay),
  LIMIT_SMS_IP_PER_HOUR: limit(DEFAULT_SMS_LIMITS.smsIpPerHour),
  LIMIT_SMS_PER_SITE_HOUR: limit(DEFAULT_SMS_LIMITS.smsPerSiteHour),
  LIMIT_SMS_PER_SITE_DAY: limit(DEFAULT_SMS_LIMITS.smsPerSiteDay),
  LIMIT_CODE_TRIES: limit(DEFAULT_SMS_LIMITS.codeTries),
  LIMIT_REQUESTS_PER_10S: limit(100),
  LIMIT_SERVER_REQUESTS_PER_10S: limit(10_000),
  LIMIT_SERVER_CODES_PER_10S: serverCodes
    .refine(
      (codes) => codes === 0 || codes >= LIMITS.batchCodes,
      `must be 0 or at least ${LIMITS.batchCodes}, which one batch may have`,
    )
    .meta(serverCodes.meta()!),
});

export const VARIABLES = Object.keys(environment.shape);

/**
 * The default and range of a variable, for documents. A default that depends on another variable is
 * told there by hand.
 */
export const factsOf = (name: string): VariableFacts =>
  ((environment.shape as Record<string, z.ZodType>)[name]?.meta() as VariableFacts | undefined) ?? {};

/** Throws `ConfigError` unless at most one gateway is configured, and with all of its variables. */
function smsOf(given: z.output<typeof environment>): SmsConfig | undefined {
  const needed = {
    SMS_ALIYUN_ACCESS_KEY_ID: given.SMS_ALIYUN_ACCESS_KEY_ID,
    SMS_ALIYUN_ACCESS_KEY_SECRET: given.SMS_ALIYUN_ACCESS_KEY_SECRET,
    SMS_ALIYUN_SIGN_NAME: given.SMS_ALIYUN_SIGN_NAME,
    SMS_ALIYUN_TEMPLATE_CODE: given.SMS_ALIYUN_TEMPLATE_CODE,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const endpoint = given.SMS_ALIYUN_ENDPOINT;
  const vendor = missing.length < Object.keys(needed).length || endpoint !== undefined;
  if (vendor && given.SMS_HTTP_URL !== undefined)
    throw new ConfigError('SMS_HTTP_URL and SMS_ALIYUN_… name two gateways: set one of them');
  if (vendor && missing.length > 0)
    throw new ConfigError(`${missing.join(', ')} must be set with the other SMS_ALIYUN_… variables`);
  if (given.SMS_HTTP_TOKEN !== undefined && given.SMS_HTTP_URL === undefined)
    throw new ConfigError('SMS_HTTP_URL must be set with SMS_HTTP_TOKEN');
  if (given.SMS_HTTP_URL !== undefined)
    return { gateway: 'http', url: given.SMS_HTTP_URL, token: given.SMS_HTTP_TOKEN };
  if (!vendor) return undefined;
  return {
    gateway: 'aliyun',
    accessKeyId: needed.SMS_ALIYUN_ACCESS_KEY_ID!,
    accessKeySecret: needed.SMS_ALIYUN_ACCESS_KEY_SECRET!,
    signName: needed.SMS_ALIYUN_SIGN_NAME!,
    templateCode: needed.SMS_ALIYUN_TEMPLATE_CODE!,
    endpoint,
  };
}

/**
 * Throws `ConfigError` unless all of the desk's variables are set, or none; the claim and the name
 * have a default.
 */
function deskOf(given: z.output<typeof environment>): Config['desk'] {
  const { DESK_PORT, DESK_URL, DESK_ISSUER, DESK_CLIENT_ID, DESK_CLIENT_SECRET } = given;
  const { DESK_ROLES_CLAIM, DESK_AUTHORITY_NAME } = given;
  const needed = { DESK_PORT, DESK_URL, DESK_ISSUER, DESK_CLIENT_ID, DESK_CLIENT_SECRET };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const isNone = missing.length === Object.keys(needed).length;
  if (isNone && DESK_ROLES_CLAIM === undefined && DESK_AUTHORITY_NAME === undefined) return undefined;
  if (missing.length > 0)
    throw new ConfigError(
      `${missing.join(', ')} must be set with the other DESK_… variables; without all of them there is no desk`,
    );
  const port = DESK_PORT!;
  if (port !== 0 && port === given.PORT)
    throw new ConfigError('DESK_PORT and PORT must differ: the desk listens on a port of its own');
  const { origin, hostname, protocol } = new URL(DESK_URL!);
  if (protocol === 'https:' && given.PUBLIC_URL && new URL(given.PUBLIC_URL).hostname === hostname)
    throw new ConfigError(
      'DESK_URL and PUBLIC_URL must have different hosts: browsers share cookies between the ports of a host',
    );
  return {
    port,
    url: origin,
    issuer: DESK_ISSUER!,
    clientId: DESK_CLIENT_ID!,
    clientSecret: DESK_CLIENT_SECRET!,
    rolesClaim: DESK_ROLES_CLAIM ?? ROLES_CLAIM,
    authorityName: DESK_AUTHORITY_NAME ?? '',
  };
}

/** Throws `ConfigError` when more than one source is set. */
function keySourceOf(given: z.output<typeof environment>): MasterKeySource | undefined {
  const { MASTER_KEYS: text, MASTER_KEYS_FILE: path, MASTER_KEYS_COMMAND: command } = given;
  const sources: MasterKeySource[] = [];
  if (text !== undefined) sources.push({ from: 'variable', text });
  if (path !== undefined) sources.push({ from: 'file', path: resolve(path) });
  if (command !== undefined) sources.push({ from: 'command', command });
  if (sources.length > 1)
    throw new ConfigError(
      'MASTER_KEYS, MASTER_KEYS_FILE and MASTER_KEYS_COMMAND exclude each other: set one of them',
    );
  return sources[0];
}

/**
 * A shell takes quotation marks away; an env file of Docker keeps them. A command may need its own.
 */
const isQuoted = (env: NodeJS.ProcessEnv, name: string): boolean =>
  name !== 'MASTER_KEYS_COMMAND' && /^(["']).*\1$/s.test(env[name]?.trim() ?? '');

/**
 * Throws `ConfigError`, whose message names each wrong variable and the reason, never the value.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  const quoted = VARIABLES.filter((name) => isQuoted(env, name));
  const wrong = (parsed.error?.issues ?? []).filter(({ path }) => !quoted.includes(String(path[0])));
  const mistakes = [
    ...quoted.map((name) => `${name} is in quotation marks, which belong to its value here: take them away`),
    ...wrong.map(({ path, message }) => `${path.join('.')} ${message}`),
    ...misspelledIn(env, VARIABLES).map(
      ({ name, meant }) =>
        `${name} is not read: rename it to ${meant}, or take it out of the service's environment`,
    ),
  ];
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  const given = parsed.data;
  const masterKeys = keySourceOf(given);
  if (given.DATABASE_URL && !masterKeys)
    throw new ConfigError(
      'MASTER_KEYS is required with DATABASE_URL (or MASTER_KEYS_FILE, or MASTER_KEYS_COMMAND): id:base64(32 bytes), newest first',
    );
  if (given.DATABASE_DIRECT_URL && !given.DATABASE_URL)
    throw new ConfigError('DATABASE_URL must be set with DATABASE_DIRECT_URL');
  if (given.REGISTRY_TOKEN && !given.REGISTRY_URL)
    throw new ConfigError('REGISTRY_URL must be set with REGISTRY_TOKEN');
  if (given.INSURANCE_TOKEN && !given.INSURANCE_URL)
    throw new ConfigError('INSURANCE_URL must be set with INSURANCE_TOKEN');
  const host = given.HOST;
  const partner = (address: string | undefined, token: string | undefined) =>
    address === undefined ? undefined : { url: address, token };
  const registry = partner(given.REGISTRY_URL, given.REGISTRY_TOKEN);
  return {
    databaseUrl: given.DATABASE_URL,
    databaseDirectUrl: given.DATABASE_DIRECT_URL,
    dataDir: resolve(given.DATA_DIR),
    port: given.PORT,
    host,
    publicUrl: (
      given.PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${given.PORT}`
    ).replace(/\/+$/, ''),
    masterKeys,
    cryptoProfile: given.CRYPTO_PROFILE,
    metricsToken: given.METRICS_TOKEN,
    trustedProxies: given.TRUSTED_PROXIES,
    webhookAllow: given.WEBHOOK_ALLOW,
    limits: {
      userUnitPerDay: given.LIMIT_USER_UNIT_PER_DAY,
      unitPerDay: given.LIMIT_UNIT_PER_DAY,
      unitPer30Days: given.LIMIT_UNIT_PER_30_DAYS,
      userPerHour: given.LIMIT_USER_PER_HOUR,
      ipPerHour: given.LIMIT_IP_PER_HOUR,
      personPerDay: given.LIMIT_PERSON_PER_DAY,
      agentPerDay: given.LIMIT_AGENT_PER_DAY,
      casesPer30Days: given.LIMIT_CASES_PER_30_DAYS,
      clerkUnlocksPerDay: given.LIMIT_CLERK_UNLOCKS_PER_DAY,
      unitUnlocksPerDay: given.LIMIT_UNIT_UNLOCKS_PER_DAY,
    },
    smsLimits: {
      smsPerMinute: given.LIMIT_SMS_PER_MINUTE,
      smsPerHour: given.LIMIT_SMS_PER_HOUR,
      smsPerDay: given.LIMIT_SMS_PER_DAY,
      smsIpPerHour: given.LIMIT_SMS_IP_PER_HOUR,
      smsPerSiteHour: given.LIMIT_SMS_PER_SITE_HOUR,
      smsPerSiteDay: given.LIMIT_SMS_PER_SITE_DAY,
      codeTries: given.LIMIT_CODE_TRIES,
    },
    requestLimits: {
      requestsPer10s: given.LIMIT_REQUESTS_PER_10S,
      serverRequestsPer10s: given.LIMIT_SERVER_REQUESTS_PER_10S,
      serverCodesPer10s: given.LIMIT_SERVER_CODES_PER_10S,
    },
    registry: registry && {
      ...registry,
      matchOnly: given.REGISTRY_MATCH_ONLY === 'true',
      classes: given.REGISTRY_CLASSES,
    },
    insurance: partner(given.INSURANCE_URL, given.INSURANCE_TOKEN),
    sms: smsOf(given),
    agentRecordMaxAgeDays: given.AGENT_RECORD_MAX_AGE_DAYS,
    lapseGraceDays: given.LAPSE_GRACE_DAYS,
    counter: given.COUNTER === 'true',
    desk: deskOf(given),
    logLevel: given.LOG_LEVEL,
  };
}
