import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { forbidden, violationsIn } from './cruise.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Inside the repository, so that packages resolve; ignored by git and by the rules themselves. */
const sandbox = join(root, 'test/.output/architecture');

/** A small tree that keeps every rule. */
const GOOD_TREE: Record<string, string> = {
  'bff/contract/wire.ts': 'export type Kind = string;',
  'bff/contract/identifiers.ts':
    "import type { Kind } from './wire.ts'; export const check = (kind: Kind) => kind;",
  'bff/contract/schemas.ts': "import { z } from 'zod'; export const schema = z.string();",
  'bff/certification/decide.ts':
    "import type { Kind } from '../contract/wire.ts'; import '../evidence/names.ts'; export type Decision = Kind;",
  'bff/evidence/names.ts': 'export const comparable = (name: string) => name;',
  'bff/evidence/import/rows.ts': "import { comparable } from '../names.ts'; export const row = comparable;",
  'bff/certification/record.ts': "import type { Decision } from './decide.ts'; export type Row = Decision;",
  'bff/certification/routes.ts': "import { Hono } from 'hono'; export const routes = new Hono();",
  'bff/database/postgres.ts': "import pg from 'pg'; export default pg;",
  'bff/units/canonical.ts': 'export const canonical = (code: string) => code;',
  'bff/config.ts': 'export const config = {};',
  'bff/app.ts': "import { routes } from './certification/routes.ts'; export const app = routes;",
  'bff/server.ts': "import { app } from './app.ts'; export default app;",
  'bff/cli/control.ts': 'export const control = {};',
  'bff/cli/main.ts':
    "import server from '../server.ts'; import '../evidence/import/rows.ts'; export default server;",
  'widget/flow.ts': "import { check } from '../bff/contract/identifiers.ts'; export const flow = check;",
  'widget/view.ts':
    "import { html } from 'lit'; import { flow } from './flow.ts'; export default [html, flow];",
  'widget/unit-certification.ts': "import './elements/element.ts';",
  'widget/elements/element.ts':
    "import '../locales/index.ts'; import '../results/results-view.ts'; import '../session/session.ts';",
  'widget/locales/index.ts': "export const load = () => import('./en/index.ts');",
  'widget/locales/en/index.ts':
    "import type { Words } from '../../results/results-view.ts'; export const words: Words = '';",
  'widget/results/results-view.ts': "import '../flow/state.ts'; export type Words = string;",
  'widget/flow/state.ts': "import '../session/session.ts'; export const idle = '';",
  'widget/session/session.ts':
    "import { check } from '../../bff/contract/identifiers.ts'; export const client = check;",
  'widget/registration/fields.ts': 'export const fields = [];',
  'widget/novelty/novelty.ts': "export const unlisted = '';",
  'widget/build/manifest.mjs': "import 'node:fs';",
  'test/widget/element.test.ts':
    "import './support/page.ts'; import type { Words } from '../../widget/results/results-view.ts'; export type W = Words;",
  'test/widget/support/page.ts': "import '../../../widget/unit-certification.ts';",
  'test/widget/modules/state.test.ts': "import '../../../widget/flow/state.ts';",
  'bff/portal-client/index.ts':
    "import type { Kind } from '../contract/wire.ts'; import 'jose'; export type Row = Kind;",
  'demo/start.ts':
    "import { createHash } from 'node:crypto'; import '../bff/portal-client/index.ts'; export default createHash;",
  'test/support/people.ts': "import '../../bff/server.ts'; import '../../widget/flow.ts';",
};

/** The violations of the good tree with some files added or replaced. */
async function violationsWith(files: Record<string, string>): Promise<string[]> {
  for (const [path, source] of Object.entries({ ...GOOD_TREE, ...files })) {
    mkdirSync(dirname(join(sandbox, path)), { recursive: true });
    writeFileSync(join(sandbox, path), source);
  }
  const found = await violationsIn(sandbox, ['bff', 'widget', 'demo', 'test']);
  return [...new Set(found.map(({ rule }) => rule))];
}

