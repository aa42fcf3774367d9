/** Serves the portal's page, tokens and the BFF's answers, the same for every stack, so that only the page's scripts differ. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { fieldsOf } from '../../bff/contract/forms.ts';
import type { CertificationAnswer, CertificationStatus } from '../../bff/contract/wire.ts';
import { withNext } from '../../test/support/next.ts';
import { benchFolder } from '../support/peers.ts';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

const UNIT = { code: '91320100MA00000000', name: '南京示例有限公司' };
const attempts = { remaining: 5, resetsAt: null };
const statusOf = (status: 'uncertified' | 'certified'): CertificationStatus =>
  withNext({
    unit: UNIT,
    canSubmit: true,
    kinds: [
      { kind: 'phone', status: 'certified' },
      { kind: 'real-name', status },
      { kind: 'real-person', status: 'not-open' },
    ],
    attempts,
    form: { fields: fieldsOf('market').map(({ id }) => id), source: 'market' },
  });
const UNCERTIFIED = statusOf('uncertified');
const CERTIFIED: CertificationAnswer = {
  outcome: 'certified',
  reference: 'K7M29QXH',
  status: statusOf('certified'),
};

/**
 * A portal's page with content that could shift. All stacks use its one font in two weights, as on a Chinese office PC. The font is loaded first, so
 * that the machine's search for single characters is not measured.
 */
const WEIGHTS = [400, 700];
const FACES = WEIGHTS.map(
  (weight) => `@font-face{font-family:Page;font-weight:${weight};src:url(/font-${weight}.woff2)}`,
).join('');
const PAGE = `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>门户</title>
<link rel="icon" href="data:,">
<style>${FACES}
html:root{--unit-certification-font:Page;--sl-font-sans:Page;--el-font-family:Page}
body{margin:0;font:16px/1.6 Page}header,main{padding:16px}</style>
<header><b>单位网上服务</b></header>
<main>${'<p>社会保险业务办理：参保登记、人员增减、基数申报、缴费。</p>'.repeat(20)}</main></html>`;

const fontFile = (weight: string): string =>
  join(
    benchFolder,
    `node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`,
  );

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const token = () => {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: 'bench', sub: 'user', unit: UNIT, iat, exp: iat + 300 };
  return [base64url({ alg: 'HS256' }), base64url(claims), 'c2lnbmF0dXJl'].join('.');
};

export interface PageServer {
  url: string;
  /** Compressed bytes of scripts and style sheets since the last call. */
  takeBytes(): number;
  close(): void;
}

export async function startPageServer(folder: string): Promise<PageServer> {
  let bytes = 0;
  const compressed = new Map<string, Buffer>();
  const compress = (file: string): Buffer => {
    const cached = compressed.get(file);
    if (cached) return cached;
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    const made = brotliCompressSync(readFileSync(file), options);
    compressed.set(file, made);
    return made;
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const json = (value: object) => {
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Cache-Control', 'no-store');
      response.end(JSON.stringify(value));
    };
    if (pathname === '/') return void response.setHeader('Content-Type', 'text/html').end(PAGE);
    if (pathname === '/token') return json({ token: token() });
    if (pathname === '/v1/certification') return json(request.method === 'GET' ? UNCERTIFIED : CERTIFIED);
    const font = /^\/font-(\d+)\.woff2$/.exec(pathname);
    if (font)
      return void response.setHeader('Content-Type', 'font/woff2').end(readFileSync(fontFile(font[1]!)));
    const file = join(folder, normalize(pathname));
    const type = TYPES[extname(file)];
    if (!type || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    const body = compress(file);
    bytes += body.length;
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Encoding': 'br',
      'Content-Length': body.length,
      'Cache-Control': 'public, max-age=31536000',
    });
    return void response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    takeBytes() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    close: () => void server.close(),
  };
}
