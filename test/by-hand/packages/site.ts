/** A customer's site that serves a built front end, with a BFF behind it that answers as a real one, and the user who certifies a unit there. */
import { readFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { fieldsOf } from '../../../bff/contract/forms.ts';
import type { CertificationAnswer } from '../../../bff/contract/wire.ts';
import { withNext } from '../../support/next.ts';
import { TITLES, WORDS, labelOf } from '../../support/words.ts';
import { root } from './packed.ts';

const UNIT = { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' };
const statusOf = (submitted: boolean) =>
  withNext({
    unit: UNIT,
    canSubmit: true,
    kinds: [{ kind: 'real-name', status: submitted ? 'certified' : 'uncertified' }],
    attempts: { remaining: 5, resetsAt: null },
    form: { fields: fieldsOf('market').map(({ id }) => id), source: 'market' },
  });
const answer: CertificationAnswer = {
  outcome: 'certified',
  reference: 'K7M29QXH',
  status: statusOf(true),
};

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** The service's own scripts, for `load()`. */
const WIDGET = '/widget/';

export interface Site {
  url: string;
  /** Addresses that answered 404. */
  missing: string[];
  close: () => void;
}

/** `front`: the folder of the built files, or the URL of a server that renders them. */
export async function startSite(front: string): Promise<Site> {
  let submitted = false;
  const missing: string[] = [];

  const sendFile = (pathname: string, response: ServerResponse) => {
    try {
      const folder = pathname.startsWith(WIDGET) ? join(root, 'dist') : front;
      const file = join(folder, pathname === '/' ? 'index.html' : pathname);
      response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(readFileSync(file));
    } catch {
      if (pathname !== '/favicon.ico') missing.push(pathname);
      response.writeHead(404).end();
    }
  };
  const pass = (request: IncomingMessage, response: ServerResponse) => {
    const forwarded = ask(front + request.url!, { headers: request.headers }, (answered) => {
      if (answered.statusCode === 404 && request.url !== '/favicon.ico') missing.push(request.url!);
      response.writeHead(answered.statusCode!, answered.headers);
      answered.pipe(response);
    });
    forwarded.on('error', () => response.destroy()).end();
  };

  const server = createServer((request, response) => {
    submitted ||= request.method === 'POST';
    const { pathname } = new URL(request.url!, 'http://localhost');
    const json = {
      '/token': { token: 'opaque' },
      '/session/certification-token': { token: 'opaque' },
      '/v1/certification': request.method === 'POST' ? answer : statusOf(submitted),
    };
    const body = json[pathname as keyof typeof json];
    if (body) response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    else if (front.startsWith('http:') && !pathname.startsWith(WIDGET)) pass(request, response);
    else sendFile(pathname, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    missing,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Goes through prompt, form and result. `told`: the page then shows the event's status in an `output`. Rejects when a file is missing. */
export async function certify(browser: Browser, site: Site, told: boolean): Promise<void> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  try {
    await page.goto(site.url);
    await page.getByRole('button', { name: WORDS.prompt.confirm }).click();
    await page.getByLabel(labelOf('legalRepresentative.name')).fill('张三');
    await page.getByLabel(labelOf('legalRepresentative.idNumber')).fill('11010519491231002X');
    await page.getByLabel(labelOf('foundedOn')).fill('2001-05-18');
    await page.getByRole('button', { name: WORDS.form.submit }).click();
    await page.getByRole('heading', { name: TITLES.certified }).waitFor();
    if (told) await page.getByText('true', { exact: true }).waitFor();
  } catch (error) {
    throw new Error(`${String(error)}\nthe page: ${errors.join('; ')}`, { cause: error });
  } finally {
    await page.close();
  }
  if (errors.length + site.missing.length > 0)
    throw new Error(`errors: ${errors.join('; ')}; missing: ${site.missing.join(', ')}`);
}
