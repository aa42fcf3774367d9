/**
 * What routes and guards say of themselves for `/openapi.json`. Each names the problems that it answers, next to the
 * code that answers them; `openapi/document.ts` puts them together.
 */
import type { MiddlewareHandler } from 'hono';
import { describeRoute, resolver, uniqueSymbol, type DescribeRouteOptions } from 'hono-openapi';
import type { z } from 'zod';
import type { ProblemCode } from '../contract/wire.ts';

/** Member of an operation until the document is done; `hono-openapi` joins the lists of a route's handlers. */
export const PROBLEMS_MEMBER = 'x-problems';

export interface Description extends DescribeRouteOptions {
  [PROBLEMS_MEMBER]?: readonly ProblemCode[];
}

type Responses = NonNullable<DescribeRouteOptions['responses']>;
type More = Pick<DescribeRouteOptions, 'parameters' | 'security'>;

export const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema: resolver(schema) } },
});

export const text = (description: string, type = 'text/plain') => ({ description, content: { [type]: {} } });

/** First handler of a route: what it is for, what it answers, and the problems of its last handler. */
export function describes(
  summary: string,
  responses: Responses,
  problems: readonly ProblemCode[] = [],
  more: More = {},
): MiddlewareHandler {
  const description: Description = { summary, responses, [PROBLEMS_MEMBER]: problems, ...more };
  return describeRoute(description);
}

/** A guard that answers these problems itself. */
export const answering = <T extends MiddlewareHandler>(
  guard: T,
  problems: readonly ProblemCode[],
  more: More = {},
): T => Object.assign(guard, { [uniqueSymbol]: { spec: { [PROBLEMS_MEMBER]: problems, ...more } } });

/** `zValidator`, which hono-openapi does not know, as one of its own. */
export const showing = <T extends MiddlewareHandler>(validator: T, schema: z.ZodType): T =>
  Object.assign(validator, { [uniqueSymbol]: { target: 'json', ...resolver(schema) } });
