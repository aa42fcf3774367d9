/** The damage that somebody can do who has a key that was replaced, and writes to the database. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { CASE } from '../../../bff/cases/decision.ts';
import { findCase } from '../../../bff/cases/case.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { replaceDataKey, rotateKeys } from '../../../bff/cli/keys.ts';
import { createFanOut } from '../../../bff/delivery/fan-out.ts';
import { deliverTo } from '../../../bff/delivery/deliver.ts';
import { beginSession, continueSession, sealSession } from '../../../bff/desk/people/sessions.ts';
import { signedFields } from '../../../bff/events/event.ts';
import { macOf } from '../../../bff/events/mac.ts';
import { removeOldEvents, AUDIT_KEPT_FOR } from '../../../bff/events/retention.ts';
import { readEvents } from '../../../bff/events/read-chain.ts';
import { createSealer } from '../../../bff/events/seal.ts';
import { isSound, verifyAudit } from '../../../bff/events/verify.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { KEY_USES, type KeyUse } from '../../../bff/keys/data-keys.ts';
import { retireDigestKey } from '../../../bff/upkeep/replace-key.ts';
import { signProposal } from '../../../bff/proposals/proposal.ts';
import { proposeRevocation, REVOCATION } from '../../../bff/proposals/revocation.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { happens } from '../../support/events.ts';
import { newKeyText, PROFILE } from '../../support/keys.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';
import { CERTIFY, FIRST, opened, proposed, SECOND } from '../cases/support.ts';
import { command, started, type Process } from '../keys/process.ts';

const K1 = newKeyText('k1');
const NOW = Date.parse('2026-11-24T08:00:00Z');
const TOKENS = { access: 'a', refresh: undefined, id: 'i', tells: 'never' } as const;

describe('a key that leaked and was replaced', () => {
  const it = storeTest
    .extend('start', ({ emptyDatabase }) => () => {
      return started(emptyDatabase, K1, NOW, PROFILE);
    })
    /** The process of before the replacement: its keys are those that leaked. */
    .extend('leaked', ({ start }) => start())
    .extend('run', ({ database }) => (text: string) => {
      return sql.raw(text).execute(database.kysely);
    });

  const certify = async (process: Process, unit: string) => {
    await registerUnit(process, unit);
    const result = await submit(process, submitterOf(unit), randomUUID(), rightClaim());
    expect(result).toMatchObject({ answer: { outcome: 'certified' } });
  };
  const replaced = async (process: Process, use: KeyUse) => {
    if (use !== 'digests')
      expect(await replaceDataKey(use)(command(process))).toMatchObject({ json: { step: 'replaced' } });
    else {
      expect(await replaceDataKey(use)(command(process))).toMatchObject({ json: { step: 'needed' } });
      expect(await retireDigestKey({ ...process, signal: new AbortController().signal })).toBe(true);
    }
  };
  const faultsOf = async (process: Process) => {
    await createSealer(process)();
    return (await verifyAudit(process)).faults.map(({ fault }) => fault);
  };
  const addSite = (process: Process) => addReceiver(process, 'portal', { created_at: new Date(NOW) });
  const deliver = async ({ database, cipher, keys, now }: Process) => {
    const results: string[] = [];
    const sent = () => Promise.resolve({ kind: 'answered', status: 204, retryAfter: undefined } as const);
    await deliverTo(
      {
        database,
        cipher,
        keys,
        messageOf,
        send: sent,
        head: () => Promise.resolve(undefined),
        now,
        report: ({ answer }) => void results.push(answer),
      },
      'portal',
      10,
    );
    return results.toSorted();
  };

  describe('the one that signs', () => {
    it('verifies what it signed before, and nothing after', async ({ start, leaked }) => {
      await certify(leaked, uscc(1));
      await createSealer(leaked)();
      await replaced(await start(), 'macs');
      const after = await start();
      expect(after.keys.macs).toHaveLength(1);
      expect(await faultsOf(after)).toEqual([]);

      await happens(leaked, {
        type: 'certification.certified',
        unitCode: uscc(2),
        submissionId: randomUUID(),
      });
      expect(await faultsOf(after)).toEqual(['event-altered']);
    });

    it('tells portals nothing any more: neither a new event, nor one in the place of an old one', async ({
      start,
      leaked,
      run,
    }) => {
      await addSite(leaked);
      await certify(leaked, uscc(1));
      await createFanOut(leaked, leaked.now)();
      expect(await deliver(leaked)).toEqual(['204']);
      await replaced(await start(), 'macs');
      const after = await start();

      await happens(leaked, { type: 'unit.registered', unitCode: uscc(2), siteId: 'portal' });
      const fanOut = createFanOut(after, after.now);
      await expect(
        (async () => {
          while (await fanOut());
        })(),
      ).rejects.toMatchObject({ name: 'ForgedEvents' });

      const [old] = await readEvents(after.database, { from: 1, upTo: 1, most: 1 });
      const forged = { ...old!, unit_code: uscc(3) };
      const mac = macOf(leaked.keys.macs[0], 'event', signedFields(forged));
      await run(`update event set unit_code = '${uscc(3)}', mac = '${mac}' where position = 1`);
      await run(`delete from webhook_delivery`);
      await run(
        `insert into webhook_delivery (event, site_id, next_try_at)
         select position, 'portal', '2026-11-24T08:00:00Z' from event where unit_code in ('${uscc(2)}', '${uscc(3)}')`,
      );
      expect(await deliver(after)).toEqual(['forged', 'forged']);
      expect(await faultsOf(after)).toEqual(['events-changed', 'event-altered']);
    });

    it('has its messages sent that were not delivered yet', async ({ start, leaked }) => {
      await addSite(leaked);
      await certify(leaked, uscc(1));
      await createFanOut(leaked, leaked.now)();
      await certify(leaked, uscc(2)); // no message is made yet
      await replaced(await start(), 'macs');
      await replaced(await start(), 'macs');
      expect(await deliver(await start())).toEqual(['204', '204']);
    });

    it('confirms no proposal at the counter: it must be proposed again', async ({
      start,
      leaked,
      database,
    }) => {
      await registerUnit(leaked, uscc(1));
      const reference = await opened(leaked, uscc(1));
      const proposal = await proposed(leaked, reference);
      await replaced(await start(), 'macs');
      const after = await start();
      expect(await confirm(after, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'key-replaced' });

      const row = (await findCase(database, reference))!;
      if (row.proposal === null) throw new Error('nothing is proposed');
      const forged = { ...row, proposedBy: 'staff:officer-3' } as const;
      await database.kysely
        .updateTable('proposal')
        .set({ proposed_by: forged.proposedBy, mac: signProposal(leaked.keys, 'case', forged) })
        .execute();
      expect(await confirm(after, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'key-replaced' });

      expect(await sendBack(after, CASE, proposal, { reason: '请重新初核。', actor: SECOND })).toEqual({
        kind: 'returned',
        proposedBy: forged.proposedBy,
      });
      const again = await proposed(after, reference);
      expect(await confirm(after, CASE, again, SECOND, CERTIFY.seen)).toEqual({ kind: 'certified' });
    });

    it('confirms no revocation: it must be proposed again', async ({ start, leaked }) => {
      await certify(leaked, uscc(1));
      const why = { reason: 'asked', actor: FIRST };
      const first = await proposeRevocation(leaked, uscc(1), why);
      if (first.kind !== 'proposed') throw new Error(first.kind);
      await replaced(await start(), 'macs');
      const after = await start();
      expect(await confirm(after, REVOCATION, first.proposal, SECOND)).toEqual({ kind: 'key-replaced' });
      await sendBack(after, REVOCATION, first.proposal, { reason: 'again', actor: SECOND });
      const again = await proposeRevocation(after, uscc(1), why);
      if (again.kind !== 'proposed') throw new Error(again.kind);
      expect(await confirm(after, REVOCATION, again.proposal, SECOND)).toEqual({ kind: 'revoked' });
    });

    it('moves no anchor: that of before is signed anew', async ({ start, leaked, database }) => {
      await certify(leaked, uscc(1));
      await createSealer(leaked)();
      leaked.clock.now += AUDIT_KEPT_FOR + 1_000;
      await happens(leaked);
      await createSealer(leaked)();
      expect(await removeOldEvents(leaked)).toBe(true);
      const old = await database.kysely.selectFrom('audit_anchor').selectAll().executeTakeFirstOrThrow();
      await replaced(await start(), 'macs');
      const after = await start();
      expect(await faultsOf(after)).toEqual([]);
      await database.kysely.updateTable('audit_anchor').set(old).execute();
      expect(await faultsOf(after)).toEqual(['anchor']);
    });

    it('stays while an event waits for its seal', async ({ start, leaked, run }) => {
      const process = await start();
      await replaced(process, 'macs');
      await createSealer(process)();
      await happens(leaked); // as a transaction that stayed open
      const last = '(select max(position) from event)';
      await run(
        `insert into event overriding system value
         select position + 1000000, id, at, actor, type, unit_code, site_id, submission_id, detail, mac
         from event where position = ${last}`,
      );
      await run(`delete from event where position = ${last} - 1000000`);
      expect(await replaceDataKey('macs')(command(process))).toMatchObject({
        json: { step: 'needed', needs: [expect.stringContaining('1 events without a seal')] },
        exit: 1,
      });
    });
  });

  describe('the one that encrypts', () => {
    it('makes no session an officer’s, and ends those of before', async ({ start, leaked, database }) => {
      const person = { subject: 'hotline-1', roles: ['hotline' as const], tokens: TOKENS };
      const planted = await beginSession(leaked, { ...person, roles: ['officer'] });
      await replaced(await start(), 'encryption');
      const after = await start();
      expect(after.keys.encryption).toHaveLength(1);
      expect(await continueSession(after, planted)).toBeUndefined();

      const secret = await beginSession(after, person);
      const session = (await continueSession(after, secret))!;
      expect(session.roles).toEqual(['hotline']);
      const sealed = sealSession(leaked.cipher, { ...session, roles: ['officer'] });
      await database.kysely.updateTable('desk_session').set({ sealed }).execute();
      expect(await continueSession(after, secret)).toBeUndefined();
    });

    it('stays while something is left that it encrypted', async ({ start, leaked, database }) => {
      await addSite(leaked);
      await database.kysely
        .updateTable('site')
        .set(({ ref }) => ({ webhook_secrets: sql`${ref('webhook_secrets')} || 'x'` }))
        .execute();
      expect(await replaceDataKey('encryption')(command(await start()))).toMatchObject({
        json: { step: 'needed', needs: [expect.stringContaining('1 values of site.webhook_secrets')] },
        exit: 1,
      });
    });
  });

  describe('its state', () => {
    const rows = ({ database }: Process) =>
      database.kysely.selectFrom('data_key').selectAll().orderBy('number').execute();

    it.for(KEY_USES)('is not changed by SQL: %s', async (use, { start, leaked, database }) => {
      const old = (await rows(leaked)).find((row) => row.use === use)!;
      await replaced(await start(), use);
      const [first, second] = (await rows(leaked)).filter((row) => row.use === use) as [
        typeof old,
        typeof old,
      ];
      const put = (change: Partial<typeof old>, id = first.id) =>
        database.kysely.updateTable('data_key').set(change).where('id', '=', id).execute();

      await put({ state: 'sole', up_to: null });
      await expect(start()).rejects.toMatchObject({ fault: { kind: 'altered', use, id: first.id } });
      if (first.up_to !== null) {
        await put({ state: 'replaced', up_to: '1000000' });
        await expect(start()).rejects.toMatchObject({ fault: { kind: 'altered', use, id: first.id } });
      }
      await put(old); // its row of before the replacement
      await expect(start()).rejects.toMatchObject({ fault: { kind: 'put-back', use } });
      await put(first);
      await start();

      await database.kysely.deleteFrom('data_key').where('id', '=', second.id).execute();
      await expect(start()).rejects.toMatchObject({ fault: { kind: 'put-back', use } });
      await put(old);
      const restored = await start(); // the whole table of before
      expect((await verifyAudit(restored)).rows).toContainEqual({ fault: 'key-put-back', name: use });
    });

    it('stays known through a rotation of the master key', async ({ start, leaked, database }) => {
      await certify(leaked, uscc(1));
      await replaced(await start(), 'macs');
      const K2 = newKeyText('k2');
      const rotating = await started(database, `${K2},${K1}`, NOW, PROFILE);
      expect(await rotateKeys(command(rotating))).toMatchObject({ json: { rewrapped: 4, unreadable: 0 } });
      const after = await started(database, K2, NOW, PROFILE);
      expect(after.keys.replacedMacs).toHaveLength(1);
      await createSealer(after)();
      expect(isSound(await verifyAudit(after))).toBe(true);
    });
  });
});
