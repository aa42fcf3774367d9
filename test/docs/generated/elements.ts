/** Attributes, methods, events, parts and variables of the elements, by `custom-elements.json`. */
import { expectKeys, fillTable, keysOf } from './table.ts';

interface Named {
  name: string;
  default?: string;
  type?: { text: string };
}
interface Member extends Named {
  kind: 'field' | 'method';
  type?: { text: string };
}
interface Declaration {
  attributes?: Named[];
  members?: Member[];
  events?: Named[];
  cssParts?: Named[];
  slots?: Named[];
  tagName?: string;
  cssProperties?: Named[];
}
interface Manifest {
  modules: { declarations: Declaration[] }[];
}

interface Plugin {
  generateBundle(this: { emitFile(file: { source: string }): void }, options: { dir: string }): Promise<void>;
}
const plugin: string = '../../../widget/build/elements-manifest.mjs';
const { elementsManifest } = (await import(plugin)) as { elementsManifest: () => Plugin };

/** As the build writes it. */
async function readManifest(): Promise<Manifest> {
  let text = '';
  const emitFile = ({ source }: { source: string }) => void (text = source);
  await elementsManifest().generateBundle.call({ emitFile }, { dir: 'dist/widget' });
  return JSON.parse(text) as Manifest;
}

const elements = (await readManifest()).modules.flatMap(({ declarations }) => declarations);

type Part = 'attributes' | 'events' | 'cssParts' | 'cssProperties' | 'slots';

export const namesOf = (part: Part): string[] => [
  ...new Set(elements.flatMap((element) => (element[part] ?? []).map(({ name }) => name))),
];

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const LITS_OWN = 'renderRoot';

/** By element, what a page can set: attributes, and properties without one. */
export const settableOf: Record<string, readonly string[]> = Object.fromEntries(
  elements.map(({ tagName, attributes = [], members = [] }) => {
    const names = attributes.map(({ name }) => name);
    const isOurs = ({ kind, name }: Member) =>
      kind === 'field' && name !== LITS_OWN && !names.some((each) => camel(each) === name);
    const properties = members.filter(isOurs);
    return [tagName!, [...names, ...properties.map(({ name }) => name)]];
  }),
);

/** The words that an attribute may be, by its type: none where it is another text. */
export const valuesOf = (attribute: string): string[] =>
  elements.flatMap(({ attributes = [] }) =>
    attributes
      .filter(({ name }) => name === attribute)
      .flatMap(({ type }) => [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, word]) => word!)),
  );

const defaultsOf = (part: Part) =>
  new Map(elements.flatMap((element) => (element[part] ?? []).map((each) => [each.name, each.default])));

export function fillAttributes(present: string): string {
  expectKeys(present, namesOf('attributes'), 'attributes');
  const known = defaultsOf('attributes');
  return fillTable(([name]) => {
    const fallback = known.get(name!);
    return fallback === undefined ? {} : { 2: `\`${fallback}\`` };
  })(present);
}

/** An event of `browser-check.js`, which is no element. */
const OF_THE_CHECK = 'unit-certification-unsupported';

export function fillEvents(present: string): string {
  expectKeys(present, [...namesOf('events'), OF_THE_CHECK], 'events');
  return present;
}

/** Methods, also those that can be set as a property (`open`). Lit's and the registration's own are left out. */
const METHODS = elements
  .slice(0, 2)
  .flatMap(({ members = [] }) => members)
  .filter(({ kind, type }) => kind === 'method' || type?.text === '() => void')
  .map(({ name }) => name);

export function fillMethods(present: string): string {
  const told = keysOf(present).map((key) => key.replace(/\(.*$/, ''));
  const missing = METHODS.filter((name) => !told.includes(name));
  const unknown = told.filter((name) => !METHODS.includes(name));
  if (missing.length + unknown.length > 0)
    throw new Error(`methods: missing ${missing.join(', ')}; unknown ${unknown.join(', ')}`);
  return present;
}

/** Names may be short beside a long one: `--unit-certification-text`, `-text-muted`. */
const PREFIX = '--unit-certification';

export function fillVariables(present: string): string {
  const known = defaultsOf('cssProperties');
  const full = (name: string) => (name.startsWith(PREFIX) ? name : `${PREFIX}${name}`);
  const told: string[] = [];
  const filled = fillTable((keys, cells) => {
    told.push(...keys.map(full));
    const values = keys.map((key) => known.get(full(key)));
    const isPlain = values.every((value) => value && !value.includes(' '));
    const comma = cells[0]!.includes('、') ? '、' : ', ';
    if (isPlain && !/font/.test(keys[0]!)) return { 1: values.map((value) => `\`${value}\``).join(comma) };
    const missing = values.filter(
      (value) => value && !value.includes(' ') && !cells[1]!.includes(`\`${value}\``),
    );
    if (missing.length > 0) throw new Error(`${keys.join(', ')}: the default is ${missing.join(', ')}`);
    return {};
  })(present);
  const absent = [...known.keys()].filter((name) => !told.includes(name));
  if (absent.length > 0) throw new Error(`variables: no row for ${absent.join(', ')}`);
  return filled;
}

/** The list of parts, as one code span. */
export const listParts = (present: string): string =>
  present.replace(/`[a-z -]+`/, `\`${namesOf('cssParts').join(' ')}\``);
