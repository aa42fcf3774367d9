/** The commands beside the officers' pages: `unit agent-left`, `delivery …`, and what a dry run of an import reports. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import { submitterOf, testDependencies } from '../../support/dependencies.ts';
import { fanOutAll, happens } from '../../support/events.ts';
import { LI, registerHandler, registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';
import { folder, openForCommands, registryFile, run } from './support.ts';

const { env, resources, close } = await openForCommands();
afterAll(close);

const command = async (...words: string[]) => {
  const { exit, out, err } = await run([...words, '--as', 'admin'], { env });
  return { exit, said: `${out}${err}` };
};

it('unit agent-left makes the certification due, and fails where no agent has certified', async () => {
  const { database, digester, cipher, keys } = resources;
  const deps = { ...testDependencies(database), digester, cipher, keys, now: Date.now };
  const unit = await newUnit(deps);
  const agentLeft = () => command('unit', 'agent-left', unit, '--reason', '已离职');
  expect(await agentLeft()).toEqual({
    exit: 1,
    said: expect.stringContaining('is not certified by an agent: nothing was changed') as string,
  });
  await registerHandler(deps, unit, LI);
  await submit(deps, submitterOf(unit), randomUUID(), rightClaim({ applicant: 'agent', agent: LI }));
  expect(await agentLeft()).toEqual({
    exit: 0,
    said: expect.stringMatching(new RegExp(`^Unit ${unit} is certified until \\d{4}-`)) as string,
  });
  const event = await database.kysely
    .selectFrom('event')
    .select(['actor', 'detail'])
    .where('type', '=', 'certification.agent-withdrew')
    .executeTakeFirstOrThrow();
  expect(event).toMatchObject({ actor: 'operator:admin', detail: { why: '已离职' } });
});

it('import registry --report writes no formula that a spreadsheet would run', async ({ onTestFinished }) => {
  const { database, digester, cipher, keys } = resources;
  const deps = { ...testDependencies(database), digester, cipher, keys, now: Date.now };
  const formulas = [
    '=HYPERLINK("https://x.example","请点击")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
  ];
  const names = [...formulas, '示例“引号"公司', '示例-公司'];
  for (const [index, name] of names.entries()) {
    await registerUnit(deps, uscc(700 + index), { name });
    await submit(deps, submitterOf(uscc(700 + index)), randomUUID(), rightClaim());
  }
  const { path: cwd, remove } = folder();
  onTestFinished(remove);
  registryFile(join(cwd, 'registry.csv'), 1);
  const words = ['import', 'registry', 'registry.csv', '--full', '--dry-run', '--report', 'units.csv'];
  expect(await run(words, { env, cwd })).toMatchObject({ exit: 0 });
  const written = parse<Record<string, string>>(readFileSync(join(cwd, 'units.csv')), { columns: true });
  const reported = new Map(written.map(({ code, name }) => [code!, name!]));
  expect(names.map((_, index) => reported.get(uscc(700 + index)))).toEqual([
    ...formulas.map((name) => `'${name}`),
    '示例“引号"公司',
    '示例-公司',
  ]);
});

describe('delivery', () => {
  it('lists, retries and discards what is given up', async () => {
    expect(await command('delivery', 'list')).toEqual({ exit: 0, said: 'No message is given up.\n' });
    const { kysely } = resources.database;
    await addReceiver(resources, 'hall');
    await happens(resources, { type: 'unit.registered', unitCode: 'U1', siteId: 'hall' }, 60);
    await fanOutAll(resources);
    const dead = { dead_at: new Date(), tries: 10, last_result: '500' };
    await kysely.updateTable('webhook_delivery').set(dead).execute();
    const { said } = await command('delivery', 'list', '--json');
    const list = JSON.parse(said) as { position: number; site: string }[];
    expect(list).toHaveLength(60);
    expect((await command('delivery', 'list')).said).toMatch(
      /^hall {2}\d+ {2}unit\.registered {2}U1 {2}\S+ {2}10 tries {2}500$/m,
    );
    const chosen = ['--site', 'hall', '--reason', '门户已恢复'];
    const position = String(list[0]!.position);
    expect(await command('delivery', 'retry', ...chosen, '--event', position)).toEqual({
      exit: 0,
      said: 'Site hall: 1 messages are sent again.\n',
    });
    expect((await command('delivery', 'retry', ...chosen, '--event', position)).exit).toBe(1);
    expect((await command('delivery', 'retry', ...chosen, '--event', 'x')).exit).toBe(2);
    expect(await command('delivery', 'discard', ...chosen)).toEqual({
      exit: 0,
      said: 'Site hall: 59 messages are discarded.\n',
    });
    expect((await command('delivery', 'discard', '--site', 'hall')).exit).toBe(2);
  });
});
