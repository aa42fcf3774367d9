/**
 * `npm run verify:size`: the bytes of the built widget that a visitor downloads, after brotli (quality 11).
 * A budget must not be exceeded; CHANGELOG.md names the budgets. A target is the size to reach.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildSync } from 'esbuild';

const ENTRY = 'unit-certification.js';
const REGISTRATION = 'unit-registration.js';
const CLASSIC = ['unit-certification', 'unit-certification-center', 'unit-registration'].map(
  (name) => `${name}.classic.js`,
);
const CHECK = 'browser-check.js';
const CENTER = 'unit-certification-center.js';
const BUDGET = {
  /**
   * The script of the tag, with the words of the first prompt: Lit 4.8 KB, session and requests 2.9,
   * elements 2.8, dialog and page 1.5, styles 1.4, the first procedure 0.9, words 0.8, prompt and
   * message 0.7. It names later files by their hash, so a change of any file moves it by up to 30
   * bytes. Decisions 0049 and 0067 say what would make it smaller, and why that is not done.
   */
  entry: 21_700,
  /**
   * Prompt, form and result in the longest language: the entry, the procedure, the form's logic,
   * views and styles, and all words. Above the target: the list of answers in larger type, the way
   * back from a login in another tab, a case before the form, shadows where a dialog scrolls, where
   * Chinese lines may end, and sentences that are whole where a view chooses between them. The
   * contract's causes of a refusal are read and not written again (0.1), and phrases are written
   * out in both scripts (0.1). State, events and focus of the fields are three classes (0.2). A flow
   * that threw as it began begins again, a part that came empty is asked for again, and an element is
   * updated once for each part (0.2).
   */
  flow: 47_400,
  /**
   * A file that is loaded when it is needed. The largest is the center: its rows hold the notice of
   * an end, the last refusal, each open way, and the withdrawal of what waits.
   */
  part: 6_500,
  /**
   * The page of registration. Above the target: the class that is checked at the unit's code, with
   * the papers for the counter, the fields that a refusal names, the login that is checked in every
   * window, settings that equal the page's defaults, and the refusals, which are written once with
   * those of the certification. Fields are cut as in the flow (0.2), and phrases are written out
   * (0.1). A part that came empty is asked for again, and requests are a file (0.2).
   */
  registration: 34_850,
  /** A script tag that loads the module, and answers the page until then. */
  classic: 800,
  /** All that a portal bundles of the widget. */
  load: 1_500,
  /** One sentence in three languages. */
  check: 700,
};
const TARGET = {
  entry: 16_500,
  flow: 37_000,
  part: 4_500,
  registration: 31_200,
  classic: 750,
  load: 1_500,
  check: 700,
};

/** A language is a folder. */
const LANGUAGES = readdirSync(new URL('../widget/locales/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Manifest {
  files: Record<string, { imports?: string[]; dynamicImports?: string[] }>;
}

const folder = fileURLToPath(new URL('../dist/widget/', import.meta.url));
const read = (file: string) => readFileSync(folder + file);
const { files } = JSON.parse(read('manifest.json').toString()) as Manifest;

const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
const brotli = (file: string) => brotliCompressSync(read(file), { params }).length;
/** `unit-certification/load`, as a portal's bundler makes it. */
const loader = (): number => {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('../widget/load.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
  });
  return brotliCompressSync(outputFiles[0]!.contents, { params }).length;
};
const sum = (names: Iterable<string>) => [...names].reduce((total, file) => total + brotli(file), 0);

/** `start` and all its imports: static ones, and dynamic ones for which `lazy` is true. */
function loadedBy(start: string, lazy: (file: string) => boolean): Set<string> {
  const loaded = new Set<string>();
  const visit = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    files[file]?.imports?.forEach(visit);
    files[file]?.dynamicImports?.filter(lazy).forEach(visit);
  };
  visit(start);
  return loaded;
}

const isPart = (file: string, names: string) => new RegExp(`^chunks/(${names})-[\\w-]{6}\\.js$`).test(file);
const all = Object.keys(files);
/** The first dialog's words load beside the token. */
const entry = (language: string) => loadedBy(ENTRY, (file) => isPart(file, `first-${language}`));
const certification = (language: string) =>
  loadedBy(ENTRY, (file) => isPart(file, `flow|first-${language}|${language}`));
const registration = (language: string) =>
  loadedBy(REGISTRATION, (file) => isPart(file, `registration-${language}`));
/** Chunks that are loaded only when needed, and are not part of prompt, form and result, nor of the registration page. */
const flows = LANGUAGES.flatMap((name) => [...certification(name), ...registration(name)]);
const parts = all.filter((file) => file.startsWith('chunks/') && !flows.includes(file));
const rowOf = (what: string, loaded: Set<string>, kind: keyof typeof BUDGET): Row => [
  `${what} (${loaded.size} files)`,
  sum(loaded),
  kind,
];

type Row = [what: string, bytes: number, kind: keyof typeof BUDGET];

const rows: Row[] = [
  ...LANGUAGES.map((name) => rowOf(`entry script and first words, ${name}`, entry(name), 'entry')),
  ...LANGUAGES.map((name) => rowOf(`whole flow, ${name}`, certification(name), 'flow')),
  ...LANGUAGES.map((name) => rowOf(`registration page, ${name}`, registration(name), 'registration')),
  [`${CENTER}, beside the entry script`, sum([CENTER]), 'part'],
  ...parts.map((file): Row => [`${file}, when it is needed`, sum([file]), 'part']),
  [CHECK, sum([CHECK]), 'check'],
  ['unit-certification/load', loader(), 'load'],
  ...CLASSIC.map((file): Row => [file, sum([file]), 'classic']),
];

const problems: string[] = [];
console.log(
  `${'brotli bytes'.padEnd(42)}${'actual'.padStart(8)}${'budget'.padStart(8)}${'target'.padStart(8)}`,
);
for (const [what, bytes, kind] of rows) {
  const figures = [bytes, BUDGET[kind], TARGET[kind]].map((figure) => String(figure).padStart(8)).join('');
  const verdict = bytes > BUDGET[kind] ? 'over budget' : bytes > TARGET[kind] ? 'over target' : '';
  console.log(`${what.padEnd(42)}${figures}  ${verdict}`.trimEnd());
  if (bytes > BUDGET[kind]) problems.push(`${what}: ${bytes - BUDGET[kind]} bytes over budget`);
}

for (const language of LANGUAGES)
  if (!all.some((file) => isPart(file, language))) problems.push(`the words of ${language} are not built`);
for (const file of Object.keys(files)) {
  const { sources } = JSON.parse(read(`${file}.map`).toString()) as { sources: string[] };
  if (/\bzod|ZodError/i.test(read(file).toString()) || sources.some((source) => /\/zod\//.test(source))) {
    problems.push(`${file} holds zod: it belongs to the server (import types from wire.ts only)`);
  }
  if (file === ENTRY && sources.some((source) => /@lit\/task/.test(source)))
    problems.push(`${file} holds @lit/task: the entry script asks for the status without it`);
}
for (const problem of problems) console.error(`✗ ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
