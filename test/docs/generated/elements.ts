/** Attributes, events, parts and variables of the elements, by their docstrings (`custom-elements.json` comes of the same). */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/pages.ts';
import { expectKeys, fillTable } from './table.ts';

const sources = globSync('widget/elements/*.ts', { cwd: root })
  .sort()
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

interface Tagged {
  name: string;
  fallback?: string | undefined;
}

/** `@attr {type} name - …` and `@cssprop [name=default] - …` of all elements. */
const taggedBy = (tag: string): Tagged[] => {
  const found = [...sources.matchAll(new RegExp(`^ \\* @${tag} (?:\\{.*?\\} )?(\\[.*?\\]|\\S+) - `, 'gm'))];
  return found.map(([, text]) => {
    const [name, fallback] = text!.replace(/^\[|\]$/g, '').split('=');
    return { name: name!, fallback };
  });
};

const namesBy = (tag: string): string[] => [...new Set(taggedBy(tag).map(({ name }) => name))];

const fallbacks = (tag: string) => new Map(taggedBy(tag).map(({ name, fallback }) => [name, fallback]));

export function fillAttributes(present: string): string {
  expectKeys(present, namesBy('attr'), 'attributes');
  const known = fallbacks('attr');
  return fillTable(([name]) => {
    const fallback = known.get(name!);
    return fallback === undefined ? {} : { 2: `\`${fallback}\`` };
  })(present);
}

/** Of `browser-check.js`, which is no element. */
const OF_THE_CHECK = 'unit-certification-unsupported';

export function fillEvents(present: string): string {
  expectKeys(present, [...namesBy('fires'), OF_THE_CHECK], 'events');
  return present;
}

/** A name of one letter case with the ones before it: `--unit-certification-text`, `-text-muted`. */
const PREFIX = '--unit-certification';

export function fillVariables(present: string): string {
  const known = fallbacks('cssprop');
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
  present.replace(/`[a-z -]+`/, `\`${namesBy('csspart').join(' ')}\``);
