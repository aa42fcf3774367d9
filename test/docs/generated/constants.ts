/** Numbers that the sources name, also those that only their file knows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, HOUR, MINUTE } from '../../../bff/contract/time.ts';
import { root } from '../support/pages.ts';

export interface Figure {
  /** Milliseconds or bytes, or a plain number where the phrase has no unit. */
  value: number;
  phrases: readonly string[];
}

const KNOWN: Record<string, number> = { SECOND: 1_000, MINUTE, HOUR, DAY };

/** The value of `NAME = 30 * DAY;` or `name: 5_000,` in a file: numbers and names of it, with `+`, `*` and parentheses. */
export function numberIn(path: string, name: string): number {
  const source = readFileSync(join(root, path), 'utf8').replace(/\/\*.*?\*\//gs, '');
  const [, text] =
    new RegExp(`\\b${name}(?:: number)?(?: =|:) ([\\dA-Z(][\\w\\s().+*]*?)(?:[,;]| })`).exec(source) ?? [];
  if (text === undefined) throw new Error(`${path} has no ${name}`);
  const tokens = text.match(/[\w.]+|[()+*]/g) ?? [];
  const factor = (): number => {
    const token = tokens.shift()!;
    if (token !== '(')
      return KNOWN[token] ?? (/^\d/.test(token) ? Number(token.replaceAll('_', '')) : numberIn(path, token));
    const value = sum();
    tokens.shift();
    return value;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[0] === '*') value *= (tokens.shift(), factor());
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[0] === '+') value += (tokens.shift(), product());
    return value;
  };
  return sum();
}

/** The first number that the pattern finds in a file: of a configuration, or of a value without a name. */
export function matchIn(path: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(readFileSync(join(root, path), 'utf8')) ?? [];
  if (digits === undefined) throw new Error(`${path} has nothing like ${pattern.source}`);
  return Number(digits.replaceAll('_', ''));
}
