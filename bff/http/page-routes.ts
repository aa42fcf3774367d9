/**
 * `/`, `/docs` and `/openapi.json`: what this server is, for people and for tools. The first two
 * are its only HTML.
 */
import { Hono } from 'hono';
import { answerHtml, answerJson, strictHeaders } from './answer.ts';
import { describes, text } from './described.ts';
import type { Env } from './env.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { docsPage } from './docs-page.ts';
import { HOME_POLICY, homePage } from './home-page.ts';

export interface PageParts {
  /** Describes all routes, these included. */
  document: () => Promise<OpenApiDocument>;
  /** Without a trailing slash. */
  publicUrl: string;
  /** SRI digest of the widget's script; undefined when no widget is built. */
  scriptIntegrity: () => Promise<string | undefined>;
}

const HOME = describes('What this server is, and the lines that a portal copies into its pages.', {
  200: text('A page.', 'text/html'),
});
const HOME_HEADERS = {
  'Content-Security-Policy': HOME_POLICY,
  'Cache-Control': 'no-cache',
};
const DOCUMENT = describes('This document.', { 200: text('OpenAPI 3.1.', 'application/json') });
const DOCS = describes('This document for people.', { 200: text('A page.', 'text/html') });

export function pageRoutes({ document, publicUrl, scriptIntegrity }: PageParts): Hono<Env> {
  const routes = new Hono<Env>();
  for (const path of ['/docs', '/openapi.json']) routes.use(path, strictHeaders);
  routes.get('/', HOME, async (c) =>
    answerHtml(c, await homePage({ publicUrl, integrity: await scriptIntegrity() }), HOME_HEADERS),
  );
  routes.get('/openapi.json', DOCUMENT, async (c) => answerJson(c, await document()));
  let docs: ReturnType<typeof docsPage> | undefined;
  routes.get('/docs', DOCS, async (c) => answerHtml(c, await (docs ??= docsPage(await document()))));
  return routes;
}
