/** Requests that a client would not send, drawn from the API's document: every route, and every member of every body. */
import fc from 'fast-check';
import type { OpenApiDocument, Operation } from '../../../bff/http/openapi-document.ts';
import type { RegistrationFieldId } from '../../../bff/contract/registration-fields.ts';
import type { AgentFieldId, LegalFieldId } from '../../support/fields.ts';
import { FOUNDED, uscc, ZHANG } from '../../support/people.ts';

/** A request to `path` by a user whose token is of the route's purpose, unless `authorization` says otherwise. */
export interface BadRequest {
  /** The route's path in the document. */
  route: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** Values that have broken libraries: objects that look like arrays or texts, prototypes, odd texts and numbers. */
const ODD_VALUES: readonly unknown[] = [
  { length: 0 },
  { length: 1 },
  { length: 1e9 },
  { length: -1 },
  { length: null },
  { length: 'x' },
  { length: { valueOf: 1, toString: 1 } },
  { length: { length: {} } },
  { size: { valueOf: null } },
  { toString: 1, valueOf: 1 },
  { then: 1 },
  { constructor: { prototype: { length: 1 } } },
  JSON.parse('{"__proto__":{"length":{"toString":1}}}'),
  [],
  [[]],
  [null],
  {},
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\0',
  '\ud800',
  '\u202e张三',
  '😀'.repeat(60),
  'ﷺ'.repeat(400),
  'x'.repeat(5_000),
  '9'.repeat(400),
  '__proto__',
];
const odd = fc.oneof(
  fc.constantFrom(...ODD_VALUES),
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

type MemberOf<Id extends string> = Id extends `${string}.${infer Member}` ? Member : Id;

/** Values by a member's name that pass its check, so that the later checks are reached. */
const USUAL: Readonly<Record<string, unknown>> = {
  name: ZHANG.name,
  idNumber: ZHANG.idNumber,
  foundedOn: FOUNDED,
  code: uscc(1),
  phone: '13900000001',
  email: 'office@unit.example',
} satisfies Record<MemberOf<LegalFieldId | AgentFieldId | RegistrationFieldId>, string>;

type Schemas = Readonly<Record<string, Schema>>;

const resolved = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref ? resolved(schemas[schema.$ref.split('/').at(-1)!]!, schemas) : schema;

/** The schemas of which a value may satisfy any one. */
const choicesOf = ({ anyOf, oneOf }: Schema): Schema[] | undefined => anyOf ?? oneOf;

/** A value that satisfies the schema. */
function usual(given: Schema, name: string, schemas: Schemas): unknown {
  const schema = resolved(given, schemas);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum.at(-1);
  const [first] = choicesOf(schema) ?? [];
  if (first) return usual(first, name, schemas);
  if (schema.type === 'array') return [usual(schema.items ?? {}, 'code', schemas)];
  if (schema.type !== 'object') return USUAL[name] ?? 'text';
  const members = Object.entries(schema.properties ?? {});
  return Object.fromEntries(members.map(([member, of]) => [member, usual(of, member, schemas)]));
}

/** All bodies that satisfy the schema except in one place, where each odd value is put in turn, or nothing. */
export function oddBodies(given: Schema, name: string, schemas: Schemas): unknown[] {
  const schema = resolved(given, schemas);
  const choices = choicesOf(schema);
  if (choices) return choices.flatMap((choice) => oddBodies(choice, name, schemas));
  const whole = usual(schema, name, schemas);
  const inside =
    schema.type === 'array'
      ? oddBodies(schema.items ?? {}, 'code', schemas).map((item) => [item])
      : Object.entries(schema.properties ?? {}).flatMap(([member, of]) =>
          [...oddBodies(of, member, schemas), undefined].map((value) => ({
            ...(whole as object),
            [member]: value,
          })),
        );
  return [...ODD_VALUES, ...inside];
}

/** Bodies that mostly satisfy the schema, with some odd values, and with missing or additional members. */
function bodyOf(given: Schema, name: string, schemas: Schemas): fc.Arbitrary<unknown> {
  const schema = resolved(given, schemas);
  const choices = choicesOf(schema);
  if (choices) return fc.oneof(...choices.map((choice) => bodyOf(choice, name, schemas)));
  const wanted =
    schema.type === 'array'
      ? fc.array(bodyOf(schema.items ?? {}, 'code', schemas), { maxLength: 5 })
      : schema.properties
        ? membersOf(schema.properties, schemas)
        : fc.constantFrom<unknown>(...(schema.enum ?? [usual(schema, name, schemas)]));
  return fc.oneof({ weight: 6, arbitrary: wanted }, { weight: 1, arbitrary: odd });
}

function membersOf(properties: Record<string, Schema>, schemas: Schemas): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([member, of]) => [member, bodyOf(of, member, schemas)]),
  );
  const whole = fc.record(members);
  const others = fc.dictionary(fc.constantFrom('length', '__proto__', 'constructor', 'toJSON', 'x'), odd, {
    maxKeys: 2,
  });
  return fc.oneof(
    { weight: 5, arbitrary: whole },
    { weight: 2, arbitrary: fc.record(members, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.tuple(whole, others).map(([body, more]) => ({ ...body, ...more })) },
  );
}

