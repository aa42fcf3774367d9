/**
 * The built widget's files. Stable names are short-lived in caches, hashed ones immutable; each is compressed
 * once, when it is first asked for. Any page may load them: modules from another origin need both headers.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import type { Env } from '../http/env.ts';
import { problem } from '../http/problem.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface WidgetFile {
  etag: string;
  type: string;
  plain: Bytes;
  br: Bytes;
  gzip: Bytes;
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  map: 'application/json; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
/** Only names that the build makes: no dot-files, no climbing out. */
const NAME = /^(?:[a-z0-9][a-z0-9-]*\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*\.(js|map|json)$/;
const HASHED = /^chunks\//;

async function load(folder: string, name: string): Promise<WidgetFile | undefined> {
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (!bytes) return undefined;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: name.endsWith('.map') ? 5 : 11 } };
  return {
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    type: TYPES[name.slice(name.lastIndexOf('.') + 1)]!,
    plain: Uint8Array.from(bytes),
    br: Uint8Array.from(brotliCompressSync(bytes, quality)),
    gzip: Uint8Array.from(gzipSync(bytes, { level: 9 })),
  };
}

export function widgetRoutes(folder: string): Hono<Env> {
  const files = new Map<string, Promise<WidgetFile | undefined>>();
  const routes = new Hono<Env>();
  routes.get('/:name{.+}', async (c) => {
    const name = c.req.param('name');
    if (!NAME.test(name)) return problem('not-found', c.var.requestId);
    const loading = files.get(name) ?? load(folder, name);
    files.set(name, loading);
    const file = await loading;
    if (!file) {
      files.delete(name);
      return problem('not-found', c.var.requestId);
    }
    const accepted = c.req.header('Accept-Encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    const headers: Record<string, string> = {
      'Content-Type': file.type,
      'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
      ETag: file.etag,
      Vary: 'Accept-Encoding',
      ...(encoding && { 'Content-Encoding': encoding }),
    };
    if (c.req.header('If-None-Match')?.includes(file.etag)) return c.body(null, 304, headers);
    return c.body(file[encoding ?? 'plain'], 200, headers);
  });
  return routes;
}
