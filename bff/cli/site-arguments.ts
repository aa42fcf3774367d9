/** Arguments of `site …`, checked: origins, URLs, keys. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isOpenable, OPENABLE_KINDS, type OpenableKind } from '../sites/kinds.ts';
import { KeySetError, parseJwks } from '../sites/key-set.ts';
import { describe, fetchJwks } from '../sites/key-source.ts';
import type { KeyChoice } from '../sites/manage.ts';
import { isSecureUrl, normaliseOrigin, type OriginProblem } from '../sites/origins.ts';
import { CommandFailure, UsageError, type Context, type Input, type Option } from './command.ts';

export const KEY_OPTIONS: Record<string, Option> = {
  jwks: { type: 'string', value: 'FILE|URL', about: 'public keys (EdDSA, ES256, RS256) as a JWK Set' },
  hs256: { type: 'boolean', about: 'a shared secret that is made now and shown once' },
};

export const OPEN_OPTION: Option = {
  type: 'string',
  multiple: true,
  value: 'KIND',
  about: `opens a kind of certification to its users (${OPENABLE_KINDS.join(', ')})`,
};

const ORIGIN_PROBLEMS: Record<OriginProblem, string> = {
  'not-a-url': 'is not an origin: write it like https://portal.example',
  null: 'is what sandboxed pages send: nobody can be told apart by it',
  'not-only-an-origin': 'has more than scheme, host and port: leave path, user and wildcards out',
  'not-http': 'is neither https nor http',
  insecure: 'must be https: browsers run the widget over http on localhost and 127.0.0.1 only',
};

export function originsOf(input: Input): string[] {
  const given = input.list('origin');
  if (given.length === 0)
    throw new UsageError('--origin is missing: the portal’s, like https://portal.example.');
  const checked = given.map((typed) => {
    const origin = normaliseOrigin(typed);
    if (origin.ok) return origin.value;
    throw new UsageError(`--origin ${typed} ${ORIGIN_PROBLEMS[origin.problem]}.`);
  });
  return [...new Set(checked)];
}

function webUrl(option: string, text: string, secure: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new UsageError(
      `--${option} must be a URL like https://portal.example/path, without user and password.`,
    );
  if (secure && !isSecureUrl(url))
    throw new UsageError(`--${option} must be https: over http anybody on the way could put in keys.`);
  return url.href;
}

/** From the `--webhook` option; http is allowed, for it says nothing personal and is signed. */
export function webhookOf(input: Input): string | undefined {
  const given = input.text('webhook');
  return given === undefined ? undefined : webUrl('webhook', given, false);
}

/** From `--open` or `--close`. */
export const kindsOf = (input: Input, option: 'open' | 'close'): OpenableKind[] =>
  input.list(option).map((word) => {
    if (isOpenable(word)) return word;
    throw new UsageError(
      `--${option} must be ${OPENABLE_KINDS.join(' or ')}: the other kinds are always open.`,
    );
  });

/** From `--jwks` or `--hs256`; a file is read, and a URL is tried, when the command runs. */
export function keysOf(input: Input): (context: Context) => Promise<KeyChoice | undefined> {
  const given = input.text('jwks');
  if (given !== undefined && input.flag('hs256')) throw new UsageError('Either --jwks or --hs256.');
  if (given === undefined) return async () => (input.flag('hs256') ? { kind: 'hs256' } : undefined);
  if (!/^https?:/i.test(given)) return ({ cwd }) => keysOfFile(given, resolve(cwd, given));
  const url = webUrl('jwks', given, true);
  return async ({ io }) => {
    try {
      const { keySet } = parseJwks(await fetchJwks(url), false);
      if (keySet.keys.length === 0) throw new KeySetError('has no key of a usable kind');
    } catch (error) {
      io.err(`Warning: ${url} ${describe(error)}. Tokens are refused until it answers public keys.`);
    }
    return { kind: 'jwks-url', url };
  };
}

async function keysOfFile(given: string, file: string): Promise<KeyChoice> {
  try {
    return { kind: 'jwks', jwks: parseJwks(JSON.parse(await readFile(file, 'utf8')), true).jwks };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code) throw new CommandFailure(`${given} cannot be read (${code}).`);
    throw new CommandFailure(`${given}: ${error instanceof KeySetError ? error.message : 'is not JSON'}.`);
  }
}
