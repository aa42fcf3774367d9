/**
 * Checks JSON bodies of requests: media type, size, syntax, then the schema. Hono's own JSON validator takes a body of another media type
 * for an empty object, and answers a failed check in its own form.
 */
import { zValidator } from '@hono/zod-validator';
import type { Context, MiddlewareHandler, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { FIELD_ERROR_CODES, type FieldError, type FieldErrorCode } from '../contract/wire.ts';
import type { Env } from './env.ts';
import { answering } from './described.ts';
import { problem } from './problem.ts';

const isJson: MiddlewareHandler<Env> = answering(
  async (c, next) => {
    const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') return problem('not-json', c.var.requestId);
    return next();
  },
  ['not-json', 'body-too-large', 'malformed-json', 'invalid-fields'], // the problems of all four middlewares
);

const isWellFormed: MiddlewareHandler<Env> = async (c, next) => {
  try {
    await c.req.json();
  } catch {
    return problem('malformed-json', c.var.requestId);
  }
  return next();
};

const CODES: readonly string[] = FIELD_ERROR_CODES;

/** Zod's issues as field errors. The schemas' messages are the codes. */
export const fieldErrorsOf = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap((issue) => {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key): FieldError => ({
        path: path ? `${path}.${key}` : key,
        code: 'unexpected',
      }));
    return [{ path, code: (CODES.includes(issue.message) ? issue.message : 'bad-format') as FieldErrorCode }];
  });

/** The libraries' callbacks get a context without the type of its variables. */
const requestIdOf = (c: unknown): string => (c as Context<Env>).var.requestId;

/**
 * Refuses a longer body. Hono's `bodyLimit` reads the body first, for which @hono/node-server builds a whole `Request`. So if there is a
 * `Content-Length`, only this header is checked. Node.js ends a request that sends more than its header says.
 */
function withinLimit(bytes: number): MiddlewareHandler<Env> {
  const tooLarge = (c: unknown) => problem('body-too-large', requestIdOf(c));
  const ofUnknownLength = bodyLimit({ maxSize: bytes, onError: tooLarge });
  return async (c, next) => {
    const length = c.req.header('Content-Length');
    if (length === undefined || c.req.header('Transfer-Encoding') !== undefined)
      return ofUnknownLength(c, next);
    return Number(length) > bytes ? tooLarge(c) : next();
  };
}

const validator = <T extends z.ZodType>(schema: T) =>
  zValidator('json', schema, (result, c) => {
    if (result.success) return undefined;
    const errors = fieldErrorsOf(result.error.issues);
    return problem('invalid-fields', requestIdOf(c), { errors });
  });

/** Middlewares for a route with a JSON body of at most `bytes`; the handler reads `c.req.valid('json')`. */
export const jsonBody = <T extends z.ZodType>(schema: T, bytes: number) =>
  [isJson, withinLimit(bytes), isWellFormed, validator(schema)] as const;

/** As `jsonBody`, with a schema for each key, all of the same shape. `keyOf` names the request's. */
export function jsonBodyBy<Key, T extends z.ZodType>(
  keys: readonly Key[],
  schemaOf: (key: Key) => T,
  bytes: number,
  keyOf: (c: Context<Env>) => Key,
) {
  const validators = new Map(keys.map((key) => [key, validator(schemaOf(key))]));
  const chosen = ((c: Context<Env>, next: Next) => validators.get(keyOf(c))!(c as never, next)) as ReturnType<
    typeof validator<T>
  >;
  return [isJson, withinLimit(bytes), isWellFormed, chosen] as const;
}
