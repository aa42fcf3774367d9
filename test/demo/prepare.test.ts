/** What `npm start` does before the first user comes: data and sites, and the account that is certified. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPortalClient } from '../../bff/portal-client/index.ts';
import { loadSigningKey, portalKeys } from '../../demo/portal/signing-key.ts';
import { certifyAtStart, prepareService } from '../../demo/prepare.ts';
import { readSettings, type Settings } from '../../demo/settings.ts';

let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(`${tmpdir()}/prepare-`)));
afterEach(() => rm(dataDir, { recursive: true }));

const settingsOf = (more: NodeJS.ProcessEnv = {}): Settings => readSettings({ DATA_DIR: dataDir, ...more });

/** A command line that keeps its sites. */
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
    return Promise.resolve({ imported: 1, skipped: 0, secret: `of ${id}`, webhookSecret: `hook of ${id}` });
  };
  return { command, done: () => done.splice(0).sort() };
}

describe('the service', () => {
  it('gets data and sites once', async () => {
    const bff = commandLine();
    const secrets = { portalWebhook: 'hook of portal', department: 'of department' };
    expect(await prepareService(bff, settingsOf(), () => undefined)).toEqual(secrets);
    expect(bff.done()).toEqual([
      'import handlers demo/data/handlers.csv',
      'import registry demo/data/registry.csv',
      'site add department',
      'site add portal',
    ]);
    expect(await prepareService(bff, settingsOf(), () => undefined)).toEqual(secrets);
    expect(bff.done()).toEqual([]);
  });

  it('learns where a site is that was started at another address', async () => {
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

describe('the account that is certified at the start', () => {
  let server: Server;
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  /** Unavailable at each first question, as while it has not read the portal's keys. */
  async function slowService() {
    const asked: string[] = [];
    const keys: unknown[] = [];
    server = createServer((request: IncomingMessage, response) => {
      const { method = '' } = request;
      const first = !asked.includes(method);
      asked.push(method);
      if (method === 'POST') keys.push(request.headers['idempotency-key']);
      request.resume();
      response.setHeader('Content-Type', 'application/json');
      if (first) response.writeHead(503, { 'Retry-After': '0' }).end('{}');
      else if (method === 'POST') response.end('{"outcome":"certified"}');
      else response.end('{"kinds":[{"kind":"real-name","status":"uncertified"}]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { asked, keys, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  it('waits for a service that is not available yet, and submits once', async () => {
    const { asked, keys, url } = await slowService();
    const key = portalKeys(await loadSigningKey(`${dataDir}/key.json`)).signing;
    const portal = createPortalClient({ bff: url, site: 'portal', key });
    const said: string[] = [];
    await certifyAtStart(settingsOf({ PUBLIC_URL: url }), portal, (line) => said.push(line));
    expect(asked).toEqual(['GET', 'GET', 'POST', 'POST']);
    expect(new Set(keys).size).toBe(1);
    expect(said).toEqual(['Certified 云川市晨光纺织有限公司.']);
  });
});
