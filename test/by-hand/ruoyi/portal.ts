/** A portal with RuoYi's built front end. Its back end answers as RuoYi's, for users whose login name is the code of their unit. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { BUSINESS } from './projects.ts';

/** The name of the business in the menu. */
export const TITLE = '社保缴费';

/** Where the front end finds its back end when it is built. */
const API = '/prod-api';
/** A view that both front ends have, in the place of the business. */
const VIEW = 'system/notice/index';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const [, group, page] = BUSINESS.split('/');
const meta = (title: string) => ({ title, icon: 'form', noCache: false, link: null });
const MENU = [
  {
    name: 'Business',
    path: `/${group}`,
    hidden: false,
    redirect: 'noRedirect',
    component: 'Layout',
    alwaysShow: true,
    meta: meta('业务办理'),
    children: [{ name: 'Pay', path: page, hidden: false, component: VIEW, meta: meta(TITLE) }],
  },
];

export interface Portal {
  url: string;
  /** The built front end that it serves from now on. */
  serve(folder: string): void;
  /** A session of the unit's user, for the cookie `Admin-Token`. */
  logIn(unit: string): string;
  close(): void;
}

/** `token`: a token of the widget for the unit. */
export async function startPortal(token: (unit: string) => Promise<string>): Promise<Portal> {
  const sessions = new Map<string, string>();
  let folder = '';

  const logIn = (unit: string): string => {
    const session = randomUUID();
    sessions.set(session, unit);
    return session;
  };

  async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    return text ? (JSON.parse(text) as Record<string, string>) : {};
  }

  async function answer(request: IncomingMessage, pathname: string): Promise<object> {
    const session = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const unit = sessions.get(session);
    switch (pathname) {
      case '/captchaImage':
        return { captchaEnabled: false };
      case '/login':
        return { token: logIn((await bodyOf(request))['username']!) };
      case '/logout':
        sessions.delete(session);
        return {};
      case '/session/certification-token':
        return unit ? { token: await token(unit) } : { code: 401 };
      case '/getInfo':
        return unit
          ? { user: { userId: 1, userName: unit, nickName: unit }, roles: ['admin'], permissions: ['*:*:*'] }
          : { code: 401, msg: '认证失败' };
      case '/getRouters':
        return { data: MENU };
      case '/system/user/profile':
        return { data: { userName: unit }, roleGroup: '单位用户', postGroup: '' };
      default:
        return { data: [], rows: [], total: 0 };
    }
  }

  async function file(pathname: string, response: ServerResponse): Promise<void> {
    const name = extname(pathname) ? pathname : '/index.html'; // any route of the front end
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
    response.end(await readFile(join(folder, name)));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url!, 'http://portal');
    if (!pathname.startsWith(API)) return file(pathname, response);
    const body = { code: 200, msg: '操作成功', ...(await answer(request, pathname.slice(API.length))) };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    serve: (of) => (folder = of),
    logIn,
    close: () => server.close().closeAllConnections(),
  };
}
