/**
 * The built widget's files, compressed at build (`widget/build/compressed.mjs`). Stable names are short-lived in caches; hashed
 * ones, and all below this build's version, are immutable. Any page may load them: modules from another origin need both
 * cross-origin headers.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { VERSION } from '../contract/version.ts';
import { describes } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import { problem } from '../http/problem.ts';

/** Only names that the build makes: no dot-files, no climbing out, no compressed file by its own name. */
const NAME = /^(?:[a-z0-9][a-z0-9-]*\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*\.(js|map|json)$/;
const HASHED = /^chunks\//;

const CROSS_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

const described = (summary: string) =>
  describes(
    summary,
    {
      200: {
        description: 'The file.',
        content: { 'text/javascript': {}, 'application/json': {} },
      },
      304: { description: 'The file of `If-None-Match` is the current one.' },
    },
    ['not-found'],
  );
const FILES = described("The widget's files.");
const PINNED = described(
  "The widget's files of this version, which never change; other versions are not kept.",
);

export function widgetRoutes(folder: string): Hono<Env> {
  const routes = new Hono<Env>();
  const withEtag = etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(CROSS_ORIGIN)] });
  const file = serveStatic<Env>({
    root: folder,
    precompressed: true,
    rewriteRequestPath: (_path, c) => nameOf(c),
    onFound(_path, c) {
      const lasting = c.req.param('version') !== undefined || HASHED.test(nameOf(c));
      setHeaders(c, {
        ...CROSS_ORIGIN,
        'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
        Vary: 'Accept-Encoding',
      });
    },
  });
  const named: MiddlewareHandler<Env> = (c, next) =>
    NAME.test(nameOf(c)) ? next() : Promise.resolve(notFound(c));
  const versioned: MiddlewareHandler<Env> = (c, next) =>
    c.req.param('version') === VERSION ? next() : Promise.resolve(otherVersion(c));
  routes.get(
    '/:version{\\d+\\.\\d+\\.\\d+[\\w.+-]*}/:name{.+}',
    PINNED,
    versioned,
    withEtag,
    named,
    file,
    notFound,
  );
  routes.get('/:name{.+}', FILES, withEtag, named, file, notFound);
  return routes;
}

const nameOf = (c: Context): string => c.req.param('name') ?? '';

const setHeaders = (c: Context, headers: Record<string, string>): void => {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
};

/** Pages of other origins may read the words, and nobody keeps them: the next deploy may have the file. */
const MISSING = { ...CROSS_ORIGIN, 'Cache-Control': 'no-store' };

const notFound = (c: Context<Env>) => problem('not-found', c.var.requestId, { headers: MISSING });

const otherVersion = (c: Context<Env>) =>
  problem('not-found', c.var.requestId, {
    headers: MISSING,
    detail:
      `This server has version ${VERSION} of the widget and keeps no other: ` +
      `/widget/${VERSION}/unit-certification.js, or /widget/unit-certification.js for whichever is current.`,
  });

interface Manifest {
  files: Record<string, { integrity: string } | undefined>;
}

/** SRI digest of the script that portals include; undefined where no widget is built. */
export async function scriptIntegrityIn(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  return text && (JSON.parse(text) as Manifest).files['unit-certification.js']?.integrity;
}
