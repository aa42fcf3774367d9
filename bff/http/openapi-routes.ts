/** `/openapi.json`: the document itself, for tools. */
import { Hono } from 'hono';
import { answerJson, strictHeaders } from './answer.ts';
import { describes, text } from './described.ts';
import type { Env } from './env.ts';
import { methodNotAllowed } from './problem.ts';
import type { OpenApiDocument } from './openapi-document.ts';

const DOCUMENT = describes('This document.', { 200: text('OpenAPI 3.1.', 'application/json') });

const PATH = '/openapi.json';

/** `document` describes all routes, this one included. */
export function openApiRoutes(document: () => Promise<OpenApiDocument>): Hono<Env> {
  const routes = new Hono<Env>();
  routes.use(PATH, strictHeaders);
  routes.get(PATH, DOCUMENT, async (c) => answerJson(c, await document()));
  routes.all(PATH, methodNotAllowed('GET, HEAD'));
  return routes;
}
