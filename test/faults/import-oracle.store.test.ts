/**
 * The attack that an import once answered: with the budget of the person used up every guess is refused and nothing is counted, and the
 * time to the refusal told the right number. Here a right and a wrong number are sent by turns: in `npm test` while an import stands before
 * its commit; in the long form 2,000 times while another process imports file after file, where submissions must also be as fast as beside
 * the same imports into another database of the same server: these take the same processors and the same disk, and share no row.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submit } from '../../bff/attempts/submit.ts';
import type { ClaimRequest } from '../../bff/contract/wire.ts';
import { importRegistry } from '../../bff/import/registry.ts';
import type { RegistrationDependencies } from '../../bff/registration/register.ts';
import { digesterOf, optionsOf, registryFile } from '../bff/import/files.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from '../bff/registration/support.ts';
import { stoppedImport } from '../bff/import/stopped-import.ts';
import { openOnPostgres } from '../support/databases.ts';
import { submitterOf, testDependencies, type TestDependencies } from '../support/dependencies.ts';
import { residentId, rightClaim, uscc, ZHANG } from '../support/people.ts';

const CHILD = fileURLToPath(new URL('support/import-again.ts', import.meta.url));
const isLong = process.env['FAULTS'] === 'long';
const ROUNDS = 2_000;
const ROWS = isLong ? 100_000 : 2_000;
/** Ratio of the p99 beside imports to the p99 beside imports into another database. */
const SLOWER = 1.3;

const WRONG = rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(99) } });
const ATTACKED = uscc(0);

/** All units change with each of the two, but for the attacked one. */
const fileOf = (turn: number) =>
  registryFile(
    Array.from({ length: ROWS }, (_, i) => ({
      code: uscc(i),
      ...(i > 0 && { name: `南京示例${turn}号有限公司` }),
    })),
  );

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;

describe('an import tells nothing', () => {
  let opened: Awaited<ReturnType<typeof openOnPostgres>>;
  let deps: TestDependencies & RegistrationDependencies;
  let child: ChildProcess | undefined;
  let imports = 0;
  const files = [fileOf(1), fileOf(2)];

  beforeAll(async () => {
    opened = await openOnPostgres();
    deps = registrationDependencies(testDependencies(opened.database));
    deps.digester = digesterOf('k1');
    await importRegistry(opened.database, optionsOf(files[1]!));
    deps.limits = { ...deps.limits, personPerDay: 2 }; // a stranger's half is one
    for (let i = 0; i < 2; i++) await certifying(WRONG).send();
  }, 300_000);

  afterAll(async () => {
    await stopImports();
    await opened.close();
  });

  function startImports({ url } = opened) {
    child = spawn(process.execPath, [CHILD, url, ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout!.on('data', (said) => (imports += String(said).split('\n').length - 1));
  }
  async function stopImports() {
    child?.kill('SIGKILL');
    if (child?.exitCode === null) await once(child, 'exit');
  }

  const certifying = (claim: ClaimRequest, unit = ATTACKED) => ({
    send: () => submit(deps, submitterOf(unit, { sub: randomUUID() }), randomUUID(), claim),
  });
  let phones = 0;
  const registering = async (claim: ClaimRequest) => ({
    send: await sendingRegistration(deps, ATTACKED, phoneOf(++phones), claim),
  });
  async function timed<T extends { kind: string }>({ send }: { send: () => Promise<T> }) {
    const started = performance.now();
    const answer = await send();
    return { answer, time: performance.now() - started };
  }

  /** Right and wrong by turns, as an administrator and as a stranger. `apart`: milliseconds that the medians may be, `tail`: compared, too. */
  async function expectAlike({ rounds, apart, tail }: { rounds: number; apart: number; tail: number }) {
    for (const make of [certifying, registering]) {
      const times: [right: number[], wrong: number[]] = [[], []];
      for (let round = 0; round < rounds; round++)
        for (const which of round % 2 === 0 ? [0, 1] : [1, 0]) {
          const request: { send: () => Promise<{ kind: string }> } = await make(
            which === 0 ? rightClaim() : WRONG,
          );
          const { answer, time } = await timed(request);
          expect(answer.kind).toBe('too-many-attempts');
          times[which]!.push(time);
        }
      const differences = times[0].map((time, i) => time - times[1][i]!);
      expect(Math.abs(quantile(differences, 0.5))).toBeLessThan(apart);
      // Once the right one hung for as long as an import held its lock.
      const [right, wrong] = times.map((each) => quantile(each, tail));
      expect(right).toBeLessThan(wrong! * 2 + 10);
      expect(wrong).toBeLessThan(right! * 2 + 10);
    }
  }

  it('a right number and a wrong one are refused alike while an import stands', async () => {
    const stopped = stoppedImport(opened.database);
    const importing = importRegistry(stopped.database, optionsOf(files[0]!, { force: true }));
    await stopped.reached;
    try {
      await expectAlike({ rounds: 50, apart: 10, tail: 0.9 }); // few rounds, on a busy machine
    } finally {
      stopped.release();
      await importing;
    }
  });

  if (isLong)
    it('and while another process imports file after file', { timeout: 900_000 }, async () => {
      startImports();
      await expectAlike({ rounds: ROUNDS, apart: 0.5, tail: 0.99 });
      expect(imports).toBeGreaterThan(2);
    });

  if (isLong)
    it('keeps no submission waiting', { timeout: 600_000 }, async () => {
      deps.limits = { ...deps.limits, personPerDay: 0 };
      let unit = 0;
      async function p99() {
        const times: number[] = [];
        for (let i = 0; i < ROUNDS; i++) {
          const { answer, time } = await timed(certifying(rightClaim(), uscc(++unit)));
          expect(answer.kind).toBe('answered');
          times.push(time);
        }
        return quantile(times, 0.99);
      }
      await stopImports();
      await p99(); // warm
      const alone = await p99();
      const other = await openOnPostgres();
      startImports(other);
      const besideOthers = await p99();
      await stopImports();
      await other.close();
      startImports();
      const beside = await p99();
      console.info(
        `p99 of submissions: ${alone.toFixed(1)} ms alone, ${besideOthers.toFixed(1)} ms beside imports into ` +
          `another database, ${beside.toFixed(1)} ms beside imports`,
      );
      expect(beside).toBeLessThan(besideOthers * SLOWER);
    });
});
