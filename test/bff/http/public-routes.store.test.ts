/** The routes that need no token (health, metrics, document, pages, the widget's files), and the request limits, over real sockets. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { VERSION } from '../../../bff/contract/version.ts';
import type { Problem } from '../../../bff/contract/wire.ts';
import { bffTest } from '../../support/bff-test.ts';

const SOURCE = `export const text = '${'认证'.repeat(500)}';`;
const widgetDir = mkdtempSync(join(tmpdir(), 'widget-'));
const test = bffTest({
  widgetDir,
  metricsToken: 'm-token',
  requestLimits: { requestsPer10s: 3, serverRequestsPer10s: 6 },
});
const testWithoutToken = bffTest({ widgetDir });

testWithoutToken('gives metrics to anybody when no token is set', async ({ bff }) => {
  const answer = await fetch(`${bff.url}/metrics`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('# TYPE');
});

describe('public routes', () => {
  const it = test.extend('get', ({ bff }) => (path: string, headers: Record<string, string> = {}) => {
    return fetch(bff.url + path, { headers });
  });

  beforeAll(() => {
    mkdirSync(join(widgetDir, 'chunks'));
    const entry = join(widgetDir, 'unit-certification.js');
    writeFileSync(entry, SOURCE);
    writeFileSync(`${entry}.br`, brotliCompressSync(SOURCE));
    writeFileSync(`${entry}.gz`, gzipSync(SOURCE));
    writeFileSync(join(widgetDir, 'chunks', 'form-1a2b.js'), 'export {};');
    writeFileSync(join(widgetDir, '.secret.js'), 'no');
    const manifest = { files: { 'unit-certification.js': { integrity: 'sha384-abc' } } };
    writeFileSync(join(widgetDir, 'manifest.json'), JSON.stringify(manifest));
  });
  afterAll(() => rmSync(widgetDir, { recursive: true }));

  it('is live and ready', async ({ get }) => {
    expect((await get('/livez')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
  });

  it('gives metrics only to the token, by route and not by address', async ({ get }) => {
    await get('/v1/units/91320100000000011X/certification');
    await get('/no/such/address');
    expect((await get('/metrics')).status).toBe(401);
    expect((await get('/metrics', { Authorization: 'Bearer another' })).status).toBe(401);
    const text = await (await get('/metrics', { Authorization: 'Bearer m-token' })).text();
    expect(text).toContain('route="/v1/units/:code/certification"');
    expect(text).not.toContain('91320100000000011X');
    expect(text).not.toContain('no/such');
  });

  it('documents every route and no other', async ({ bff, get }) => {
    const document = (await (await get('/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = bff.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
    expect(documented.sort()).toEqual([...new Set(served)].sort());
    expect(await (await get('/docs')).text()).toContain('POST /v1/certification');
  });

  it.for(['/livez', '/readyz', '/metrics', '/openapi.json', '/docs'])(
    '%s cannot be framed or loaded by another site, and is not cached',
    async (path, { get }) => {
      const { headers } = await get(path);
      expect(headers.get('X-Frame-Options')).toBe('DENY');
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
      expect(headers.get('Cache-Control')).toBe('no-store');
    },
  );

  it('serves the widget to any page, compressed and cached by name, and no other file of the folder', async ({
    get,
  }) => {
    const entry = await get('/widget/unit-certification.js', { 'Accept-Encoding': 'br' });
    expect(entry.headers.get('Content-Encoding')).toBe('br');
    expect(entry.headers.get('Content-Type')).toContain('text/javascript');
    expect(entry.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(entry.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(entry.headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(entry.headers.get('Vary')).toBe('Accept-Encoding');
    expect(await entry.text()).toBe(SOURCE);
    const etag = entry.headers.get('ETag')!;
    const repeated = await get('/widget/unit-certification.js', {
      'Accept-Encoding': 'br',
      'If-None-Match': etag,
    });
    expect(repeated.status).toBe(304);
    expect(repeated.headers.get('Access-Control-Allow-Origin')).toBe('*');
    for (const encoding of ['gzip', undefined]) {
      const other = await get('/widget/unit-certification.js', { 'Accept-Encoding': encoding ?? 'identity' });
      expect(other.headers.get('Content-Encoding')).toBe(encoding ?? null);
      expect(other.headers.get('Vary')).toBe('Accept-Encoding');
      expect(await other.text()).toBe(SOURCE);
    }
    const chunk = await get('/widget/chunks/form-1a2b.js');
    expect(chunk.headers.get('Cache-Control')).toContain('immutable');
    // A browser never asks again for the address of a module that it could not fetch.
    for (const folder of ['chunks-1', 'chunks-12', `${VERSION}/chunks-1`]) {
      const again = await get(`/widget/${folder}/form-1a2b.js`);
      expect(again.headers.get('Cache-Control')).toContain('immutable');
      expect(await again.text()).toBe('export {};');
    }
    for (const path of [
      '/widget/chunks-/form-1a2b.js',
      '/widget/chunks-1/../.secret.js',
      '/widget/.secret.js',
      '/widget/unit-certification.js.br',
      '/widget/none.js',
      '/widget/%2e%2e/package.json',
      '/widget/chunks',
    ])
      expect((await get(path)).status).toBe(404);
  });

  it('serves its own version as immutable, and names it when another version is requested', async ({
    get,
  }) => {
    for (const path of ['unit-certification.js', 'chunks/form-1a2b.js']) {
      const pinned = await get(`/widget/${VERSION}/${path}`, { 'Accept-Encoding': 'br' });
      expect(pinned.status).toBe(200);
      expect(pinned.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
      expect(pinned.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(await pinned.text()).toBe(await (await get(`/widget/${path}`)).text());
    }
    expect((await get(`/widget/${VERSION}/none.js`)).status).toBe(404);
    expect((await get(`/widget/${VERSION}/.secret.js`)).status).toBe(404);
    for (const version of ['0.0.1', '99.1.0', `${VERSION}-rc.1`]) {
      const other = await get(`/widget/${version}/unit-certification.js`);
      expect(other.status).toBe(404);
      expect(other.headers.get('Cache-Control')).toBe('no-store');
      expect(other.headers.get('Access-Control-Allow-Origin')).toBe('*');
      const { code, detail } = (await other.json()) as Problem;
      expect(code).toBe('not-found');
      expect(detail).toContain(`/widget/${VERSION}/unit-certification.js`);
    }
  });

  it('has a home page with the documents, the version and the code for portals, and with its own policy', async ({
    bff,
    get,
  }) => {
    const home = await get('/');
    const page = await home.text();
    for (const part of [
      '<html lang="zh-Hans">',
      'href="docs"',
      'href="openapi.json"',
      VERSION,
      '&lt;script type=&quot;module&quot; src=&quot;https://bff.example/widget/unit-certification.js&quot;&gt;',
      '&lt;unit-certification token-url=',
      `https://bff.example/widget/${VERSION}/unit-certification.js&quot; integrity=&quot;sha384-abc&quot;`,
    ])
      expect(page).toContain(part);
    expect(page).not.toMatch(/<script|style=|\son\w+=/);
    const [, style] = /<style>([^<]*)<\/style>/.exec(page)!;
    const digest = createHash('sha256').update(style!).digest('base64');
    expect(home.headers.get('Content-Security-Policy')).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect((await fetch(`${bff.url}/`, { method: 'POST' })).status).toBe(405);
    const document = (await (await get('/openapi.json')).json()) as { info: { version: string } };
    expect(document.info.version).toBe(VERSION);
  });

  it('limits a client that asks too often, and says so in headers', async ({ bff, get }) => {
    const headers = { Authorization: `Bearer ${await bff.token('91320100MA1DEM015L', { sub: 'busy' })}` };
    const answers = await Promise.all(Array.from({ length: 5 }, () => get('/v1/certification', headers)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(await refused.json()).toMatchObject({ code: 'too-many-requests' });
    expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(10);
    expect(refused.headers.get('RateLimit-Policy')).toBe('"requests";q=3;w=10');
    expect(answers[0]!.headers.get('RateLimit')).toContain('r=2');
  });

  it('lets a site’s server ask more often than a user', async ({ bff, get }) => {
    const unit = '91320100MA1DEM015L';
    const headers = { Authorization: `Bearer ${await bff.token(unit, { purpose: 'status' })}` };
    const ask = () => get(`/v1/units/${unit}/certification`, headers);
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });
});
