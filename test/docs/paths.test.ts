/** Files and folders that documents name are there: in full, or by the end of their path (`decide.ts`, `import/columns.ts`), with `*` and `{zh,en}`. */
import { expect, it } from 'vitest';
import { DOCUMENTS, proseOf, readDocument } from './support/pages.ts';
import { FILES } from './support/sources.ts';

/** Made by a build, by a run of tests, or by the reader. */
const MADE =
  /(^|\/)(custom-elements|manifest|settings)\.json$|^NAME-|^site-key\.|^test\/\.output\/|^master-keys|^(dist|chunks(-\d)?|\.rounds|screenshots|pictures)\/|^(app|src)\/.*\/$|^app\/$/;

const folders = FILES.flatMap((path) =>
  path.split('/').map((_, index, parts) => parts.slice(0, index).join('/')),
);
const known = [...new Set([...FILES, ...folders])];

const expand = (text: string): string[] => {
  const [, before, choices, after] = /^(.*?)\{([^}]*)\}(.*)$/.exec(text) ?? [];
  return choices === undefined
    ? [text]
    : choices.split(',').flatMap((choice) => expand(`${before}${choice}${after}`));
};

const FILE = /^[\w.*{},@<>…-]+(\/[\w.*{},@<>…-]+)*\/?$/;
const EXTENSION = /[\w}*]\.(ts|mjs|md|json|yml|ini|sh|sql|css|conf|java|svg)$/;
const FOLDER = /^(bff|widget|test|demo|docs|bench|\.ci)\//;

/** Paths in a page's code spans. The manual names tests without their extension (`manual.test.ts` holds those). */
const namedIn = (page: string): string[] =>
  [...proseOf(readDocument(page)).matchAll(/`([^`\n]+)`/g)]
    .map(([, code]) => code!)
    .filter(
      (code) =>
        FILE.test(code) &&
        (EXTENSION.test(code) ||
          (FOLDER.test(code) && page !== 'docs/manual.md') ||
          (code.endsWith('/') && !/decisions\/\d/.test(page))),
    )
    .flatMap(expand)
    .filter((path) => !MADE.test(path) && path !== '.d.ts');

const patternOf = (path: string): RegExp => {
  const literal = path.replace(/\/$/, '').replace(/[.+^$()|[\]\\]/g, '\\$&');
  const anything = literal.replaceAll('**/', '(.*/)?').replace(/(?<!\.)\*|<[^>]*>|…|NNNN/g, '[^/]*');
  return new RegExp(`(^|/)${anything}$`);
};

/** Folders in the first cells of the table that is headed by their folder (`bff/`). */
const treesOf = (page: string): { folder: string; named: string[] }[] =>
  [...readDocument(page).matchAll(/^\| `([\w-]+)\/` \|.*\n\|[-|: ]+\n((?:\|.*\n)+)/gm)].map(
    ([, folder, rows]) => ({
      folder: folder!,
      named: [
        ...new Set(
          rows!
            .split('\n')
            .flatMap((row) =>
              [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)\/`/g)].map(([, name]) => name!),
            ),
        ),
      ],
    }),
  );

const trees = DOCUMENTS.flatMap(treesOf);

it('two documents have a tree', () => expect(trees.map(({ folder }) => folder)).toEqual(['bff', 'widget']));

it.each(trees)('the tree of $folder has each folder, and no other', ({ folder, named }) => {
  const inside = folders.filter((path) => /^[^/]+\/[^/]+$/.test(path) && path.startsWith(`${folder}/`));
  expect(named.toSorted()).toEqual([...new Set(inside)].map((path) => path.slice(folder.length + 1)).sort());
});

it.each(DOCUMENTS)('%s names files that are there', (page) => {
  const missing = namedIn(page).filter((path) => {
    const pattern = patternOf(path);
    return !known.some((file) => pattern.test(file));
  });
  expect(missing).toEqual([]);
});
