/**
 * Descriptions of routes and guards for `/openapi.json`. Each names the problems that it answers,
 * next to the code that answers them; `http/openapi-document.ts` collects them.
 *
 * `hono-openapi` reads a middleware's description from its member `uniqueSymbol`, which it exports
 * for custom middlewares.
 */
import type { MiddlewareHandler } from 'hono';
import { describeRoute, uniqueSymbol, type DescribeRouteOptions } from 'hono-openapi';
import type components from '../contract/components.json';
import type { ProblemCode } from '../contract/wire.ts';

/**
 * Holds the problem codes of an operation until the document is made. `hono-openapi` joins the
 * lists of a route's handlers.
 */
export const PROBLEMS_MEMBER = 'x-problems';

export interface Description extends DescribeRouteOptions {
  [PROBLEMS_MEMBER]?: readonly ProblemCode[];
}

type Responses = NonNullable<DescribeRouteOptions['responses']>;
type More = Pick<DescribeRouteOptions, 'parameters' | 'requestBody' | 'security'>;

export type ComponentName = keyof typeof components;

export const ref = (name: ComponentName) => ({ $ref: `#/components/schemas/${name}` });

const jsonOf = (name: ComponentName) => ({ 'application/json': { schema: ref(name) } });

export const json = (description: string, name: ComponentName) => ({ description, content: jsonOf(name) });

/** The body that a route reads. */
export const reads = (name: ComponentName): More => ({
  requestBody: { required: true, content: jsonOf(name) },
});

export const text = (description: string, type = 'text/plain') => ({ description, content: { [type]: {} } });

/**
 * The first handler of a route. It describes the purpose, the answers, and the problems of the last
 * handler.
 */
export function describes(
  summary: string,
  responses: Responses,
  problems: readonly ProblemCode[] = [],
  more: More = {},
): MiddlewareHandler {
  const description: Description = { summary, responses, [PROBLEMS_MEMBER]: problems, ...more };
  return describeRoute(description);
}

/** Adds the problems that a guard answers to its description. */
export const answering = <T extends MiddlewareHandler>(
  guard: T,
  problems: readonly ProblemCode[],
  more: More = {},
): T => Object.assign(guard, { [uniqueSymbol]: { spec: { [PROBLEMS_MEMBER]: problems, ...more } } });
