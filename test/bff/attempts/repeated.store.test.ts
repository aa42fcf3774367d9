/** The same claim again, by whom it was refused, while nothing has changed: it is told what it was told, and nothing is compared or counted. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { ClaimToDecide } from '../../../bff/attempts/claim.ts';
import type { SubmissionResult } from '../../../bff/attempts/result.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { statusOf, submitterOf, answerIn } from '../../support/dependencies.ts';
import { eventsOf } from '../../support/events.ts';
import { countImport } from '../../support/imported.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';
import { LI, registerHandler, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { emptyStoreTest } from '../../support/store.ts';
import { optionsOf, registryFile } from '../import/files.ts';

const DAY = 86_400_000;
const BY_AGENT = rightClaim({ applicant: 'agent', agent: LI });
const wrong = (day = 1): ClaimToDecide => rightClaim({ foundedOn: `1999-01-0${day}` });

describe('the same claim again', () => {
  const it = emptyStoreTest
    .extend('send', ({ deps, unit }) => (request = wrong(), by = {}, key: string = randomUUID()) => {
      deps.clock.now += 1_000;
      return submit(deps, submitterOf(unit, by), key, request);
    })
    /** All rows that a submission may change. */
    .extend('written', ({ database, deps, unit }) => async () => ({
      rows: await database.kysely
        .selectFrom('submission')
        .selectAll()
        .where('unit_code', '=', unit)
        .orderBy('at')
        .execute(),
      counters: await database.kysely
        .selectFrom('limit_counter')
        .selectAll()
        .orderBy('kind')
        .orderBy('key')
        .execute(),
      events: await eventsOf(database, unit),
      status: await statusOf(deps, unit),
    }))
    /** It was judged, as the one claim more. */
    .extend('isJudged', ({ database, unit }) => async (sends: () => Promise<SubmissionResult>) => {
      const count = () =>
        database.kysely.selectFrom('submission').select('id').where('unit_code', '=', unit).execute();
      const sent = (await count()).length;
      const result = await sends();
      expect(result).toMatchObject({ kind: 'answered', replayed: false });
      expect(answerIn(result)).not.toHaveProperty('repeated');
      expect(await count()).toHaveLength(sent + 1);
    });

  it('is answered as before, and nothing is written', async ({ send, written }) => {
    const first = answerIn(await send());
    const before = await written();
    for (let i = 0; i < 7; i++)
      expect(await send()).toEqual({
        kind: 'answered',
        answer: { ...first, repeated: true },
        replayed: true,
      });
    expect(await written()).toEqual(before);
    expect(before.status.attempts.remaining).toBe(4);
  });

  it('is answered fifty times at once without another attempt', async ({ send, written }) => {
    const { reference } = answerIn(await send());
    const before = await written();
    const all = await Promise.all(Array.from({ length: 50 }, () => send()));
    for (const result of all) expect(answerIn(result)).toMatchObject({ reference, repeated: true });
    expect(await written()).toEqual(before);
  });

  it('is answered without attempts left too, and no other is', async ({ send, status }) => {
    for (let day = 1; day < 5; day++) await send(wrong(day));
    const { reference } = answerIn(await send(wrong(5)));
    expect((await status()).next).toMatchObject({ step: 'later', closed: [{ way: 'certify' }], attempts: 0 });
    expect(answerIn(await send(wrong(5)))).toEqual({
      outcome: 'rejected',
      reference,
      reason: 'registry-mismatch',
      repeated: true,
    });
    for (const other of [wrong(4), rightClaim()])
      expect(await send(other)).toMatchObject({ kind: 'too-many-attempts', reference });
  });

  it('is answered as a takeover too, beside the certification', async ({ deps, unit, send, written }) => {
    await registerHandler(deps, unit, LI);
    await send(BY_AGENT, { sub: 'user-2' });
    const takesOver = { ...wrong(), replace: true } as const;
    const first = answerIn(await send(takesOver));
    const before = await written();
    expect(before.status.next).toMatchObject({ step: 'none', reference: first.reference, attempts: 4 });
    expect(answerIn(await send(takesOver))).toEqual({ ...first, repeated: true });
    expect(await written()).toEqual(before);
  });

  it('keeps no key: another body may have it', async ({ send, isJudged }) => {
    await send();
    const key = randomUUID();
    expect(answerIn(await send(wrong(), {}, key))).toMatchObject({ repeated: true });
    await isJudged(() => send(wrong(2), {}, key));
  });

  it('is known under an older digest key', async ({ deps, unit, send }) => {
    const { reference } = answerIn(await send());
    const [newest] = keysOf(newKeyText('newest')).digests;
    const digester = createDigester({ ...deps.keys, digests: [newest, ...deps.keys.digests] });
    const again = await submit({ ...deps, digester }, submitterOf(unit), randomUUID(), wrong());
    expect(answerIn(again)).toMatchObject({ reference, repeated: true });
  });

  describe('is judged anew', () => {
    it('after an import', async ({ database, send, isJudged }) => {
      await send();
      await countImport(database);
      await isJudged(() => send());
    });

    it('by the row that an import has brought', async ({ database, deps, unit, send }) => {
      await send();
      const file = registryFile([{ code: unit, foundedOn: wrong().foundedOn! }]);
      await importRegistry(database, optionsOf(file, { digester: deps.digester, force: true }));
      expect(answerIn(await send()).outcome).toBe('certified');
    });

    it('where a partner is the register', async ({ deps }) => {
      deps.partner.registry = { kind: 'verdict', found: true, matches: false, active: true };
      const at = uscc(5_100_001);
      const ask = () => submit(deps, submitterOf(at), randomUUID(), rightClaim());
      const first = answerIn(await ask());
      deps.clock.now += 1_000;
      deps.partner.registry = { kind: 'verdict', found: true, matches: true, active: true };
      expect(first.reason).toBe('registry-mismatch');
      expect(answerIn(await ask()).outcome, 'the partner knows it meanwhile').toBe('certified');
    });

    it('where a partner was asked about the agent', async ({ deps, send, isJudged }) => {
      expect(answerIn(await send(BY_AGENT)).reason).toBe('agent-without-record');
      await isJudged(() => send(BY_AGENT));
      deps.partner.insurance = { kind: 'record', handled: true, lastHandledOn: undefined };
      expect(answerIn(await send(BY_AGENT)).outcome).toBe('certified');
    });

    it('but not where only the imports tell of the agent', async ({ deps, send }) => {
      deps.sources.insurance = undefined;
      expect(answerIn(await send(BY_AGENT)).reason).toBe('agent-without-record');
      expect(answerIn(await send(BY_AGENT))).toMatchObject({
        reason: 'agent-without-record',
        repeated: true,
      });
    });

    it('from another user, or from another site’s', async ({ send, isJudged }) => {
      await send();
      await isJudged(() => send(wrong(), { sub: 'user-2' }));
      await isJudged(() => send(wrong(), { siteId: 'department' }));
      expect(answerIn(await send())).toMatchObject({ repeated: true });
    });

    it('after a day', async ({ deps, unit, send, isJudged }) => {
      await send();
      const again = () => submit(deps, submitterOf(unit), randomUUID(), wrong());
      deps.clock.now += DAY - 1;
      expect(answerIn(await again())).toMatchObject({ repeated: true });
      deps.clock.now += 1;
      await isJudged(again);
    });

    it('after another claim in between', async ({ send, isJudged, status }) => {
      await send(wrong(1));
      await send(wrong(2));
      await isJudged(() => send(wrong(1)));
      expect((await status()).attempts.remaining).toBe(2);
    });

    it('after a withdrawal in between', async ({ deps, unit, send, isJudged }) => {
      await registerHandler(deps, unit, LI);
      await send(BY_AGENT, { sub: 'user-2' });
      const takesOver = { ...wrong(), replace: true } as const;
      await send(takesOver);
      deps.clock.now += 1_000;
      const differs = await withdraw(deps, submitterOf(unit), randomUUID(), ZHANG);
      expect(differs.kind).toBe('agent-differs');
      await isJudged(() => send(takesOver));
    });
  });

  it('that was certified is none: its way is closed', async ({ send }) => {
    await send(rightClaim());
    expect(await send(rightClaim())).toEqual({ kind: 'way-closed' });
  });
});