const NOT_JSON: readonly (string | Uint8Array)[] = [
  '',
  '{',
  '{"a":1}}',
  '\ufeff{}',
  '{"a":1,"a":2}',
  "{'a':1}",
  'NaN',
  '1e999',
  '"\\ud800"',
  '['.repeat(8_000),
  '{"a":'.repeat(3_000),
  Uint8Array.of(0xff, 0xfe, 0x7b, 0x7d),
  Uint8Array.of(0x22, 0xc3, 0x28, 0x22),
];

const HEADER_TEXT = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
});
const ODD_HEADERS: Record<string, fc.Arbitrary<string>> = {
  Authorization: fc.oneof(
    fc.constantFrom('', 'Bearer', 'Bearer a.b.c', 'Basic eDp5', 'Bearer ..', `Bearer ${'x'.repeat(5_000)}`),
    HEADER_TEXT.map((text) => `Bearer ${text}`),
  ),
  'Content-Type': fc.constantFrom('', 'text/plain', 'application/json; charset=x', 'application/json;;', '/'),
  'Idempotency-Key': fc.oneof(fc.constantFrom('', '"', '""', '0'.repeat(36)), HEADER_TEXT),
  Origin: fc.oneof(fc.constantFrom('null', 'https://portal.example.', 'javascript:0', '*'), HEADER_TEXT),
  'X-Forwarded-For': fc.oneof(fc.constantFrom('::', '1.2.3.4:5', ',,,', '::ffff:1.2.3.4'), HEADER_TEXT),
  'If-None-Match': fc.oneof(fc.constantFrom('*', 'W/"', '""'), HEADER_TEXT),
  'Accept-Encoding': fc.constantFrom('', 'br;q=x', '*;q=0', 'identity;q=0'),
  Range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'x'),
};
const oddHeaders = fc.record(ODD_HEADERS, { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>;

const PARTS = [
  'nonsense',
  uscc(1),
  '%00',
  '%ff',
  '%2e%2e',
  '..%2f',
  'x'.repeat(2_000),
  '__proto__',
  '%E5%BC%A0',
  '*',
  ';',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** A route's method, and the schema of its body if it has one. */
export interface DocumentedRoute {
  route: string;
  method: string;
  body: Schema | undefined;
}

export const routesOf = (document: OpenApiDocument): DocumentedRoute[] =>
  Object.entries(document.paths).flatMap(([route, operations]) =>
    Object.entries(operations as Record<string, Operation>).map(([method, { requestBody }]) => {
      const { content } = (requestBody ?? {}) as { content?: Record<string, { schema?: Schema }> };
      return { route, method: method.toUpperCase(), body: content?.['application/json']?.schema };
    }),
  );

export const schemasOf = ({ components }: OpenApiDocument): Schemas => (components.schemas ?? {}) as Schemas;

const PATH_ENDS = ['', '', '', '', '?', '?a=%', '/', '//', '/..'];

/** Drawn over all routes of the document. */
export function badRequests(document: OpenApiDocument): fc.Arbitrary<BadRequest> {
  const requestTo = ({ route, method, body }: DocumentedRoute) => {
    const json = bodyOf(body ?? {}, '', schemasOf(document)).map((value) => JSON.stringify(value) ?? '');
    const bytes = fc.uint8Array({ maxLength: 60 });
    const arbitrary = fc.record({
      route: fc.constant(route),
      method: fc.oneof({ weight: 12, arbitrary: fc.constant(method) }, fc.constantFrom(...METHODS)),
      path: fc
        .tuple(fc.constantFrom(...PARTS), fc.constantFrom(...PATH_ENDS))
        .map(([part, end]) => route.replace(/\{\w+\}/g, part) + end),
      headers: fc.oneof({ weight: 1, arbitrary: oddHeaders }, { weight: 4, arbitrary: fc.constant({}) }),
      body: body
        ? fc.oneof({ weight: 9, arbitrary: json }, fc.constantFrom(...NOT_JSON), bytes)
        : fc.constantFrom(undefined, undefined, '{}'),
    });
    return { weight: body ? 4 : 1, arbitrary }; // routes with a body can have the most mistakes
  };
  return fc.oneof(...routesOf(document).map(requestTo));
}
