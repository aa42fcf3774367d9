/** `/openapi.json`: the document itself, for tools. */
import { Hono } from 'hono';
import { answerJson, strictHeaders } from '../http/answer.ts';
import { describes, text } from '../http/described.ts';
import type { Env } from '../http/env.ts';
import { methodNotAllowed } from '../http/problem.ts';
import type { OpenApiDocument } from './document.ts';

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
