/**
 * Sessions of people at the desk: rows, so that they can be ended by us. The browser has a random
 * id, the table its digest. A session ends after `IDLE` without a request, after `LONGEST` at the
 * latest, at the logout, or when somebody ends it. What a row keeps is changed by comparing it with
 * what was read, so that no process puts back tokens that another one has renewed.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { HOUR, MINUTE } from '../../contract/time.ts';
import { type Database, prepare, prepareRead } from '../../database/index.ts';
import { type Cipher, type Digester, ifReadable } from '../../keys/index.ts';
import type { DeskRole } from './access.ts';

/** Milliseconds. */
export const IDLE = 15 * MINUTE;
export const LONGEST = 8 * HOUR;
/** Longer than the provider may take to renew tokens. */
export const RENEWAL = MINUTE;

/** The provider's tokens, with which it is asked for the roles, and told of the logout. */
export interface ProviderTokens {
  access: string;
  refresh: string | undefined;
  id: string;
  /** How it tells the roles after the login. */
  tells: 'by-userinfo' | 'by-refresh' | 'never';
}

/** Kept encrypted: the database alone gives nobody a role. */
interface Sealed {
  /** Stands in each form of the session. */
  csrf: string;
  roles: DeskRole[];
  /** When the provider told them, in milliseconds. */
  askedAt: number;
  tokens: ProviderTokens;
  /** One process renews the tokens, until then at the latest, in milliseconds. */
  renewedUntil?: number | undefined;
}

export interface DeskSession extends Sealed {
  /** The digest. */
  id: string;
  /** The person's subject at the provider. */
  subject: string;
  /** The row's text of all the rest, as it was read. */
  row: string;
}

export interface SessionDependencies {
  database: Database;
  cipher: Cipher;
  digester: Digester;
  /** Milliseconds. */
  now: () => number;
}

type Place = Pick<DeskSession, 'id' | 'subject'>;

const contextOf = ({ id, subject }: Place) => `desk_session:sealed:${id}:${subject}`;

type Unsealed = Omit<DeskSession, 'row'>;

export const sealSession = (cipher: Cipher, { id, subject, ...session }: Unsealed): string => {
  const { csrf, roles, askedAt, tokens, renewedUntil } = session;
  const sealed: Sealed = { csrf, roles, askedAt, tokens, renewedUntil };
  return cipher.seal(JSON.stringify(sealed), contextOf({ id, subject }));
};

export const openSession = (
  cipher: Cipher,
  { sealed, ...place }: Place & { sealed: string },
): DeskSession => ({
  ...place,
  row: sealed,
  ...(JSON.parse(cipher.open(sealed, contextOf(place))) as Sealed),
});

const randomText = () => randomBytes(32).toString('base64url');

interface NewRow {
  id: string;
  subject: string;
  sealed: string;
  now: Date;
  endsAt: Date;
}

const insertStatement = prepare<NewRow, never>(
  'desk_session_insert',
  (p) => sql<never>`
  insert into desk_session (id, subject, sealed, began_at, ends_at)
  values (${p('id')}::text, ${p('subject')}::text, ${p('sealed')}::text, ${p('now')}::timestamptz, ${p('endsAt')}::timestamptz)`,
);

/** Gives the id for the browser. */
export async function beginSession(
  { database, cipher, digester, now }: SessionDependencies,
  { subject, roles, tokens }: Pick<DeskSession, 'subject' | 'roles' | 'tokens'>,
): Promise<string> {
  const secret = randomText();
  const id = digester.of('desk-session', secret);
  const at = now();
  await database.run(insertStatement, {
    id,
    subject,
    sealed: sealSession(cipher, { id, subject, csrf: randomText(), roles, askedAt: at, tokens }),
    now: new Date(at),
    endsAt: new Date(at + IDLE),
  });
  return secret;
}

const continueStatement = prepare<
  { ids: readonly string[]; now: Date; idleEnds: Date; longest: number },
  Place & { sealed: string }
