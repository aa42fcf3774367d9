/** `npm start` before the first user comes: data and sites. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareService } from '../../demo/prepare.ts';
import { readSettings, type Settings } from '../../demo/settings.ts';

let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(`${tmpdir()}/prepare-`)));
afterEach(() => rm(dataDir, { recursive: true }));

const settingsOf = (more: NodeJS.ProcessEnv = {}): Settings => readSettings({ DATA_DIR: dataDir, ...more });

/** A command line that stores its sites in memory. */
function commandLine() {
  const sites = new Map<string, string[]>();
  const done: string[] = [];
  const command = (...words: string[]): Promise<unknown> => {
    const [what, verb, id = ''] = words;
    if (what === 'site' && verb === 'list')
      return Promise.resolve([...sites].map(([id, origins]) => ({ id, origins })));
    done.push(words.slice(0, 3).join(' '));
    if (verb === 'add') sites.set(id, [words[words.indexOf('--origin') + 1]!]);
    if (verb === 'remove') sites.delete(id);
    const hook = words.includes('--webhook') ? { webhookSecret: `hook of ${id}` } : {};
    return Promise.resolve({ imported: 1, secret: `of ${id}`, ...hook });
  };
  return { command, done: () => done.splice(0).sort() };
}

describe('the service', () => {
  it('gets data and sites once', async () => {
    const bff = commandLine();
    const secrets = {
      portal: { secret: 'of portal', webhookSecret: 'hook of portal' },
      department: { secret: 'of department' },
    };
    expect(await prepareService(bff, settingsOf(), () => undefined)).toEqual(secrets);
    expect(bff.done()).toEqual(['import test-units', 'site add department', 'site add portal']);
    expect(await prepareService(bff, settingsOf(), () => undefined)).toEqual(secrets);
    expect(bff.done()).toEqual([]);
    for (const site of ['portal', 'department'])
      expect((await stat(`${dataDir}/${site}/secrets.json`)).mode & 0o777).toBe(0o600);
  });

  it('gets the new address of a site that has moved', async () => {
    const bff = commandLine();
    await prepareService(bff, settingsOf(), () => undefined);
    await bff.command('site', 'add', 'of-the-user', '--origin', 'https://portal.example');
    bff.done();
    await prepareService(bff, settingsOf({ PORTAL_PORT: '9100' }), () => undefined);
    expect(bff.done()).toEqual(['site add portal', 'site remove portal']);
    expect(await bff.command('site', 'list')).toContainEqual({
      id: 'portal',
      origins: ['http://localhost:9100'],
    });
  });
});
