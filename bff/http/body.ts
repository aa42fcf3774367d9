/**
 * Checks JSON bodies of requests in one step: media type, size, syntax, then the schema. Hono's own
 * JSON validator takes a body of another media type for an empty object, and answers a failed check
 * in its own form.
 */
import { zValidator } from '@hono/zod-validator';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import {
  FIELD_ERROR_CODES,
  type FieldError,
  type FieldErrorCode,
  type ProblemCode,
} from '../contract/wire.ts';
import type { Env } from './env.ts';
import { answering } from './described.ts';
import { problem } from './problem.ts';

const PROBLEMS: readonly ProblemCode[] = ['not-json', 'body-too-large', 'malformed-json', 'invalid-fields'];

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
const contextOf = (c: unknown): Context<Env> => c as Context<Env>;

/**
 * Without promises, because zod checks objects faster then. A body that is no JSON throws an
 * `HTTPException`.
 */
const validator = <T extends z.ZodType>(schema: T) =>
  zValidator(
    'json',
    schema,
    (result, c) => {
      if (result.success) return undefined;
      const errors = fieldErrorsOf(result.error.issues);
      return problem(contextOf(c), 'invalid-fields', { errors });
    },
    // The types of both are the same, under other names.
    { validationFunction: (given, value) => given.safeParse(value) as never },
  );

type Validator<T extends z.ZodType> = ReturnType<typeof validator<T>>;

/**
 * JSON is UTF-8 (RFC 8259). A name in another encoding would be read as another name, and the claim
 * would be refused.
 */
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?(;\s*)?$/i;

const isJson = (c: Context<Env>): boolean => JSON_TYPE.test(c.req.header('Content-Type')?.trim() ?? '');

/**
 * Refuses a longer body. Hono's `bodyLimit` reads the body first, for which @hono/node-server
 * builds a whole `Request`. So if there is a `Content-Length`, only this header is checked. Node.js
 * ends a request that sends more than its header says.
 */
function withinLimit(bytes: number): MiddlewareHandler<Env> {
  const tooLarge = (c: unknown) => problem(contextOf(c), 'body-too-large');
  const ofUnknownLength = bodyLimit({ maxSize: bytes, onError: tooLarge });
  return async (c, next) => {
    const length = c.req.header('Content-Length');
    if (length === undefined || c.req.header('Transfer-Encoding') !== undefined)
      return ofUnknownLength(c, next);
    return Number(length) > bytes ? tooLarge(c) : next();
  };
}

interface BodyOptions {
  /** The most that is accepted. */
  bytes: number;
  /**
   * Starts the check of a body that has arrived, and what follows; at once by default. So a slow
   * sender takes no turn.
   */
  inTurn?: <T>(work: () => Promise<T>) => Promise<T>;
}

function step<T extends z.ZodType>(
  validatorOf: (c: Context<Env>) => Validator<T>,
  { bytes, inTurn }: BodyOptions,
): Validator<T> {
  const admit = withinLimit(bytes);
  const read: MiddlewareHandler<Env> = async (c, next) => {
    const check = () => validatorOf(c)(c as never, next);
    try {
      if (!inTurn) return await check();
      await c.req.text();
      return await inTurn(check);
    } catch (error) {
      if (error instanceof HTTPException) return problem(c, 'malformed-json');
      throw error;
    }
  };
  const whole: MiddlewareHandler<Env> = async (c, next) =>
    isJson(c) ? admit(c, () => read(c, next) as Promise<void>) : problem(c, 'not-json');
  return answering(whole, PROBLEMS) as unknown as Validator<T>;
}

/** A middleware for a route with a JSON body; the handler reads `c.req.valid('json')`. */
export function jsonBody<T extends z.ZodType>(schema: T, options: BodyOptions): Validator<T> {
  const check = validator(schema);
  return step(() => check, options);
}

/**
 * As `jsonBody`, with a schema for each key, all of the same shape. `keyOf` names the request's.
 */
export function jsonBodyBy<Key, T extends z.ZodType>(
  keys: readonly Key[],
  schemaOf: (key: Key) => T,
  keyOf: (c: Context<Env>) => Key,
  options: BodyOptions,
): Validator<T> {
  const validators = new Map(keys.map((key) => [key, validator(schemaOf(key))]));
  return step((c) => validators.get(keyOf(c))!, options);
}
