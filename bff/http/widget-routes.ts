/**
 * `/widget/…`: the built widget's files, which the build has compressed
 * (`widget/build/compressed.mjs`). Files with stable names are cached for minutes; those with
 * hashed names, and all below the version's folder, are immutable. `chunks-1/`, `chunks-2/`, … have
 * the files of `chunks/`: a browser that has lost one never asks for the same address again
 * (`widget/loading/import-again.ts`). Any page may load them, for which modules need both
 * cross-origin headers.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { VERSION } from '../contract/version.ts';
import { describes } from './described.ts';
import type { Env } from './env.ts';
import { EVERYWHERE } from './edge.ts';
import { problem } from './problem.ts';

/**
 * Matches only names that the build makes: no dot-file, no parent folder, no compressed file by its
 * own name.
 */
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
  const retainedHeaders = [...RETAINED_304_HEADERS, ...EVERYWHERE, ...Object.keys(CROSS_ORIGIN)];
  const withEtag = etag({ retainedHeaders });
  const file = serveStatic<Env>({
    root: folder,
    precompressed: true,
    rewriteRequestPath: (_path, c) => nameOf(c),
    onFound(_path, c) {
      const lasting = c.req.param('version') !== undefined || HASHED.test(nameOf(c));
      const headers = {
        ...c.get('headers'),
        ...CROSS_ORIGIN,
        'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
        Vary: 'Accept-Encoding',
      };
      // `serveStatic` makes the answer in Hono's own way.
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
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

const nameOf = (c: Context): string => (c.req.param('name') ?? '').replace(/^chunks-\d+\//, 'chunks/');

/**
 * Other origins may read the problem. It is not cached, because the next deployment may have the
 * file.
 */
const MISSING = { ...CROSS_ORIGIN, 'Cache-Control': 'no-store' };

const notFound = (c: Context<Env>) => problem(c, 'not-found', { headers: MISSING });

const otherVersion = (c: Context<Env>) =>
  problem(c, 'not-found', {
    headers: MISSING,
    detail:
      `This server has version ${VERSION} of the widget and no other: ` +
      `use /widget/${VERSION}/unit-certification.js, or /widget/unit-certification.js for the current one.`,
  });

interface Manifest {
  files: Record<string, { integrity: string } | undefined>;
}

/** SRI digest of the script that portals include; undefined when no widget is built. */
export async function scriptIntegrityIn(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  return text && (JSON.parse(text) as Manifest).files['unit-certification.js']?.integrity;
}
