/** Sessions at the desk. */
import { describe, expect } from 'vitest';
import {
  beginRenewal,
  beginSession,
  continueSession,
  endRenewal,
  endSession,
  endSessionsOf,
  IDLE,
  isBeingRenewed,
  keepRoles,
  LONGEST,
} from '../../../bff/desk/people/sessions.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { storeTest } from '../../support/store.ts';

const TOKENS = {
  access: 'access-token',
  refresh: 'refresh-token',
  id: 'id-token',
  tells: 'by-userinfo',
} as const;
const PERSON = { subject: 'officer-1', roles: ['officer'] as 'officer'[], tokens: TOKENS };

describe('a session at the desk', () => {
  const it = storeTest;

  it('is known by the browser’s id alone, and by nothing that is stored', async ({ emptyDatabase, deps }) => {
    const secret = await beginSession(deps, PERSON);
    const session = (await continueSession(deps, secret))!;
    expect(session).toMatchObject(PERSON);
    const stored = await emptyDatabase.kysely
      .selectFrom('desk_session')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(JSON.stringify(stored)).not.toContain('token"');
    expect(stored.sealed).not.toContain('access-token');
    for (const guess of [stored.id, `${secret}x`, '', secret.slice(1)])
      expect(await continueSession(deps, guess)).toBeUndefined();
  });

  it('has ids and tokens of forms that are never the same', async ({ deps }) => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => beginSession(deps, PERSON)));
    const sessions = await Promise.all(secrets.map((secret) => continueSession(deps, secret)));
    expect(new Set(secrets).size).toBe(20);
    expect(new Set(sessions.map((session) => session!.csrf)).size).toBe(20);
    expect(Buffer.from(secrets[0]!, 'base64url')).toHaveLength(32);
  });

  it('ends after 15 minutes without a request', async ({ deps }) => {
    const secret = await beginSession(deps, PERSON);
    deps.clock.now += IDLE - 1;
    expect(await continueSession(deps, secret)).toBeDefined();
    deps.clock.now += IDLE - 1;
    expect(await continueSession(deps, secret)).toBeDefined();
    deps.clock.now += IDLE;
    expect(await continueSession(deps, secret)).toBeUndefined();
  });

  it('ends after 8 hours, however busy it is', async ({ deps }) => {
    const secret = await beginSession(deps, PERSON);
    const end = deps.clock.now + LONGEST;
    for (deps.clock.now += IDLE - 1; deps.clock.now < end; deps.clock.now += IDLE - 1)
      expect(await continueSession(deps, secret)).toBeDefined();
    deps.clock.now = end;
    expect(await continueSession(deps, secret)).toBeUndefined();
  });

  it('keeps the roles that the provider told last, and the tokens that were renewed', async ({ deps }) => {
    const secret = await beginSession(deps, PERSON);
    const session = (await continueSession(deps, secret))!;
    deps.clock.now += 1_000;
    const ours = (await beginRenewal(deps, session))!;
    const renewed = (await endRenewal(deps, ours, { ...TOKENS, access: 'newer' }))!;
    await keepRoles(deps, renewed, ['auditor']);
    expect(await continueSession(deps, secret)).toMatchObject({
      roles: ['auditor'],
      tokens: { access: 'newer' },
      csrf: session.csrf,
      askedAt: session.askedAt + 1_000,
    });
  });

  it('has its tokens renewed by one, and is changed by nobody who has read it before', async ({ deps }) => {
    const secret = await beginSession(deps, PERSON);
    const session = (await continueSession(deps, secret))!;
    const [ours, ...others] = (await Promise.all([1, 2, 3].map(() => beginRenewal(deps, session)))).toSorted(
      (a, b) => Number(!a) - Number(!b),
    );
    expect(others).toEqual([undefined, undefined]);
    expect(isBeingRenewed(ours!, deps.now())).toBe(true);
    expect(await keepRoles(deps, session, [])).toBeUndefined();
    const renewed = await endRenewal(deps, ours!, { ...TOKENS, refresh: 'newer' });
    expect(isBeingRenewed(renewed!, deps.now())).toBe(false);
    expect(await keepRoles(deps, session, [])).toBeUndefined();
    expect(await continueSession(deps, secret)).toMatchObject({
      roles: PERSON.roles,
      tokens: { refresh: 'newer' },
    });
  });

  it('is nobody’s when the database makes it another person’s, or another session’s', async ({
    emptyDatabase: { kysely },
    deps,
  }) => {
    const [secret, other] = [await beginSession(deps, PERSON), await beginSession(deps, PERSON)];
    const { id } = (await continueSession(deps, other))!;
    const { sealed } = await kysely
      .selectFrom('desk_session')
      .select('sealed')
      .where('id', '<>', id)
      .executeTakeFirstOrThrow();
    await kysely.updateTable('desk_session').set({ sealed }).where('id', '=', id).execute();
    expect(await continueSession(deps, other)).toBeUndefined();
    await kysely.updateTable('desk_session').set({ subject: 'officer-2' }).execute();
    expect(await continueSession(deps, secret)).toBeUndefined();
  });

  it('is ended alone, or with all others of its person', async ({ emptyDatabase, deps }) => {
    const [first, second, third] = await Promise.all(
      ['a', 'a', 'b'].map((subject) => beginSession(deps, { ...PERSON, subject })),
    );
    await endSession(emptyDatabase, (await continueSession(deps, first!))!.id);
    expect(await continueSession(deps, first!)).toBeUndefined();
    expect(await endSessionsOf(emptyDatabase, 'a', deps.now())).toBe(1);
    expect(await continueSession(deps, second!)).toBeUndefined();
    expect(await continueSession(deps, third!)).toBeDefined();
  });

  it('is removed when it has ended', async ({ emptyDatabase, deps }) => {
    await beginSession(deps, PERSON);
    await removeExpired(emptyDatabase, deps.now() + IDLE);
    expect(await emptyDatabase.kysely.selectFrom('desk_session').selectAll().execute()).toEqual([]);
  });
});
