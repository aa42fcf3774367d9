/**
 * `npm run contract:components`: writes `bff/contract/components.json`, the schemas of answers and webhooks in `/openapi.json`, made of the types of
 * `bff/contract/` with their docstrings. An exported interface becomes a schema of its own; a type alias is written out where it is used.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import {
  AnnotatedNodeParser,
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  ExtendedAnnotationsReader,
  SchemaGenerator,
  TypeAliasNodeParser,
  type ChainNodeParser,
  type CompletedConfig,
  type SubNodeParser,
} from 'ts-json-schema-generator';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const COMPONENTS = `${root}bff/contract/components.json`;

/** The bodies that the service reads. They may have no other members. */
const READ = [
  'BatchStatusRequest',
  'CertificationRequest',
  'PhoneCodeRequest',
  'PhoneProofRequest',
  'RegistrationRequest',
];

/** The bodies that the service sends. Later versions may add members. */
const SENT = [
  'BatchStatusAnswer',
  'CertificationAnswer',
  'CertificationStatus',
  'JwkSet',
  'KeptWithdrawn',
  'PhoneCodeAnswer',
  'PhoneProofAnswer',
  'Problem',
  'RegistrationAnswer',
  'RegistrationChallenge',
  'UnitStatus',
  'UnitTerms',
  'Webhook',
];

const CONFIG: CompletedConfig = {
  ...DEFAULT_CONFIG,
  path: `${root}bff/contract/*.ts`,
  tsconfig: `${root}tsconfig.json`,
  type: [...READ, ...SENT],
  skipTypeCheck: true, // `npm run verify:types` checks them
  encodeRefs: false,
};

/** Aliases that are schemas of their own too. */
const NAMED_ALIASES = ['CertificationRequest', 'Way'];

/** The text that the file must have. */
export async function componentsText(): Promise<string> {
  const program = createProgram(CONFIG);
  const schemas = { ...schemasOf(program, READ, false), ...schemasOf(program, SENT, true) };
  const text = JSON.stringify(schemas)
    .replaceAll('#/definitions/', '#/components/schemas/')
    .replaceAll(/(?<=["/])(\w+)View(?=")/g, '$1');
  return format(text, { ...(await resolveConfig(COMPONENTS)), parser: 'json' });
}

function schemasOf(program: ts.Program, types: string[], additionalProperties: boolean) {
  const config = { ...CONFIG, type: types, additionalProperties };
  const parser = createParser(program, config, (all) => {
    for (const own of ownParsers(program.getTypeChecker(), all as ChainNodeParser)) all.addNodeParser(own);
  });
  return new SchemaGenerator(program, parser, createFormatter(config), config).createSchema(types)
    .definitions;
}

/** Adds two things to the library: it writes aliases out, and reads lists that contain other lists. */
function ownParsers(checker: ts.TypeChecker, all: ChainNodeParser): SubNodeParser[] {
  const annotations = new ExtendedAnnotationsReader(checker, new Set(), false, false);
  const aliases = new AnnotatedNodeParser(new TypeAliasNodeParser(checker, all), annotations);
  return [
    {
      supportsNode: (node) => ts.isTypeAliasDeclaration(node) && !NAMED_ALIASES.includes(node.name.text),
      createType: (node, context, reference) => aliases.createType(node as never, context, reference),
    },
    {
      supportsNode: (node) => ts.isIdentifier(node),
      createType(node, context) {
        const named = checker.getSymbolAtLocation(node)!;
        const { valueDeclaration } =
          named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
        return all.createType((valueDeclaration as ts.VariableDeclaration).initializer!, context);
      },
    },
  ];
}

if (import.meta.main) writeFileSync(COMPONENTS, await componentsText());
