/** All documents; among them the guides, in `docs/zh` and, but for `CHINESE_ONLY`, page by page in `docs/en`. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const docs = join(root, 'docs');

/** Every document, by its path in the repository. */
export const DOCUMENTS: readonly string[] = globSync(['*.md', '.ci/**/*.md', 'docs/**/*.md', 'bench/*.md'], {
  cwd: root,
})
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

/** Sources with sentences that tell people numbers of the code. */
export const WORDS_WITH_FIGURES: readonly string[] = globSync(
  ['widget/locales/**/*.ts', 'bff/desk/**/*.ts', 'bff/cli/{case,keys,submission}.ts'],
  { cwd: root },
)
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

export const readDocument = (path: string): string => readFileSync(join(root, path), 'utf8');

export const LANGUAGES = ['zh', 'en'] as const;
export type DocsLanguage = (typeof LANGUAGES)[number];

/** Chinese law, machine rooms, authorities, gateways and desks, and a project whose own documents are in Chinese, have no English page. */
export const CHINESE_ONLY: readonly string[] = [
  'compliance.md',
  'deploy.md',
  'desk.md',
  'desk/auditor.md',
  'desk/hotline.md',
  'desk/officer.md',
  'partners.md',
  'ruoyi.md',
  'sms.md',
];

/** Paths of a language's pages in its folder. */
export const pagesIn = (language: DocsLanguage): string[] =>
  globSync('**/*.md', { cwd: `${docs}/${language}` }).sort();

const README = 'README.md';

/** The pages that both languages have: those of their folders, and the README at the top of the repository. */
export const pairedPages = (): string[] => [README, ...pagesIn('en')];

export const readPage = (language: DocsLanguage, page: string): string =>
  page === README
    ? readDocument(language === 'en' ? 'README.en.md' : README)
    : readFileSync(`${docs}/${language}/${page}`, 'utf8');

export interface Snippet {
  /** `js`, `java`, … */
  language: string;
  /** File name, where the snippet is a whole file. */
  title: string | undefined;
  /** The type of the API that it is one of, where it is JSON in the page itself. */
  schema: string | undefined;
  /** The machines on which `npm run test:deploy` runs it: its first line. */
  on: string | undefined;
  code: string;
}

/** The fenced blocks of a page, in order. */
export const snippetsIn = (page: string): Snippet[] =>
  [
    ...page.matchAll(
      /^```(\w*)(?: title="([^"]+)")?(?: schema="([^"]+)")?\n(?:# on ([^\n]+)\n)?(.*?)^```$/gms,
    ),
  ].map(([, language, title, schema, on, code]) => ({ language: language!, title, schema, on, code: code! }));

/** The page without its fenced blocks and the figures that a bench has written; what a diagram says is prose. */
export const proseOf = (page: string): string =>
  page
    .replace(/^<!-- bench -->.*?^<!-- \/bench -->$/gms, '')
    .replace(/^```(\w*)(.*?)^```$/gms, (_, language, text: string) => (language === 'mermaid' ? text : ''));
