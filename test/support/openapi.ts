/** Compares answers with the API's document, more strictly than the document itself: undocumented members are errors. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import components from '../../bff/contract/components.json' with { type: 'json' };
import { ref, type ComponentName } from '../../bff/http/described.ts';
import type { OpenApiDocument, Operation } from '../../bff/http/openapi-document.ts';

export interface AnswerCheck {
  /** The documented answers that occurred: `GET /v1/certification 200`, `GET /v1/certification token-missing`. */
  seen: Set<string>;
  /** The deviations from the document, each with its place. */
  violations: string[];
  check(method: string, path: string, answer: Response): Promise<void>;
}

interface Media {
  schema?: object;
}
type Answers = Record<string, { content?: Record<string, Media> } | undefined>;

const mediaTypeOf = (answer: Response) => answer.headers.get('Content-Type')?.split(';')[0] ?? '';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** An Ajv that knows the schemas as `api`. */
function ajvOf(schemas: object | undefined): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (to: Ajv2020) => void)(ajv);
  return ajv.addSchema(closed({ components: { schemas } }) as object, 'api');
}

const contract = ajvOf(components);

/** The deviations of a body from its schema in the contract; an empty text when there is none. */
export function deviationsOf(body: unknown, name: ComponentName): string {
  const validate = contract.compile(absolute(ref(name)) as object);
  return validate(body) ? '' : contract.errorsText(validate.errors);
}

export function checkAnswers(document: OpenApiDocument): AnswerCheck {
  const ajv = ajvOf(document.components?.schemas);
  const validators = new Map<object, ValidateFunction>();
  const validatorOf = (schema: object) => {
    const known = validators.get(schema) ?? ajv.compile(absolute(closed(schema)) as object);
    validators.set(schema, known);
    return known;
  };
  const paths = Object.entries(document.paths).map(([template, path]) => ({
    template,
    path: path as Record<string, Operation | undefined>,
    pattern: new RegExp(
      `^${template
        .replace(/\./g, '\\.')
        .replace(/\{name\}/, '.+')
        .replace(/\{\w+\}/g, '[^/]+')}$`,
    ),
  }));
  const seen = new Set<string>();
  const violations: string[] = [];

  const check = async (method: string, path: string, answer: Response) => {
    const { template, path: methods } = paths.find(({ pattern }) => pattern.test(path)) ?? {};
    const operation = methods?.[method.toLowerCase()];
    const place = `${method} ${template ?? path}`;
    const type = mediaTypeOf(answer);
    const isJson = /^application\/(problem\+)?json$/.test(type);
    const body: unknown = isJson && method !== 'HEAD' ? await answer.json() : undefined;
    const holdAgainst = (schema: object) => {
      const validate = validatorOf(schema);
      if (body !== undefined && !validate(body))
        violations.push(`${place} ${answer.status}: ${ajv.errorsText(validate.errors)}`);
    };
    if (!operation) {
      // An unknown path or method, a preflight, HEAD of a GET.
      if (type === 'application/problem+json') holdAgainst(ref('Problem'));
      return;
    }
    const documented = (operation.responses as Answers)[answer.status];
    const media = documented?.content?.[type];
    if (!documented || (documented.content && !media && answer.status !== 304)) {
      violations.push(`${place}: ${answer.status} ${type} is not documented`);
      return;
    }
    if (media?.schema) holdAgainst(media.schema);
    const code = type === 'application/problem+json' ? (body as { code: string }).code : answer.status;
    seen.add(`${place} ${code}`);
  };
  return { seen, violations, check };
}

/** All answers of a document that `checkAnswers` can see. */
export const documentedAnswers = (document: OpenApiDocument): string[] =>
  Object.entries(document.paths).flatMap(([template, path]) =>
    Object.entries(path as Record<string, Operation>).flatMap(([method, { responses }]) =>
      Object.entries(responses as Answers).flatMap(([status, answer]) => {
        const problem = answer?.content?.['application/problem+json']?.schema as
          { allOf: [object, { properties: { code: { enum: string[] } } }] } | undefined;
        const names = problem?.allOf[1].properties.code.enum ?? [status];
        return names.map((name) => `${method.toUpperCase()} ${template} ${name}`);
      }),
    ),
  );

/** The schemas without additional members, so that an undocumented member is an error. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  const open = copy['type'] === 'object' && copy['properties'] && !('additionalProperties' in copy);
  return open ? { ...copy, additionalProperties: false } : copy;
}

/** Makes references absolute: Ajv knows the document as `api`. */
const absolute = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));
