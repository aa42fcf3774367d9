/** The servers of a run: the BFF itself on a real PostgreSQL, and a portal on two origins that has the pages, mints tokens and forwards to the BFF. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'iconv-lite';
import { VERSION } from '../../../bff/contract/version.ts';
import type { Database } from '../../../bff/database/database.ts';
import { migrate } from '../../../bff/database/migrate.ts';
import { openPostgres } from '../../../bff/database/postgres.ts';
import { startBff, type TestBff } from '../../support/bff.ts';
import { registerUnit, uscc } from '../../support/people.ts';
import { createDatabase, startPostgres } from '../../support/postgres.ts';
import { OLD_VERSION, type Host } from './hosts.ts';
import { appFile, OLD, type Origins, pageAround, pageOf, PROXY, type Visited } from './page.ts';

const pages = fileURLToPath(new URL('pages', import.meta.url));
const widgetDir = fileURLToPath(new URL('../../../dist/widget', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

const UNIT = uscc(1);
/** The unit of another user of the same page. */
export const OTHER_UNIT = uscc(2);

interface FreshBff extends TestBff {
  database: Database;
}

async function freshBff(adminUrl: string, template: string, origins: string[]): Promise<FreshBff> {
  const { url } = await createDatabase(adminUrl, template);
  const database = openPostgres(url);
  const bff = await startBff(database, 'portal', { widgetDir, origins });
  for (const unit of [UNIT, OTHER_UNIT]) await registerUnit(bff.deps, unit);
  return { ...bff, database };
}

export interface Portal {
  addressOf(visited: Visited): string;
  /** A BFF that knows of nothing yet: visits are compared to the pixel, so all are of one uncertified unit. Gives its code. */
  renew(): Promise<string>;
  close(): Promise<void>;
}

async function forward(request: IncomingMessage, response: ServerResponse, to: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const name of ['authorization', 'content-type', 'idempotency-key', 'origin', 'accept'])
    if (request.headers[name]) headers.set(name, String(request.headers[name]));
  const body = chunks.length ? Buffer.concat(chunks) : null;
  const answer = await fetch(to, { method: request.method!, headers, body });
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, { ...(type && { 'content-type': type }), 'cache-control': 'no-store' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function fileOf(pathname: string, libraries: string): Promise<Buffer | string> {
  if (pathname.startsWith(OLD)) {
    const script = await readFile(join(widgetDir, pathname.slice(OLD.length)), 'utf8');
    return script.replaceAll(VERSION, OLD_VERSION);
  }
  const [, folder, ...path] = pathname.split('/');
  return readFile(join(folder === 'lib' ? libraries : pages, ...path));
}

/** `libraries`: their node_modules. */
export async function startPortal(libraries: string, hosts: readonly Host[]): Promise<Portal> {
  const postgres = await startPostgres();
  const template = await createDatabase(postgres.adminUrl);
  const migrated = openPostgres(template.url);
  await migrate(migrated);
  await migrated.close();

  let current: FreshBff | undefined;
  const origins: Origins = { portal: '', other: '' };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search, searchParams } = new URL(request.url!, 'http://portal');
    if (pathname.startsWith(PROXY) && !pathname.startsWith(OLD))
      return forward(request, response, current!.url + pathname.slice(PROXY.length) + search);
    response.setHeader('cache-control', 'no-store');
    if (pathname.endsWith('/session/token')) {
      const token = await current!.token(searchParams.get('unit')!);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ token }));
      return;
    }
    if (pathname === '/session/login' || pathname === '/session/logout') {
      response.setHeader('set-cookie', `unit=${searchParams.get('unit') ?? ''}; Path=/`);
      response.writeHead(204).end();
      return;
    }
    if (pathname === '/session/certification-token') {
      const { authorization = '', cookie = '' } = request.headers;
      const [, unit] = /unit=(\w+)/.exec(cookie) ?? /^Bearer (\w+)/.exec(authorization) ?? [];
      const answer = unit ? { token: await current!.token(unit, { sub: `user of ${unit}` }) } : { code: 401 };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      return;
    }
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (pathname.startsWith('/apps/')) {
      const name = pathname.slice('/apps/'.length);
      response.setHeader('access-control-allow-origin', '*').setHeader('content-type', TYPES[extname(name)]!);
      response.end(await appFile(name, search, current!.url, origins));
      return;
    }
    const host = hosts.find(({ name }) => pathname === `/${name}`);
    if (!host) {
      response.setHeader('content-type', TYPES[extname(pathname)] ?? 'application/octet-stream');
      response.end(await fileOf(pathname, libraries));
      return;
    }
    for (const [name, value] of Object.entries(host.headers ?? {}))
      response.setHeader(name, value.replaceAll('BFF', current!.url));
    const charset = host.charset ?? 'utf-8';
    response.setHeader('content-type', `text/html; charset=${charset}`);
    if (host.frame && !searchParams.has('inside')) {
      response.end(pageAround(host.frame, `${origins[host.frame.of]}${pathname}?inside&${searchParams}`));
      return;
    }
    const attributes = searchParams.get('attributes');
    const visited = {
      host,
      attributes: attributes === null ? undefined : (JSON.parse(attributes) as Record<string, string>),
      async: searchParams.has('async'),
    };
    response.end(encode(await pageOf(visited, current!.url, origins), charset));
  }

  const servers = (['portal', 'other'] as const).map((name) => {
    const server = createServer((request, response) => {
      answer(request, response).catch(() => response.writeHead(404).end());
    });
    return new Promise<typeof server>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        origins[name] = `http://localhost:${(server.address() as AddressInfo).port}`;
        resolve(server);
      }),
    );
  });
  const listening = await Promise.all(servers);
  const end = async (): Promise<void> => {
    await current?.close();
    await current?.database.close();
  };
  return {
    addressOf: ({ host, attributes, async }) =>
      `${origins.portal}/${host.name}?${new URLSearchParams({
        ...(attributes && { attributes: JSON.stringify(attributes) }),
        ...(async && { async: '' }),
      })}`,
    async renew() {
      await end();
      current = await freshBff(
        postgres.adminUrl,
        new URL(template.url).pathname.slice(1),
        Object.values(origins),
      );
      return UNIT;
    },
    async close() {
      await Promise.all(
        listening.map((server) => new Promise((resolve) => server.close(resolve).closeAllConnections())),
      );
      await end();
      await postgres.stop();
    },
  };
}
