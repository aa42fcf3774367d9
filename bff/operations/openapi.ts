/**
 * `/openapi.json`: the HTTP API for machines. Request bodies come from the very schemas that check them; a test
 * holds the list of paths equal to the application's routes.
 */
import { z } from 'zod';
import {
  batchStatusRequestSchema,
  certificationRequestSchema,
  phoneCodeRequestSchema,
  phoneProofRequestSchema,
  recheckRequestSchema,
  registrationRequestSchema,
} from '../contract/schemas.ts';
import { KINDS, PROBLEM_TYPE_PREFIX, STATUSES } from '../contract/wire.ts';

type Schema = Record<string, unknown>;

const today = () => '2000-01-01'; // the document has no date in it

/** What a client sends: the schemas' input side. */
const body = (schema: z.ZodType): Schema => ({
  required: true,
  content: {
    'application/json': {
      schema: withoutDialect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
    },
  },
});
const withoutDialect = ({ $schema: _, ...schema }: Schema): Schema => schema;

const object = (properties: Record<string, Schema>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const text: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };
const instant: Schema = { type: 'string', format: 'date-time' };
const outcome: Schema = { enum: ['certified', 'rejected', 'pending'] };

const SCHEMAS: Record<string, Schema> = {
  Unit: object({ code: text, name: text }, ['name']),
  Kind: object(
    {
      kind: { enum: KINDS },
      status: { enum: STATUSES },
      since: instant,
      reason: { enum: ['representative-changed', 'registration-changed', 'unit-not-active', 'revoked'] },
      last: object({ outcome, reason: text, at: instant }, ['reason']),
    },
    ['since', 'reason', 'last'],
  ),
  Attempts: object({ remaining: { type: 'integer' }, resetsAt: { anyOf: [instant, { type: 'null' }] } }),
  CertificationStatus: object(
    {
      unit: ref('Unit'),
      canSubmit: { type: 'boolean' },
      kinds: { type: 'array', items: ref('Kind') },
      attempts: ref('Attempts'),
      recheck: object({ until: instant }),
    },
    ['recheck'],
  ),
  CertificationAnswer: object(
    { outcome, reason: text, attempts: ref('Attempts'), recheckable: { const: true } },
    ['reason', 'recheckable'],
  ),
  ProofOfWorkChallenge: object({ parameters: { type: 'object' }, signature: text }),
  RegistrationAnswer: object({ outcome, reason: text, attempts: ref('Attempts'), assertion: text }, [
    'reason',
    'attempts',
    'assertion',
  ]),
  UnitStatus: object({ unit: ref('Unit'), kinds: { type: 'array', items: ref('Kind') } }),
  Problem: object(
    {
      type: { type: 'string', pattern: `^${PROBLEM_TYPE_PREFIX}` },
      title: text,
      status: { type: 'integer' },
      detail: text,
      code: text,
      errors: { type: 'array', items: object({ path: text, code: text }) },
      requestId: text,
    },
    ['errors'],
  ),
};

const answer = (description: string, schema?: Schema): Schema => ({
  description,
  ...(schema && { content: { 'application/json': { schema } } }),
});
const problems: Record<string, Schema> = {
  default: {
    description: 'A problem (RFC 9457); `code` tells which.',
    content: { 'application/problem+json': { schema: ref('Problem') } },
  },
};
const operation = (summary: string, responses: Record<string, Schema>, more: Schema = {}): Schema => ({
  summary,
  responses: { ...responses, ...problems },
  ...more,
});
const idempotencyKey: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A UUID, quoted or bare. The same key with the same body gets the first answer for 24 hours.',
  schema: { type: 'string', format: 'uuid' },
};
const unitCode: Schema = {
  name: 'code',
  in: 'path',
  required: true,
  description: 'USCC (18 characters) or organisation code (9).',
  schema: text,
};
const plain = (summary: string): Schema => operation(summary, { 200: answer(summary) }, { security: [] });

const PATHS: Record<string, Record<string, Schema>> = {
  '/v1/certification': {
    get: operation("The unit's state, for its user.", {
      200: answer('The state.', ref('CertificationStatus')),
    }),
    post: operation(
      'Submits the legal data for verification.',
      { 200: answer('The outcome.', ref('CertificationAnswer')) },
      { parameters: [idempotencyKey], requestBody: body(certificationRequestSchema(today)) },
    ),
  },
  '/v1/certification/recheck': {
    post: operation(
      'Has a refused claim checked again whenever the registry changes, with consent.',
      { 202: answer('Kept until then.', object({ until: instant })) },
      { requestBody: body(recheckRequestSchema(today)) },
    ),
    delete: operation('Erases the kept claim.', { 204: answer('Erased, or there was none.') }),
  },
  '/v1/registrations/challenge': {
    get: operation('A proof of work, to be solved before a code is asked for (purpose `registration`).', {
      200: answer(
        'An ALTCHA challenge: PBKDF2, good once and for five minutes.',
        ref('ProofOfWorkChallenge'),
      ),
    }),
  },
  '/v1/registrations/phone-codes': {
    post: operation(
      'Sends a code to a phone (purpose `registration`).',
      { 202: answer('Sent; figures in seconds.', object({ resendAfter: integer, expiresIn: integer })) },
      { requestBody: body(phoneCodeRequestSchema) },
    ),
  },
  '/v1/registrations/phone-proofs': {
    post: operation(
      'Proves a phone by its code (purpose `registration`).',
      { 200: answer('Good for 15 minutes.', object({ phoneProof: text })) },
      { requestBody: body(phoneProofRequestSchema) },
    ),
  },
  '/v1/units/{code}/certification': {
    get: operation(
      "A unit's state, for a portal's server (purpose `status`).",
      { 200: answer('The state.', ref('UnitStatus')) },
      {
        parameters: [unitCode],
      },
    ),
  },
  '/v1/units/certifications': {
    post: operation(
      "Many units' states at once, for a portal's server (purpose `status`).",
      { 200: answer('In the order asked.', object({ units: { type: 'array', items: ref('UnitStatus') } })) },
      { requestBody: body(batchStatusRequestSchema) },
    ),
  },
  '/v1/registrations': {
    post: operation(
      "Registers a unit whose phone is proven; the assertion is for the portal's server.",
      { 200: answer('The outcome.', ref('RegistrationAnswer')) },
      { parameters: [idempotencyKey], requestBody: body(registrationRequestSchema(today)) },
    ),
  },
  '/.well-known/jwks.json': { get: plain('The keys that assertions are verified with.') },
  '/livez': { get: plain('The process runs.') },
  '/readyz': { get: plain('The database answers.') },
  '/metrics': { get: plain('Prometheus metrics; a bearer token when METRICS_TOKEN is set.') },
  '/openapi.json': { get: plain('This document.') },
  '/docs': { get: plain('This document for people.') },
  '/widget/{name}': { get: plain("The widget's files.") },
};

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  paths: typeof PATHS;
  components: Schema;
}

/** `publicUrl` without a trailing slash. */
export const openApiDocument = (publicUrl: string): OpenApiDocument => ({
  openapi: '3.1.0',
  info: {
    title: 'Unit certification',
    version: '1',
    description: 'Real-name certification of units on government portals.',
  },
  servers: [{ url: publicUrl }],
  security: [{ siteToken: [] }],
  paths: PATHS,
  components: {
    schemas: SCHEMAS,
    securitySchemes: { siteToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  },
});
