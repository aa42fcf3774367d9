/** The OpenAPI document, made of the descriptions of routes and guards (`http/described.ts`). */
import type { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import components from '../contract/components.json' with { type: 'json' };
import { WEBHOOK_TYPES, type WebhookType } from '../contract/webhook.ts';
import { type Audience, AUDIENCES } from '../events/index.ts';
import { VERSION } from '../contract/version.ts';
import type { ProblemCode } from '../contract/wire.ts';
import { PROBLEMS_MEMBER, ref, type Description } from './described.ts';
import type { Env } from './env.ts';
import { statusAndDetailOf } from './problem.ts';

export type OpenApiDocument = Awaited<ReturnType<typeof generateSpecs>>;
type Path = NonNullable<OpenApiDocument['paths'][string]>;
export type Operation = NonNullable<Path['get']>;
type Schemas = NonNullable<NonNullable<OpenApiDocument['components']>['schemas']>;

/** The document of an application. It is made at the first request, when all routes are there. */
export function documentOf(app: Hono<Env>, publicUrl: string): () => Promise<OpenApiDocument> {
  let made: Promise<OpenApiDocument> | undefined;
  return () => (made ??= makeDocument(app, publicUrl));
}

async function makeDocument(app: Hono<Env>, publicUrl: string): Promise<OpenApiDocument> {
  const document = await generateSpecs(app, {
    excludeStaticFile: false, // `/openapi.json` is a route
    defaultValidationErrorResponse: false, // errors are answered as problems
    documentation: {
      info: {
        title: 'Unit certification',
        version: VERSION,
        description: 'Real-name certification of units on government portals.',
      },
      servers: [{ url: publicUrl }],
      security: [],
      webhooks: Object.fromEntries(WEBHOOK_TYPES.map((type) => [type, { post: webhookOperation(type) }])),
      components: {
        schemas: components as Schemas,
        securitySchemes: { siteToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
  });
  const paths = Object.entries(document.paths).map(([path, operations]) => [path, withProblems(operations)]);
  return { ...document, paths: Object.fromEntries(paths) as OpenApiDocument['paths'] };
}

/** Problems that every route can answer. */
const ANYWHERE: readonly ProblemCode[] = ['internal', 'unavailable'];

/** Turns the problem codes of a route's handlers into answers by status. */
const withProblems = (operations: object) =>
  Object.fromEntries(
    Object.entries(operations as Record<string, Operation & Description>).map(([method, operation]) => {
      const { [PROBLEMS_MEMBER]: named = [], ...rest } = operation;
      return [method, { ...rest, responses: { ...rest.responses, ...problemResponses(named) } }];
    }),
  );

function problemResponses(named: readonly ProblemCode[]) {
  const codes = [...new Set([...named, ...ANYWHERE])];
  const statusOf = (code: ProblemCode) => statusAndDetailOf(code).status;
  return Object.fromEntries(
    codes.map((code) => [
      statusOf(code),
      problemResponse(codes.filter((other) => statusOf(other) === statusOf(code))),
    ]),
  );
}

const problemResponse = (codes: ProblemCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${statusAndDetailOf(code).detail}`).join(' '),
  content: {
    'application/problem+json': {
      schema: { allOf: [ref('Problem'), { properties: { code: { enum: codes } } }] },
    },
  },
});

const WEBHOOKS: Record<WebhookType, string> = {
  'unit.certified': 'A unit was certified.',
  'unit.due': 'A certification ends at an instant unless it is renewed, or no longer does.',
  'unit.lapsed': 'A unit must certify again.',
  'unit.rejected': 'A submission was refused.',
  'unit.expired': 'A submission waited for its check until its time was over.',
  'unit.registered': 'A unit was registered.',
  'unit.case': 'A case at the counter was opened, or came to its end.',
};

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' as const },
});

const RECEIVERS: Record<Audience, string> = {
  'sites-of-the-unit': 'Sent to every site of the unit.',
  'its-site': 'Sent to its site.',
};

const webhookOperation = (type: WebhookType) => ({
  summary: `${WEBHOOKS[type]} ${RECEIVERS[AUDIENCES[type]]} Signed as Standard Webhooks 1.0 describes.`,
  parameters: [
    header('webhook-id', 'The same in every retry.'),
    header('webhook-timestamp', 'Seconds since 1970.'),
    header('webhook-signature', '`v1,…`; two of them during a rotation of the secret.'),
  ],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { allOf: [ref('Webhook'), { properties: { type: { const: type } } }] },
      },
    },
  },
  responses: {
    '2XX': { description: 'Accepted. After any other answer the webhook is sent again, for three days.' },
    410: { description: 'Stops all further webhooks.' },
  },
});
