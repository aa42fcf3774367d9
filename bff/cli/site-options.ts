/** Options of `site …`, checked: origins, URLs, keys, kinds. */
import { lookup } from 'node:dns/promises';
import { InvalidArgumentError } from 'commander';
import { createDestinations, isPublicAddress, type Refusal } from '../network/index.ts';
import {
  describe,
  fetchJwks,
  isOpenable,
  isSecureUrl,
  type KeyChoice,
  KeySetError,
  normalizeOrigin,
  OPENABLE_KINDS,
  type OpenableKind,
  type OriginProblem,
  parseJwks,
} from '../sites/index.ts';
import { CommandFailure, readGiven, UsageError, type Context } from './context.ts';
import { flag, type Option, optional, repeated } from './table.ts';

const ORIGIN_PROBLEMS: Record<OriginProblem, string> = {
  'not-a-url': 'is not an origin: write it like https://portal.example',
  null: 'is the origin of all sandboxed pages, so it identifies no site',
  'not-only-an-origin': 'has more than scheme, host and port: leave path, user and wildcards out',
  'not-http': 'is neither https nor http',
  insecure: 'must be https: browsers run the widget over http on localhost and 127.0.0.1 only',
};

export const origins = (about: string): Option<string[]> =>
  repeated('ORIGIN', `${about}, like https://portal.example; may be repeated`, (given) => {
    const origin = normalizeOrigin(given);
    if (origin.ok) return origin.value;
    throw new InvalidArgumentError(`It ${ORIGIN_PROBLEMS[origin.problem]}.`);
  });

export const kinds = (about: string): Option<OpenableKind[]> =>
  repeated('KIND', `${about} (${OPENABLE_KINDS.join(', ')})`, (given) => {
    if (isOpenable(given)) return given;
    throw new InvalidArgumentError(
      `It must be ${OPENABLE_KINDS.join(' or ')}: the other kinds are always open.`,
    );
  });

/** `checkWebhook` checks the target, which depends on `WEBHOOK_ALLOW`. */
export const webhook = (about: string): Option<string | undefined> =>
  optional('URL', about, (given) => webUrl(given, false));

const WEBHOOK_REFUSALS: Record<Refusal, (host: string) => string> = {
  'not-https': () => 'Webhooks are sent over https only',
  'private-address': (host) => `Webhooks are sent to public addresses only, which ${host} is not`,
};

/**
 * Throws `UsageError` when webhooks may not be sent to the URL. Only warns of a name that cannot be
 * resolved here, because the BFF may run on another machine.
 */
export async function checkWebhook(given: string, { io, resources: { config } }: Context): Promise<void> {
  const url = new URL(given);
  const { hostname } = url;
  const refuse = (refusal: Refusal) =>
    new UsageError(
      `${WEBHOOK_REFUSALS[refusal](hostname)}. A host of your own network may be named in WEBHOOK_ALLOW (here: ${config.webhookAllow.join(', ') || 'none'}).`,
    );
  const refusal = createDestinations(config.webhookAllow).refusalOf(url);
  if (refusal) throw refuse(refusal);
  if (config.webhookAllow.includes(hostname)) return;
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => undefined);
  if (!found) io.err(`Warning: ${hostname} cannot be resolved here. Webhooks wait until the BFF can.`);
  else if (!found.some(({ address }) => isPublicAddress(address))) throw refuse('private-address');
}

const jwks: Option<string | undefined> = {
  ...optional('FILE|URL', 'public keys (EdDSA, ES256, RS256) as a JWK Set', (given) =>
    isUrl(given) ? webUrl(given, true) : given,
  ),
  conflictsWith: 'hs256',
};
export const keyOptions = { jwks, hs256: flag('a shared secret that is made now and shown once') };

const isUrl = (given: string): boolean => /^https?:/i.test(given);

function webUrl(given: string, secure: boolean): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new InvalidArgumentError(
      'It must be a URL like https://portal.example/path, without user and password.',
    );
  if (secure && !isSecureUrl(url))
    throw new InvalidArgumentError(
      'It must be https: over http an attacker on the way could replace the keys.',
    );
  return url.href;
}

/** The keys of `--jwks` or `--hs256`. Reads a file, and tries a URL, when the command runs. */
export async function keysOf(
  { jwks, hs256 }: { jwks: string | undefined; hs256: boolean },
  { io, cwd }: Context,
): Promise<KeyChoice | undefined> {
  if (jwks === undefined) return hs256 ? { kind: 'hs256' } : undefined;
  if (!isUrl(jwks)) return keysOfFile(cwd, jwks);
  try {
    const { keySet } = parseJwks(await fetchJwks(jwks), false);
    if (keySet.keys.length === 0) throw new KeySetError('has no key of a usable kind');
  } catch (error) {
    io.err(`Warning: ${jwks} ${describe(error)}. Tokens are refused until it answers public keys.`);
  }
  return { kind: 'jwks-url', url: jwks };
}

async function keysOfFile(cwd: string, file: string): Promise<KeyChoice> {
  const text = await readGiven(cwd, file);
  try {
    return { kind: 'jwks', jwks: parseJwks(JSON.parse(text), true).jwks };
  } catch (error) {
    throw new CommandFailure(`${file}: ${error instanceof KeySetError ? error.message : 'is not JSON'}.`);
  }
}