>(
  'desk_session_continue',
  (p) => sql<Place & { sealed: string }>`
  update desk_session
  set ends_at = least(began_at + ${p('longest')}::int * interval '1 millisecond', ${p('idleEnds')}::timestamptz)
  where id = any(${p('ids')}::text[]) and ends_at > ${p('now')}::timestamptz
  returning id, subject, sealed`,
);

/**
 * The session of the browser's id, if it has not ended and nobody has altered it; its idle time
 * begins anew.
 */
export async function continueSession(
  { database, cipher, digester, now }: SessionDependencies,
  secret: string,
): Promise<DeskSession | undefined> {
  const at = now();
  const [row] = await database.run(continueStatement, {
    ids: digester.all('desk-session', secret),
    now: new Date(at),
    idleEnds: new Date(at + IDLE),
    longest: LONGEST,
  });
  return row && ifReadable(() => openSession(cipher, row));
}

const readStatement = prepareRead<{ id: string; now: Date }, Place & { sealed: string }>(
  'desk_session_read',
  (p) => sql<Place & { sealed: string }>`
  select id, subject, sealed from desk_session where id = ${p('id')}::text and ends_at > ${p('now')}::timestamptz`,
);

/** The session as it is now; undefined when it has ended. */
export async function readAgain(
  { database, cipher, now }: SessionDependencies,
  { id }: Pick<DeskSession, 'id'>,
): Promise<DeskSession | undefined> {
  const [row] = await database.run(readStatement, { id, now: new Date(now()) });
  return row && ifReadable(() => openSession(cipher, row));
}

const changeStatement = prepare<{ id: string; read: string; sealed: string }, Pick<Place, 'id'>>(
  'desk_session_change',
  (p) => sql<Pick<Place, 'id'>>`
  update desk_session set sealed = ${p('sealed')}::text
  where id = ${p('id')}::text and sealed = ${p('read')}::text
  returning id`,
);

/**
 * Undefined, and nothing is changed, when the session is another one than was read, or has ended.
 */
async function change(
  { database, cipher }: SessionDependencies,
  session: DeskSession,
  changes: Partial<Sealed>,
): Promise<DeskSession | undefined> {
  const changed = { ...session, ...changes };
  const row = sealSession(cipher, changed);
  const [kept] = await database.run(changeStatement, { id: session.id, read: session.row, sealed: row });
  return kept && { ...changed, row };
}

export const isBeingRenewed = ({ renewedUntil = 0 }: DeskSession, now: number): boolean => renewedUntil > now;

/** Keeps the roles that the provider has told just now. */
export const keepRoles = (parts: SessionDependencies, session: DeskSession, roles: DeskRole[]) =>
  change(parts, session, { roles, askedAt: parts.now() });

/** The right to renew the tokens. Undefined: another process has it, or has renewed them. */
export const beginRenewal = (parts: SessionDependencies, session: DeskSession) =>
  change(parts, session, { renewedUntil: parts.now() + RENEWAL });

/** `session`: what `beginRenewal` gave. */
export const endRenewal = (parts: SessionDependencies, session: DeskSession, tokens: ProviderTokens) =>
  change(parts, session, { tokens, renewedUntil: undefined });

/** `id`: the digest. */
export const endSession = async ({ kysely }: Database, id: string): Promise<void> => {
  await kysely.deleteFrom('desk_session').where('id', '=', id).execute();
};

/**
 * Ends the sessions that another key than the newest has encrypted. They are not encrypted anew:
 * somebody who has that key may have made one.
 */
export const endSessionsBefore = async ({ kysely }: Database, newest: string): Promise<void> => {
  await sql`delete from desk_session where split_part(sealed, '.', 1) <> ${newest}`.execute(kysely);
};

/** Ends all sessions of a person; how many there were. */
export async function endSessionsOf({ kysely }: Database, subject: string, now: number): Promise<number> {
  const ended = await kysely
    .deleteFrom('desk_session')
    .where('subject', '=', subject)
    .returning('ends_at')
    .execute();
  return ended.filter(({ ends_at }) => ends_at.getTime() > now).length;
}