/** Rule, file, and the import that breaks it (sometimes two rules forbid the same import). */
const FORBIDDEN: [rule: string, file: string, source: string, alsoBroken?: string[]][] = [
  ['no-circular', 'widget/flow.ts', "import './view.ts';"],
  [
    'no-circular',
    'bff/certification/decide.ts',
    "import type { comparable } from '../evidence/names.ts'; import './record.ts';",
    ['decisions-are-pure'],
  ],
  [
    'no-circular-folders',
    'bff/evidence/rows.ts',
    "import type { Decision } from '../certification/decide.ts'; export type R = Decision; // decide.ts imports evidence",
  ],
  ['inner-folders-are-private', 'bff/certification/record.ts', "import '../evidence/import/rows.ts';"],
  ['resolvable', 'demo/start.ts', "import './missing.ts';"],
  ['contract-stands-alone', 'bff/contract/schemas.ts', "import '../evidence/names.ts';"],
  ['contract-in-the-browser', 'bff/contract/wire.ts', "import 'zod';"],
  ['contract-in-the-browser', 'bff/contract/identifiers.ts', "import 'node:crypto';"],
  ['contract-in-the-browser', 'bff/contract/identifiers.ts', "import './schemas.ts';"],
  ['widget-imports-little', 'widget/flow.ts', "import 'zod';"],
  ['widget-imports-little', 'widget/flow.ts', "import '../bff/contract/schemas.ts';"],
  [
    'widget-imports-little',
    'widget/flow.ts',
    "import type { Row } from '../bff/certification/record.ts'; export type R = Row;",
  ],
  [
    'widget-imports-little',
    'widget/flow.ts',
    "export const lazy = () => import('../bff/evidence/names.ts');",
  ],
  ['widget-imports-little', 'widget/flow.ts', "import './build/manifest.mjs';"],
  ['widget-imports-little', 'widget/flow.ts', "import 'node:fs';"],
  [
    'widget-in-layers',
    'widget/flow/state.ts',
    "import '../results/results-view.ts';",
    ['no-circular', 'no-circular-folders'],
  ],
  [
    'widget-in-layers',
    'widget/session/session.ts',
    "import type { Words } from '../results/results-view.ts'; export type W = Words;",
    ['no-circular', 'no-circular-folders'],
  ],
  ['widget-in-layers', 'widget/form/form.ts', "import '../registration/fields.ts';"],
  ['widget-in-layers', 'widget/gate/gate.ts', "import '../registration/fields.ts';"],
  ['widget-in-layers', 'widget/form/form.ts', "import '../novelty/novelty.ts';"],
  ['widget-in-layers', 'widget/elements/parts.ts', "import '../flow.ts';"],
  ['no-circular-folders', 'widget/api/late.ts', "import '../results/results-view.ts';", ['widget-in-layers']],
  ['users-get-what-ships', 'test/widget/element.test.ts', "import '../../widget/flow/state.ts';"],
  ['users-get-what-ships', 'test/widget/support/page.ts', "import '../../../widget/flow/state.ts';"],
  [
    'modules-are-tested-alone',
    'test/widget/modules/state.test.ts',
    "import '../../../widget/unit-certification.ts';",
  ],
  ['modules-are-tested-alone', 'test/widget/modules/state.test.ts', "import '../support/page.ts';"],
  ['demo-is-a-customer', 'demo/start.ts', "import '../bff/contract/wire.ts';"],
  [
    'demo-is-a-customer',
    'demo/start.ts',
    "import type { flow } from '../widget/flow.ts'; export type F = typeof flow;",
  ],
  ['portal-client-stands-alone', 'bff/portal-client/index.ts', "import '../evidence/names.ts';"],
  ['portal-client-stands-alone', 'bff/portal-client/index.ts', "import 'zod';"],
  ['server-knows-no-customer', 'bff/database/postgres.ts', "import '../../demo/start.ts';"],
  ['server-knows-no-widget', 'bff/database/postgres.ts', "import '../../widget/flow.ts';"],
  ['nothing-above-the-edge', 'bff/database/postgres.ts', "import '../cli/control.ts';"],
  ['nothing-above-the-edge', 'bff/server.ts', "import './cli/control.ts';"],
  ['nothing-above-the-edge', 'demo/start.ts', "import '../bff/cli/main.ts';", ['demo-is-a-customer']],
  ['folders-do-not-know-the-app', 'bff/database/postgres.ts', "import '../config.ts';"],
  ['decisions-are-pure', 'bff/certification/decide.ts', "import 'node:fs';"],
  ['decisions-are-pure', 'bff/evidence/names.ts', "import 'jose';"],
  [
    'decisions-are-pure',
    'bff/certification/decide.ts',
    "import type { Row } from './record.ts'; export type R = Row;",
    ['no-circular'],
  ],
  ['http-at-the-edge', 'bff/certification/record.ts', "import 'hono';"],
  ['one-door-to-the-database', 'bff/certification/record.ts', "import 'pg';"],
  [
    'no-test-code-in-the-product',
    'widget/flow.ts',
    "import '../test/support/people.ts';",
    ['no-circular', 'no-circular-folders', 'widget-imports-little'],
  ],
  ['shipped-code-needs-shipped-packages', 'bff/database/postgres.ts', "import 'fast-check';"],
];

describe('direction of imports', () => {
  afterEach(() => rmSync(sandbox, { recursive: true, force: true }));

  it('is kept by every file', { timeout: 60_000 }, async () => {
    expect(await violationsIn(root, ['widget', 'bff', 'demo', 'test'])).toEqual([]);
  });

  it('lets a well-built tree pass', async () => expect(await violationsWith({})).toEqual([]));

  it.each(FORBIDDEN)('%s: forbids in %s: %s', async (rule, file, source, alsoBroken = []) => {
    expect((await violationsWith({ [file]: source })).sort()).toEqual([rule, ...alsoBroken].sort());
  });

  it('has a case above for every rule, and a message that teaches', () => {
    expect(new Set(FORBIDDEN.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
    for (const { name, comment } of forbidden) expect(comment, name).toMatch(/^.{60,}\.$/s);
  });
});
