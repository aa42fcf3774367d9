/** The data kept for a case go along with its unit, are encrypted anew, and leave with their age, their site, or when their person asks. */
import type { Updateable } from 'kysely';
import { describe, expect } from 'vitest';
import { findCase, openCaseClaim, SEALED_CASE } from '../../../bff/cases/case.ts';
import { CASE, type Proposal } from '../../../bff/cases/decision.ts';
import { endCasesOfSite } from '../../../bff/cases/end.ts';
import { readClaim } from '../../../bff/cases/read.ts';
import type { Tables } from '../../../bff/database/tables.ts';
import { compareRows } from '../../../bff/events/compare.ts';
import { SEALED_PROPOSALS } from '../../../bff/proposals/proposal.ts';
import { eraseSubject, exportSubject } from '../../../bff/upkeep/subject.ts';
import { confirm, sendBack } from '../../../bff/proposals/procedure.ts';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { reseal } from '../../../bff/keys/reseal.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { KEPT_FOR } from '../../../bff/database/retention.ts';
import { SEALED_COLUMNS } from '../../../bff/server/sealed-columns.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { removeSite } from '../../../bff/upkeep/remove-site.ts';
import { withdrawAll, submitterOf, statusOf } from '../../support/dependencies.ts';
import { eventsOf, messagesOf } from '../../support/events.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';
import { LI, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { CODE, movedUnitTest, ORGANIZATION } from '../import/moved-unit.ts';
import {
  CERTIFY,
  certifiedAtCounter,
  DAY,
  FIRST,
  opened,
  propose,
  proposed,
  REFUSE,
  SECOND,
} from './support.ts';

describe('what is kept of a case', () => {
  const it = movedUnitTest;

  it('goes along when an import tells the unit’s USCC, and can be decided there', async ({
    deps,
    database,
    run,
  }) => {
    await run([{ code: uscc(2) }]);
    const reference = await opened(deps, ORGANIZATION);
    const proposal = await proposed(deps, reference);
    await run();
    expect(await findCase(database, reference)).toMatchObject({ unitCode: CODE, state: 'proposed' });
    expect(await readClaim(deps, reference, SECOND)).toMatchObject({ look: { claim: rightClaim() } });
    expect(await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'certified' });
    expect((await statusOf(deps, CODE)).kinds[1]).toMatchObject({ status: 'certified', method: 'counter' });
    expect((await compareRows(deps)).first).toEqual([]);
  });

  it('is the newer case’s when both codes of the unit have one', async ({ deps, database, run }) => {
    await run([{ code: uscc(2) }]);
    const older = await opened(deps, ORGANIZATION);
    deps.clock.now += 1_000;
    const newer = await opened(deps, CODE);
    await run();
    expect((await findCase(database, older))?.state).toBe('withdrawn');
    expect(await findCase(database, newer)).toMatchObject({ unitCode: CODE, state: 'open' });
    expect((await compareRows(deps)).first).toEqual([]);
  });

  it('is encrypted anew with all other columns', async ({ deps, database, run }) => {
    await run();
    const reference = await opened(deps, CODE);
    const proposal = await proposed(deps, reference, REFUSE);
    await sendBack(deps, CASE, proposal, { reason: '请再看一次原件。', actor: SECOND });
    await propose(deps, reference, REFUSE, FIRST);
    const old = (await findCase(database, reference))!;
    const newest = newKeyText('k9');
    const encryption = [keysOf(newest).encryption[0], ...deps.keys.encryption] as const;
    const both = createCipher({ encryption });
    const columns = [SEALED_CASE, ...SEALED_PROPOSALS];
    expect(SEALED_COLUMNS).toEqual(expect.arrayContaining(columns));
    for (const column of columns)
      expect(await reseal(database, both, encryption[0].id, column, new AbortController().signal)).toEqual({
        resealed: 1,
        unreadable: 0,
      });
    const row = (await findCase(database, reference))!;
    expect(row.claim).not.toBe(old.claim);
    const onlyNew = createCipher({ encryption: [encryption[0]] });
    expect(openCaseClaim(onlyNew, row.claim!, row).request).toEqual(rightClaim());
    expect(() => openCaseClaim(onlyNew, row.claim!, { ...row, unitCode: uscc(2) })).toThrow(); // of another unit
  });

  it('is exported and erased for a person who asks, and the case ends', async ({ deps, database, run }) => {
    await run();
    const reference = await opened(deps, CODE, rightClaim({ applicant: 'agent', agent: LI }));
    const by = { ...deps, actor: 'operator:tester' } as const;
    const subject = { idNumber: LI.idNumber, name: undefined };
    const { waiting } = await exportSubject(by, subject, 'asked');
    expect(waiting).toMatchObject([
      { unitCode: CODE, purpose: 'case', claim: { agent: LI }, privacyNotice: null },
    ]);
    expect((await eraseSubject(by, subject, 'asked')).erased).toEqual({ waiting: 1 });
    expect((await exportSubject(by, subject, 'asked')).waiting).toEqual([]);
    expect(await findCase(database, reference)).toMatchObject({ state: 'withdrawn', claim: null });
    expect(messagesOf(await eventsOf(database, CODE)).map(({ data }) => data.case?.state)).toEqual([
      'open',
      'withdrawn',
    ]);
    expect((await compareRows(deps)).first).toEqual([]);
  });

  it('tells a person of a certification at the counter', async ({ deps, run }) => {
    await run();
    await certifiedAtCounter(deps, CODE);
    const by = { ...deps, actor: 'operator:tester' } as const;
    const { certifications } = await exportSubject(
      by,
      { idNumber: ZHANG.idNumber, name: undefined },
      'asked',
    );
    expect(certifications).toMatchObject([{ unitCode: CODE, by: 'legal-representative', endedAt: null }]);
  });

  it('leaves 180 days after the end; the certification stays', async ({ deps, database, run }) => {
    await run();
    await certifiedAtCounter(deps, CODE);
    const count = async () => {
      await removeExpired(database, deps.now());
      return (await database.kysely.selectFrom('counter_case').selectAll().execute()).length;
    };
    deps.clock.now += KEPT_FOR.cases - DAY;
    expect(await count()).toBe(1);
    deps.clock.now += DAY;
    expect(await count()).toBe(0);
    expect((await statusOf(deps, CODE)).kinds[1]).toMatchObject({ status: 'certified' });
    expect((await compareRows(deps)).first).toEqual([]);
  });

  it('leaves with its site', async ({ deps, database, run }) => {
    await run();
    const by = { ...deps, actor: 'operator:tester' } as const;
    await addSite(by, { id: 'portal', origins: ['https://portal.example'], keys: { kind: 'hs256' } });
    const reference = await opened(deps, CODE);
    const cases = () => database.kysely.selectFrom('counter_case').select('reference').execute();
    expect(await removeSite(by, 'portal')).toEqual({ result: 'open-cases', count: 1 });
    expect(await cases()).toEqual([{ reference }]);
    expect((await statusOf(deps, CODE)).next).toMatchObject({ step: 'bring', reference });

    await endCasesOfSite(deps, 'portal', by.actor, deps.now());
    expect(await removeSite(by, 'portal')).toEqual({ result: 'removed' });
    expect(await cases()).toEqual([]);
    await withdrawAll(deps, submitterOf(CODE)); // nothing is there
    expect((await eventsOf(database, CODE)).at(-1)).toMatchObject({
      type: 'case.withdrawn',
      actor: by.actor,
      detail: { reference, reason: 'site-removed' },
    });
    expect((await compareRows(deps)).first).toEqual([]);
  });

  it('of another site does not keep a site from being removed', async ({ deps, run }) => {
    await run();
    const by = { ...deps, actor: 'operator:tester' } as const;
    await addSite(by, { id: 'closing', origins: [], keys: { kind: 'hs256' } });
    await opened(deps, CODE);
    expect(await removeSite(by, 'closing')).toEqual({ result: 'removed' });
  });

  it('is found by audit verify when nobody has proposed or decided what it says', async ({
    deps,
    database,
    run,
  }) => {
    await run();
    const reference = await opened(deps, CODE);
    const { id } = (await findCase(database, reference))!;
    const forged = { proposal: crypto.randomUUID() };
    expect((await compareRows(deps)).first).toEqual([]);
    await database.kysely
      .insertInto('proposal')
      .values({
        subject: id,
        id: forged.proposal,
        kind: 'case',
        unit_code: CODE,
        content: JSON.stringify({ applicant: 'legal-representative', decision: 'certified', seen: [] }),
        proposed_by: FIRST,
        proposed_at: new Date(deps.now()),
        mac: 'k1.forged',
      })
      .execute();
    await database.kysely
      .updateTable('counter_case')
      .set({ state: 'proposed', ...forged })
      .execute();
    const fault = [{ fault: 'case-without-event', unit: CODE }];
    expect((await compareRows(deps)).first).toEqual(fault);
    expect(await confirm(deps, CASE, forged.proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'altered' });
    expect((await eventsOf(database, CODE)).at(-1)).toMatchObject({ type: 'case.altered', actor: SECOND });
    await sendBack(deps, CASE, forged.proposal, { reason: '请重新初核。', actor: SECOND });
    await confirm(deps, CASE, await proposed(deps, reference), SECOND, CERTIFY.seen);
    expect((await compareRows(deps)).first).toEqual([]);
    await database.kysely.updateTable('proposal').set({ proposed_by: 'staff:officer-3' }).execute();
    expect((await compareRows(deps)).first).toEqual(fault);
  });

  const CONTENT = { applicant: 'legal-representative', decision: 'certified', seen: CERTIFY.seen };
  it.for<[string, Updateable<Tables['proposal']>]>([
    ['another officer’s', { proposed_by: 'staff:officer-3' }],
    [
      'another decision',
      { content: JSON.stringify({ ...CONTENT, decision: 'refused', reason: 'papers-missing' }) },
    ],
    ['of more papers', { content: JSON.stringify({ ...CONTENT, seen: ['certificate', 'holder'] }) }],
    ['of an earlier day', { proposed_at: new Date(0) }],
    ['of a time without an end', { until: new Date(8.64e15 / 1000) }],
    ['of an agent', { content: JSON.stringify({ ...CONTENT, applicant: 'agent' }) }],
    ['unsigned', { mac: '' }],
  ])('confirms no proposal that somebody has made %s', async ([, change], { deps, database, run }) => {
    await run();
    const reference = await opened(deps, CODE);
    const proposal = await proposed(deps, reference);
    await database.kysely.updateTable('proposal').set(change).execute();
    expect(await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'altered' });
    // One officer makes their own proposal another one's, to confirm it alone.
    if (change.proposed_by)
      expect(await confirm(deps, CASE, proposal, FIRST, CERTIFY.seen)).toEqual({ kind: 'altered' });
    expect((await statusOf(deps, CODE)).kinds[1]).toMatchObject({ status: 'uncertified' });
  });

  it('confirms no proposal whose case somebody has made another applicant’s', async ({
    deps,
    database,
    run,
  }) => {
    await run();
    const reference = await opened(deps, CODE);
    const proposal = await proposed(deps, reference);
    await database.kysely.updateTable('counter_case').set({ applicant: 'agent' }).execute();
    expect(await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'altered' });
  });

  it('confirms no proposal of fewer papers, because somebody made the case another applicant’s', async ({
    deps,
    database,
    run,
  }) => {
    await run();
    const reference = await opened(deps, CODE, rightClaim({ applicant: 'agent', agent: LI }));
    await database.kysely.updateTable('counter_case').set({ applicant: 'legal-representative' }).execute();
    const few: Proposal = {
      decision: 'certified',
      seen: ['certificate', 'representative-document', 'holder'],
    };
    const proposal = await proposed(deps, reference, few);
    expect(await confirm(deps, CASE, proposal, SECOND, CERTIFY.seen)).toEqual({ kind: 'altered' });
  });
});
