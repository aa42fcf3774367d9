/** Makes a site token as a portal's server would, for tests by hand (HS256 sites only). */
import { SignJWT } from 'jose';
import { TOKEN_AUDIENCE, TOKEN_TYPE, type Purpose, type Role } from '../contract/wire.ts';
import type { ActorOf, Database } from '../database/index.ts';
import { writeEvents } from '../events/index.ts';
import type { KeyRing } from '../keys/index.ts';

export interface TokenRequest {
  siteId: string;
  purpose: Purpose;
  sub: string;
  unit?: { code: string; name?: string | undefined } | undefined;
  role?: Role | undefined;
  /** Seconds, 300 at most. */
  lifetime: number;
}

/** `now` in milliseconds. */
export function mintToken(secret: string, request: TokenRequest, now: number): Promise<string> {
  const { siteId, purpose, sub, unit, role, lifetime } = request;
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ purpose, ...(unit && { unit }), ...(role && { role }) })
    .setProtectedHeader({ alg: 'HS256', typ: TOKEN_TYPE })
    .setIssuer(siteId)
    .setAudience(TOKEN_AUDIENCE)
    .setSubject(sub)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetime)
    .sign(Buffer.from(secret, 'utf8'));
}

/** Writes the event, because the holder of a token made by hand can act for every user of the site. */
export async function recordMinting(
  { database, keys }: { database: Database; keys: KeyRing },
  request: TokenRequest,
  actor: ActorOf<'operator'>,
  now: number,
): Promise<void> {
  const { siteId, unit, purpose, role } = request;
  await writeEvents(database, keys, [
    {
      at: new Date(now),
      actor,
      type: 'token.minted',
      unitCode: unit?.code,
      siteId,
      detail: { purpose, ...(role && { role }) },
    },
  ]);
}
