import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { factsOf, loadConfig, VARIABLES } from '../../../bff/server/config.ts';

const DESK = {
  DESK_PORT: '8790',
  DESK_URL: 'https://desk.example/',
  DESK_ISSUER: 'https://login.example',
  DESK_CLIENT_ID: 'desk',
  DESK_CLIENT_SECRET: 'secret-password',
};

describe('configuration', () => {
  it('has the contract’s defaults', () => {
    expect(loadConfig({})).toMatchObject({
      databaseUrl: undefined,
      port: 8787,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:8787',
      limits: {
        userUnitPerDay: 5,
        unitPerDay: 10,
        unitPer30Days: 30,
        userPerHour: 5,
        ipPerHour: 60,
        personPerDay: 10,
        agentPerDay: 10,
        casesPer30Days: 3,
        clerkUnlocksPerDay: 3,
        unitUnlocksPerDay: 6,
      },
      agentRecordMaxAgeDays: undefined,
      lapseGraceDays: 30,
      requestLimits: { requestsPer10s: 100, serverRequestsPer10s: 10_000, serverCodesPer10s: 100_000 },
    });
  });

  it('reads every limit by the contract’s name', () => {
    const variables = {
      LIMIT_USER_UNIT_PER_DAY: '1',
      LIMIT_UNIT_PER_DAY: '2',
      LIMIT_UNIT_PER_30_DAYS: '3',
      LIMIT_USER_PER_HOUR: '4',
      LIMIT_IP_PER_HOUR: '0',
      LIMIT_PERSON_PER_DAY: '6',
      LIMIT_AGENT_PER_DAY: '9',
      LIMIT_CASES_PER_30_DAYS: '5',
      LIMIT_CLERK_UNLOCKS_PER_DAY: '2',
      LIMIT_UNIT_UNLOCKS_PER_DAY: '4',
      LIMIT_REQUESTS_PER_10S: '7',
      LIMIT_SERVER_REQUESTS_PER_10S: '8',
      LIMIT_SERVER_CODES_PER_10S: '9000',
    };
    const { limits, requestLimits } = loadConfig(variables);
    expect(Object.values(limits)).toEqual([1, 2, 3, 4, 0, 6, 9, 5, 2, 4]);
    expect(Object.values(requestLimits)).toEqual([7, 8, 9000]);
  });

  it('has a desk when all of its variables are set, and none without them', () => {
    expect(loadConfig({}).desk).toBeUndefined();
    expect(loadConfig({ ...DESK, DESK_ROLES_CLAIM: 'realm_access.roles' }).desk).toEqual({
      port: 8790,
      url: 'https://desk.example',
      issuer: 'https://login.example',
      clientId: 'desk',
      clientSecret: 'secret-password',
      rolesClaim: 'realm_access.roles',
      authorityName: '',
    });
    expect(loadConfig({ ...DESK, DESK_AUTHORITY_NAME: '示例市社会保险经办中心' }).desk?.authorityName).toBe(
      '示例市社会保险经办中心',
    );
    expect(loadConfig(DESK).desk?.rolesClaim).toBe('roles');
  });

  it('takes http for partners and gateways, which may be in a closed network', () => {
    const config = loadConfig({
      REGISTRY_URL: 'http://registry.internal/units',
      INSURANCE_URL: 'http://insurance.internal/handlers',
      SMS_HTTP_URL: 'http://sms.internal/messages',
    });
    expect(config).toMatchObject({
      registry: { url: 'http://registry.internal/units' },
      insurance: { url: 'http://insurance.internal/handlers' },
      sms: { url: 'http://sms.internal/messages' },
    });
  });

  it.each([
    [{ PORT: 'x' }, 'PORT must be a whole number from 0 to 65535'],
    [{ DATABASE_URL: 'secret-password' }, 'DATABASE_URL must be a URL such as'],
    [{ DATABASE_DIRECT_URL: 'postgres://h/d' }, 'DATABASE_URL must be set with DATABASE_DIRECT_URL'],
    [{ DATABASE_URL: 'postgres://h/d' }, 'MASTER_KEYS is required with DATABASE_URL'],
    [{ REGISTRY_TOKEN: 'secret-password' }, 'REGISTRY_URL must be set with REGISTRY_TOKEN'],
    [{ INSURANCE_TOKEN: 'secret-password' }, 'INSURANCE_URL must be set with INSURANCE_TOKEN'],
    [{ CRYPTO_PROFILE: 'SM4' }, 'CRYPTO_PROFILE must be one of standard, sm'],
    [{ MASTER_KEYS: 'secret-password', MASTER_KEYS_FILE: '/f' }, 'set one of them'],
    [{ LIMIT_UNIT_PER_DAY: '-1' }, 'LIMIT_UNIT_PER_DAY must be'],
    [{ LIMIT_SERVER_CODES_PER_10S: '999' }, 'LIMIT_SERVER_CODES_PER_10S must be 0 or at least 1000'],
    [{ REGISTRY_URL: 'ftp://x' }, 'REGISTRY_URL must be'],
    [{ AGENT_RECORD_MAX_AGE_DAYS: '0' }, 'AGENT_RECORD_MAX_AGE_DAYS must be'],
    [{ WEBHOOK_ALLOW: 'http://hooks.internal' }, 'WEBHOOK_ALLOW must be names of hosts'],
    [
      { DESK_PORT: '8790', DESK_CLIENT_SECRET: 'secret-password' },
      'DESK_URL, DESK_ISSUER, DESK_CLIENT_ID must be set with the other DESK_… variables',
    ],
    [{ DESK_ROLES_CLAIM: 'roles' }, 'DESK_PORT, DESK_URL, DESK_ISSUER, DESK_CLIENT_ID, DESK_CLIENT_SECRET'],
    [{ ...DESK, DESK_PORT: '8787' }, 'DESK_PORT and PORT must differ'],
    [{ ...DESK, DESK_PORT: '70000' }, 'DESK_PORT must be a whole number from 0 to 65535'],
    [{ ...DESK, DESK_URL: 'http://desk.example' }, 'DESK_URL must begin with https://'],
    [{ ...DESK, DESK_URL: 'https://portal.example/desk' }, 'DESK_URL must have no path'],
    [
      { ...DESK, PUBLIC_URL: 'https://desk.example:8443' },
      'DESK_URL and PUBLIC_URL must have different hosts',
    ],
    [{ ...DESK, DESK_ISSUER: 'http://login.example' }, 'DESK_ISSUER must begin with https://'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be'],
    [
      { DATABASE_URI: 'postgres://u:secret-password@h/d' },
      'DATABASE_URI is not read: rename it to DATABASE_URL',
    ],
    [{ HOST: '"0.0.0.0"' }, 'HOST is in quotation marks'],
    [{ METRICS_TOKEN: "'secret-password' " }, 'METRICS_TOKEN is in quotation marks'],
    [{ METRIC_TOKEN: 'secret-password' }, 'rename it to METRICS_TOKEN'],
    [{ TRUSTED_PROXY: '10.0.0.1' }, 'rename it to TRUSTED_PROXIES'],
    [{ LIMIT_SMS_PER_SITE_HOURS: '9' }, 'rename it to LIMIT_SMS_PER_SITE_HOUR'],
    [{ 'PUBLIC_URL ': 'https://bff.example' }, 'rename it to PUBLIC_URL'],
    [{ counter: 'true' }, 'rename it to COUNTER'],
  ])('names the wrong variable of %o, never its value', (env, message) => {
    expect(() => loadConfig(env)).toThrow(message);
    try {
      loadConfig(env);
    } catch (error) {
      expect(String(error)).not.toContain('secret-password');
    }
  });

  it('tells of quotation marks once, and leaves those of a command', () => {
    const command = `'/opt/our keys/print' "k1"`;
    expect(() => loadConfig({ PORT: '"8787"', MASTER_KEYS_COMMAND: command })).toThrow(
      /^PORT is in quotation marks[^\n]*$/,
    );
    expect(loadConfig({ MASTER_KEYS_COMMAND: `"${command}"` }).masterKeys).toEqual({
      from: 'command',
      command: `"${command}"`,
    });
    expect(loadConfig({ METRICS_TOKEN: `a"quoted"'word` }).metricsToken).toBe(`a"quoted"'word`);
  });

  it('leaves alone what other programs read', () => {
    const others = {
      HOSTS: 'x',
      SHOST: 'x',
      POST: 'x',
      REPORT: 'x',
      COUNTRY: 'CN',
      REGISTRY_PORT: 'tcp://10.0.0.9:80', // as Kubernetes names the services of a namespace
      REGISTRY_SERVICE_HOST: '10.0.0.9',
      DESK_SERVICE_PORT: '80',
      TEST_DATABASE_URL: 'x',
      DATABASE_USER: 'x',
      DATABASE_PORT: 'x',
      DEMO_DESK_URL: 'x',
      PORTAL_PORT: 'x',
      METRIC_TOKEN: ' ',
    };
    expect(loadConfig(others)).toEqual(loadConfig({}));
    const beside = { LOG_LEVEL: 'warn', LOGLEVEL: '3' };
    expect(loadConfig(beside).logLevel).toBe('warn');
  });

  const ranges = VARIABLES.flatMap((name) => {
    const { range } = factsOf(name);
    return range ? [[name, ...range] as const] : [];
  });

  it.each(ranges)('takes %s from %d to %d, and nothing beyond', (name, from, to) => {
    const given = (value: number) => loadConfig({ ...DESK, [name]: String(value) });
    for (const value of [from - 1, to + 1]) expect(() => given(value)).toThrow(`${name} must be`);
    expect(given(from)).not.toEqual(given(to));
  });

  /** The members of an object, and of the objects in it. */
  const namesIn = (part: object): string[] =>
    Object.entries(part).flatMap(([name, value]) => [
      name,
      ...(value instanceof Object && !Array.isArray(value) ? namesIn(value as object) : []),
    ]);
  const ALL = {
    ...DESK,
    MASTER_KEYS: 'k1:a',
    REGISTRY_URL: 'http://registry.internal',
    INSURANCE_URL: 'http://insurance.internal',
    SMS_HTTP_URL: 'http://sms.internal',
  };

  it('is read: each member by a file beside its own', () => {
    const bff = fileURLToPath(new URL('../../../bff', import.meta.url));
    const sources = globSync('**/*.ts', { cwd: bff })
      .filter((path) => !path.endsWith('server/config.ts'))
      .map((path) => readFileSync(join(bff, path), 'utf8'))
      .join('\n');
    const members = namesIn(loadConfig(ALL));
    expect(members.filter((member) => !new RegExp(`\\b${member}\\b`).test(sources))).toEqual([]);
  });

  it('names all errors at once', () => {
    expect(() => loadConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT[\s\S]*LOG_LEVEL/);
  });
});
