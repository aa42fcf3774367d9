/** `token`: a site token, as the portal's server would mint it, for trying things out. */
import { normaliseUnitCode } from '../contract/unit-code.ts';
import { LIMITS, type Purpose, type Role } from '../contract/wire.ts';
import { newestSecret } from '../sites/manage.ts';
import { mintToken, recordMinting } from '../sites/mint.ts';
import { CommandFailure, UsageError, type DatabaseCommand, type Input } from './command.ts';

function oneOf<T extends string>(input: Input, option: string, words: readonly [T, ...T[]]): T {
  const given = input.text(option) ?? words[0];
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) throw new UsageError(`--${option} must be one of ${words.join(', ')}.`);
  return word;
}

function unitOf(input: Input): { code: string; name?: string | undefined } {
  const given = input.text('unit');
  const code = given === undefined ? undefined : normaliseUnitCode(given);
  if (code === undefined)
    throw new UsageError(
      given === undefined
        ? '--unit is missing: the code of the unit that the user is logged in for.'
        : '--unit must be a unified social credit code (18) or an organisation code (9).',
    );
  return { code, name: input.text('name') };
}

function lifetimeOf(input: Input): number {
  const given = input.text('expires') ?? String(LIMITS.tokenLifetime);
  const seconds = /^[1-9]\d{0,2}$/.test(given) ? Number(given) : Infinity;
  if (seconds > LIMITS.tokenLifetime)
    throw new UsageError(`--expires must be seconds, from 1 to ${LIMITS.tokenLifetime}.`);
  return seconds;
}

export const TOKEN_COMMAND: DatabaseCommand = {
  name: 'token',
  about: 'Makes a token of an HS256 site, for trying things out (audited).',
  options: {
    site: { type: 'string', value: 'ID', about: 'the site' },
    unit: { type: 'string', value: 'CODE', about: 'the unit (purpose certification)' },
    name: { type: 'string', value: 'NAME', about: 'the unit’s name' },
    sub: { type: 'string', value: 'USER', about: 'the portal’s user id (cli)' },
    role: { type: 'string', value: 'ROLE', about: 'administrator (default) or operator' },
    purpose: { type: 'string', value: 'PURPOSE', about: 'certification (default), registration or status' },
    expires: { type: 'string', value: 'SECONDS', about: 'from now, 300 at most (default)' },
  },
  plan(input) {
    const siteId = input.text('site');
    if (siteId === undefined) throw new UsageError('--site is missing.');
    const purpose = oneOf<Purpose>(input, 'purpose', ['certification', 'registration', 'status']);
    const role = oneOf<Role>(input, 'role', ['administrator', 'operator']);
    const certification = purpose === 'certification' ? { unit: unitOf(input), role } : {};
    const lifetime = lifetimeOf(input);
    const request = { siteId, purpose, sub: input.text('sub') ?? 'cli', ...certification, lifetime };
    return async ({ resources: { database, cipher }, now }) => {
      const secret = await newestSecret({ database, cipher, now }, siteId);
      if (secret === undefined)
        throw new CommandFailure(
          `There is no HS256 site ${siteId}: 'site list' lists the sites. Others sign tokens with their own keys.`,
        );
      const at = now();
      const token = await mintToken(secret, request, at);
      await recordMinting(database, request, at);
      const expiresAt = new Date((Math.floor(at / 1000) + lifetime) * 1000).toISOString();
      return { json: { token, expiresAt }, text: token };
    };
  },
};
