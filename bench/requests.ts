/**
 * `node bench/requests.ts OLD_DIR NEW_DIR [ROUNDS]`: compares status and submission of two checkouts, or of one under two settings (variables stand
 * behind the folder: `.,CRYPTO_PROFILE=sm`). Each runs its own `serve` on its own database of one
 * PostgreSQL (`TEST_DATABASE_URL`, else one of the tests'), which its own command line has filled. The rounds alternate, so that other load affects
 * both. Both checkouts need `node_modules`. It prints a table on standard error and a JSON document on standard output: CPU of the Node process and
 * time to the answer, each as the median of the rounds, and new divided by old.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { SignJWT } from 'jose';
import { residentId, uscc } from '../test/support/people.ts';
import { createDatabase, startPostgres } from '../test/support/postgres.ts';
import { cpuOf, startServer } from './support/processes.ts';
import { median } from './support/statistics.ts';

/** Units asked for in one round; each is asked its status once, and submits a wrong claim and then the right one. */
const UNITS = 250;
const CONCURRENCY = 4;
const ORIGIN = 'https://bench.example';
const FOUNDED = '2001-05-18';
const KINDS = ['status', 'rejected', 'certified'] as const;
type Kind = (typeof KINDS)[number];

interface Side {
  name: 'old' | 'new';
  url: string;
  pid: number;
  secret: string;
  /** Milliseconds a request, for each round. */
  figures: Record<Kind, { cpu: number[]; latency: number[] }>;
  stop(): Promise<void>;
}

/** `given`: the folder, and variables behind it. */
async function start(name: Side['name'], given: string, adminUrl: string, file: string): Promise<Side> {
  const { url: databaseUrl, drop } = await createDatabase(adminUrl);
  const [folder = '', ...settings] = given.split(',');
  const env = {
    ...process.env,
    ...Object.fromEntries(settings.map((setting) => setting.split('=', 2) as [string, string])),
    DATABASE_URL: databaseUrl,
    MASTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    LIMIT_REQUESTS_PER_10S: '0',
    LOG_LEVEL: 'warn',
  };
  const options = { cwd: resolve(folder), env };
  const cli = (...words: string[]) =>
    execFileSync(process.execPath, ['bff/cli/main.ts', ...words], {
      ...options,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  cli('migrate');
  cli('import', 'registry', file);
  const added = cli('site', 'add', 'bench', '--origin', ORIGIN, '--hs256', '--json').toString();
  const { secret } = JSON.parse(added) as { secret: string };
  const server = await startServer(['bff/cli/main.ts', 'serve'], {
    ...options,
    log: join(dirname(file), `${name}.log`),
  });
  const none = () => ({ cpu: [], latency: [] });
  return {
    name,
    url: server.url,
    pid: server.pid,
    secret,
    figures: { status: none(), rejected: none(), certified: none() },
    async stop() {
      await server.stop();
      await drop();
    },
  };
}

const tokenFor = ({ secret }: Side, code: string): Promise<string> =>
  new SignJWT({ purpose: 'certification', unit: { code }, role: 'administrator' })
    .setProtectedHeader({ alg: 'HS256', typ: 'unit-certification+jwt' })
    .setIssuer('bench')
    .setAudience('unit-certification')
    .setSubject(`user-${code}`)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(Buffer.from(secret, 'utf8'));

async function ask({ url }: Side, kind: Kind, index: number, token: string): Promise<void> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Origin: ORIGIN };
  const right = { name: '张示例', idNumber: residentId(index) };
  const body = {
    legalRepresentative: right,
    foundedOn: kind === 'certified' ? FOUNDED : '1999-01-01',
    applicant: 'legal-representative',
  };
  const submission = {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': `"${randomUUID()}"` },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`${url}/v1/certification`, kind === 'status' ? { headers } : submission);
  const result = (await answer.json()) as { outcome?: string };
  if (answer.status !== 200 || (kind !== 'status' && result.outcome !== kind))
    throw new Error(`${kind} answered ${answer.status} ${JSON.stringify(result)}`);
}

/** Runs one round of one kind. `isMeasured` false: only warms up. */
async function round(side: Side, kind: Kind, units: readonly number[], isMeasured: boolean): Promise<void> {
  const tokens = await Promise.all(units.map((index) => tokenFor(side, uscc(index))));
  const latencies: number[] = [];
  const before = cpuOf(side.pid);
  const next = units.entries();
  const visitor = async () => {
    for (const [at, index] of next) {
      const started = performance.now();
      await ask(side, kind, index, tokens[at]!);
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, visitor));
  if (!isMeasured) return;
  side.figures[kind].cpu.push((cpuOf(side.pid) - before) / 1e3 / units.length);
  side.figures[kind].latency.push(median(latencies));
}

function report([old, now]: readonly [Side, Side]) {
  const rows = KINDS.flatMap((kind) =>
    (['cpu', 'latency'] as const).map((figure) => {
      const [before, after] = [median(old.figures[kind][figure]), median(now.figures[kind][figure])];
      return { kind, figure, old: before, new: after, ratio: after / before };
    }),
  );
  console.error('ms a request           old      new    new / old');
  for (const { kind, figure, old: before, new: after, ratio } of rows)
    console.error(
      `${kind.padEnd(10)}${figure.padEnd(10)}${before.toFixed(3).padStart(7)}${after.toFixed(3).padStart(9)}${ratio.toFixed(3).padStart(10)}`,
    );
  console.log(JSON.stringify(rows));
}

const [oldFolder, newFolder, given = '12'] = process.argv.slice(2);
if (oldFolder === undefined || newFolder === undefined)
  throw new Error('Usage: node bench/requests.ts OLD_DIR NEW_DIR [ROUNDS]');
const rounds = Number(given);
const folder = mkdtempSync(join(tmpdir(), 'bench-requests-'));
const file = join(folder, 'registry.csv');
const lines = Array.from(
  { length: (rounds + 2) * UNITS },
  (_, index) => `南京示例${index}有限公司,${uscc(index)},张示例,${residentId(index)},${FOUNDED},存续`,
);
writeFileSync(
  file,
  ['企业名称,统一社会信用代码,法定代表人,法定代表人证件号码,成立日期,登记状态', ...lines].join('\n'),
);
const postgres = await startPostgres();
const sides: Side[] = [];
try {
  sides.push(await start('old', oldFolder, postgres.adminUrl, file));
  sides.push(await start('new', newFolder, postgres.adminUrl, file));
  for (let number = -2; number < rounds; number++) {
    const units = Array.from({ length: UNITS }, (_, i) => (number + 2) * UNITS + i);
    for (const kind of KINDS)
      for (const side of number % 2 === 0 ? sides : sides.toReversed())
        await round(side, kind, units, number >= 0);
  }
  report([sides[0]!, sides[1]!]);
} finally {
  for (const side of sides) await side.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
