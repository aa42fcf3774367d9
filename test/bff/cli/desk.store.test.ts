/** `desk end-sessions` logs a person out of the desk. */
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { beginSession, continueSession } from '../../../bff/desk/people/sessions.ts';
import { openForCommands, run } from './support.ts';

const { env, resources, close } = await openForCommands();
afterAll(close);

describe('desk end-sessions', () => {
  it('ends all sessions of the person, and is audited with the reason', async () => {
    const parts = { ...resources, now: Date.now };
    const tokens = { access: 'a', refresh: undefined, id: 'i', tells: 'never' } as const;
    const begin = (subject: string) => beginSession(parts, { subject, roles: ['officer'], tokens });
    const [first, second, other] = [
      await begin('officer-1'),
      await begin('officer-1'),
      await begin('officer-2'),
    ];
    const { exit, out } = await run(
      ['desk', 'end-sessions', 'officer-1', '--reason', '离职', '--as', 'admin'],
      { env },
    );
    expect({ exit, out }).toEqual({ exit: 0, out: 'officer-1: 2 sessions ended.\n' });
    for (const secret of [first, second]) expect(await continueSession(parts, secret)).toBeUndefined();
    expect(await continueSession(parts, other)).toBeDefined();
    const event = await resources.database.kysely
      .selectFrom('event')
      .select(['actor', 'detail'])
      .where('type', '=', 'desk.sessions-ended')
      .executeTakeFirstOrThrow();
    expect(event).toEqual({
      actor: 'operator:admin',
      detail: { subject: 'officer-1', reason: '离职', ended: 2 },
    });
  });

  it('does not record a subject that nobody has: it may be a person’s number', async () => {
    const number = '320199198211050322';
    const { exit } = await run(['desk', 'end-sessions', number, '--reason', '离职'], { env });
    expect(exit).toBe(0);
    const { rows } = await sql<{ detail: object }>`
      select detail from event where type = 'desk.sessions-ended' order by position desc limit 1`.execute(
      resources.database.kysely,
    );
    expect(rows).toEqual([{ detail: { subject: 'unknown', reason: '离职', ended: 0 } }]);
  });

  it.each([[['desk', 'end-sessions', 'officer-1']], [['desk', 'end-sessions', ' ', '--reason', '离职']]])(
    'is refused without a subject or a reason: %j',
    async (words) => {
      expect((await run(words, { env })).exit).toBe(2);
    },
  );
});
