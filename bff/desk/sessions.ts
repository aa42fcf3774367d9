/**
 * Sessions of people at the desk: rows, so that they can be ended by us. The browser has a random id, the table its digest. A session ends
 * after `IDLE` without a request, after `LONGEST` at the latest, at the logout, or when somebody ends it.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { HOUR, MINUTE } from '../contract/time.ts';
import type { Database } from '../database/database.ts';
import { prepare } from '../database/statement.ts';
import type { Cipher } from '../protection/cipher.ts';
import type { Digester } from '../protection/digest.ts';
import type { SealedColumn } from '../protection/reseal.ts';
import type { DeskRole } from './access.ts';

/** Milliseconds. */
export const IDLE = 15 * MINUTE;
export const LONGEST = 8 * HOUR;

/** The provider's tokens, with which it is asked for the roles, and told of the logout. */
export interface ProviderTokens {
  access: string;
  refresh: string | undefined;
  id: string;
  /** How it tells the roles after the login. */
  tells: 'by-userinfo' | 'by-refresh' | 'never';
}

export interface DeskSession {
  /** The digest. */
  id: string;
  /** The person's subject at the provider. */
  subject: string;
  /** Each form has it. */
  csrf: string;
  roles: DeskRole[];
  /** When the provider told them. */
  askedAt: Date;
  tokens: ProviderTokens;
}

export interface SessionDependencies {
  database: Database;
  cipher: Cipher;
  digester: Digester;
  /** Milliseconds. */
  now: () => number;
}

const contextOf = (id: string) => `desk_session:tokens:${id}`;

export const SEALED_SESSIONS: SealedColumn = {
  table: 'desk_session',
  column: 'tokens',
  key: ['id'],
  context: (row) => contextOf(row['id']!),
};

const randomText = () => randomBytes(32).toString('base64url');

interface NewRow {
  id: string;
  subject: string;
  csrf: string;
  roles: readonly string[];
  tokens: string;
  now: Date;
  endsAt: Date;
}

const insertStatement = prepare<NewRow, never>(
  'desk_session_insert',
  (p) => sql<never>`
  insert into desk_session (id, subject, csrf, roles, tokens, began_at, asked_at, ends_at)
  values (${p('id')}::text, ${p('subject')}::text, ${p('csrf')}::text, ${p('roles')}::text[], ${p('tokens')}::text,
          ${p('now')}::timestamptz, ${p('now')}::timestamptz, ${p('endsAt')}::timestamptz)`,
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
    csrf: randomText(),
    roles,
    tokens: cipher.seal(JSON.stringify(tokens), contextOf(id)),
    now: new Date(at),
    endsAt: new Date(at + IDLE),
  });
  return secret;
}

type StoredSession = Omit<DeskSession, 'tokens'> & { tokens: string };

const continueStatement = prepare<
  { ids: readonly string[]; now: Date; idleEnds: Date; longest: number },
  StoredSession
>(
  'desk_session_continue',
  (p) => sql<StoredSession>`
  update desk_session
  set ends_at = least(began_at + ${p('longest')}::int * interval '1 millisecond', ${p('idleEnds')}::timestamptz)
  where id = any(${p('ids')}::text[]) and ends_at > ${p('now')}::timestamptz
  returning id, subject, csrf, roles, asked_at as "askedAt", tokens`,
);

/** The session of the browser's id, if it has not ended; its idle time begins anew. */
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
  return row && { ...row, tokens: JSON.parse(cipher.open(row.tokens, contextOf(row.id))) as ProviderTokens };
}

const askedStatement = prepare<{ id: string; roles: readonly string[]; tokens: string; now: Date }, never>(
  'desk_session_asked',
  (p) => sql<never>`
  update desk_session set roles = ${p('roles')}::text[], tokens = ${p('tokens')}::text, asked_at = ${p('now')}::timestamptz
  where id = ${p('id')}::text`,
);

/** Keeps the roles that the provider has told just now, and its newest tokens. */
export const keepRoles = (
  { database, cipher, now }: SessionDependencies,
  { id, roles, tokens }: Pick<DeskSession, 'id' | 'roles' | 'tokens'>,
): Promise<never[]> =>
  database.run(askedStatement, {
    id,
    roles,
    tokens: cipher.seal(JSON.stringify(tokens), contextOf(id)),
    now: new Date(now()),
  });

/** `id`: the digest. */
export const endSession = async ({ kysely }: Database, id: string): Promise<void> => {
  await kysely.deleteFrom('desk_session').where('id', '=', id).execute();
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
