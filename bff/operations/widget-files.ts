/**
 * The built widget's files, compressed at build (`bff/build/compress.mjs`). Stable names are short-lived in caches, hashed
 * ones immutable. Any page may load them: modules from another origin need both cross-origin headers.
 */
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { describes } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import { problem } from '../http/problem.ts';

/** Only names that the build makes: no dot-files, no climbing out, no compressed file by its own name. */
const NAME = /^(?:[a-z0-9][a-z0-9-]*\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*\.(js|map|json)$/;
const HASHED = /^chunks\//;

const CROSS_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

const FILES = describes(
  "The widget's files.",
  {
    200: {
      description: 'The file.',
      content: { 'text/javascript': {}, 'application/json': {} },
    },
    304: { description: 'The file of `If-None-Match` is the current one.' },
  },
  ['not-found'],
);

export function widgetRoutes(folder: string): Hono<Env> {
  const routes = new Hono<Env>();
  const nameOf = (c: Context) => c.req.param('name') ?? '';
  routes.get(
    '/:name{.+}',
    FILES,
    etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(CROSS_ORIGIN)] }),
    (c, next) => (NAME.test(nameOf(c)) ? next() : Promise.resolve(notFound(c))),
    serveStatic({
      root: folder,
      precompressed: true,
      rewriteRequestPath: (_path, c) => nameOf(c),
      onFound(_path, c) {
        const age = HASHED.test(nameOf(c)) ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
        for (const [name, value] of Object.entries({
          ...CROSS_ORIGIN,
          'Cache-Control': age,
          Vary: 'Accept-Encoding',
        }))
          c.header(name, value);
      },
    }),
    notFound,
  );
  return routes;
}

const notFound = (c: Context<Env>) => problem('not-found', c.var.requestId);
