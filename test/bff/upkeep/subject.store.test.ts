/** Finds, exports and erases a person's data. Each access is audited. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { register } from '../../../bff/registration/register.ts';
import { eraseSubject, exportSubject, findSubject, type Subject } from '../../../bff/upkeep/subject.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { changePrivacyNotice } from '../../../bff/sites/change.ts';
import { takeAgentOff } from '../../../bff/certifications/by-officer.ts';
import { readSubmissions } from '../../../bff/staff/submissions.ts';
import { submitterOf } from '../../support/dependencies.ts';
import {
  LI,
  registerHandler,
  registerUnit,
  residentId,
  rightClaim,
  uscc,
  ZHANG,
} from '../../support/people.ts';
import { settleOne } from '../../support/settle.ts';
import { storeTest } from '../../support/store.ts';
import { endTerms } from '../../support/terms.ts';
import { phoneOf, proveFor, registrationDependencies, rightRegistration } from '../registration/support.ts';

const WANG = { name: '王示例', idNumber: residentId(77) };
const SUBJECT = { idNumber: WANG.idNumber, name: WANG.name };

describe('a person’s data', () => {
  let units = 2_000_000;
  const it = storeTest
    .extend('empty', { auto: true }, async ({ database }) => {
      for (const table of ['kept_claim', 'limit_counter', 'event', 'seal', 'site', 'registry_unit'] as const)
        await database.kysely.deleteFrom(table).execute();
    })
    /** Its representative is not the person. */
    .extend('unit', async ({ deps }) => {
      const code = uscc(++units);
      await registerUnit(deps, code, { representative: LI });
      return code;
    })
    .extend('by', ({ deps }) => ({ ...deps, actor: 'operator:tester' as const }))
    .extend('audited', ({ database }) => async () => {
      const rows = await database.kysely.selectFrom('event').selectAll().orderBy('position').execute();
      return rows.map(({ actor, type, detail }) => ({ actor, type, detail }));
    });

  it('is found, exported and erased by the number alone, and each access is audited without it', async ({
    database,
    deps,
    by,
    audited,
  }) => {
    const [theirs, other] = [uscc(++units), uscc(++units)];
    await registerUnit(deps, theirs, { representative: WANG });
    await registerUnit(deps, other, { representative: LI });
    const claim = rightClaim({ legalRepresentative: WANG });
    await submit(deps, submitterOf(theirs), randomUUID(), claim);
    await submit(deps, submitterOf(other), randomUUID(), claim);
    expect(await requestRecheck(deps, submitterOf(other), claim)).toMatchObject({
      answer: { outcome: 'kept' },
    });
    await database.kysely.deleteFrom('event').execute();

    const counts = await findSubject(by, SUBJECT, 'asked in person');
    expect(counts).toMatchObject({ representativeOf: 1, handlerOf: 0, certifications: 1, waiting: 1 });
    const all = await exportSubject(by, SUBJECT, 'asked in person');
    expect(all.representativeOf).toEqual([{ code: theirs, name: expect.any(String) }]);
    expect(all.certifications).toMatchObject([
      { unitCode: theirs, endedAt: null, by: 'legal-representative', siteId: 'portal' },
    ]);
    expect(all.waiting).toMatchObject([{ unitCode: other, purpose: 'recheck', claim, privacyNotice: null }]);
    expect(await findSubject(by, { ...SUBJECT, idNumber: ZHANG.idNumber }, 'x')).toMatchObject({
      waiting: 0,
    });

    const { erased, left } = await eraseSubject(by, SUBJECT, 'asked in person');
    expect(erased.waiting).toBe(1);
    expect(left).toMatchObject({ representativeOf: 1, handlerOf: 0, certifications: 1, unreadable: 0 });
    expect(await findSubject(by, SUBJECT, 'again')).toMatchObject({ waiting: 0 });
    expect(await database.kysely.selectFrom('kept_claim').selectAll().execute()).toEqual([]);

    const entries = await audited();
    expect(entries.map(({ type }) => type)).toEqual([
      'subject.found',
      'subject.exported',
      'subject.found',
      'subject.erased',
      'subject.found',
    ]);
    expect(entries[0]).toEqual({
      actor: 'operator:tester',
      type: 'subject.found',
      detail: { reason: 'asked in person', ...counts },
    });
    for (const secret of [WANG.idNumber, WANG.name]) expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it('is found and erased in a waiting claim in which they are the agent', async ({ deps, by, unit }) => {
    const claim = rightClaim({ applicant: 'agent', agent: WANG });
    await submit(deps, submitterOf(unit), randomUUID(), claim);
    expect(await requestRecheck(deps, submitterOf(unit), claim)).toMatchObject({
      answer: { outcome: 'kept' },
    });
    expect((await exportSubject(by, SUBJECT, 'asked')).waiting).toMatchObject([{ unitCode: unit, claim }]);
    expect(await eraseSubject(by, SUBJECT, 'asked')).toMatchObject({ erased: { waiting: 1 } });
  });

  it('a claim that no key can decrypt is counted, and causes no error', async ({ database, deps, by }) => {
    const kept = { purpose: 'recheck' as const, site_id: 'portal', claim: 'gone.AAAA' };
    const at = new Date(deps.clock.now);
    await database.kysely
      .insertInto('kept_claim')
      .values({ ...kept, unit_code: 'U', submission_id: randomUUID(), next_try_at: at, expires_at: at })
      .execute();
    expect(await findSubject(by, SUBJECT, 'asked')).toMatchObject({ waiting: 0, unreadable: 1 });
  });

  it('is found as a handler by name and number', async ({ database, deps, by }) => {
    const { handlerDigests } = await import('../../../bff/registry/people.ts');
    await database.kysely
      .insertInto('handler_record')
      .values({
        organization_code: 'MA1DEM015',
        person: handlerDigests(deps.digester, WANG)[0]!,
        last_handled_on: null,
      })
      .execute();
    expect((await exportSubject(by, SUBJECT, 'asked')).handlerOf).toEqual(['MA1DEM015']);
    expect((await exportSubject(by, { ...SUBJECT, name: undefined }, 'asked')).handlerOf).toEqual([]);
  });

  it('is found as the agent of a certification, also after it ended', async ({ database, deps, by }) => {
    const unit = uscc(++units);
    await registerUnit(deps, unit);
    await registerHandler(deps, unit, WANG);
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim({ applicant: 'agent', agent: WANG }));
    const found = async (subject: Subject) =>
      (await exportSubject(by, subject, 'asked')).certifications.filter(({ unitCode }) => unitCode === unit);
    expect(await found(SUBJECT)).toMatchObject([{ by: 'agent', endedAt: null }]);
    expect(await found({ ...SUBJECT, name: undefined })).toEqual([]);
    const act = { reason: 'left', actor: by.actor };
    const { due } = await takeAgentOff(deps, unit, act, deps.now());
    deps.clock.now = Date.parse(due!.at); // no worker has written the end
    expect(await found(SUBJECT)).toMatchObject([{ endedAt: due!.at, endReason: 'agent-withdrew' }]);
    await endTerms(database, [unit]);
    expect(await found(SUBJECT)).toMatchObject([{ by: 'agent', endReason: 'revoked' }]);
  });

  it('counts the failed claims against the person, also as an agent', async ({ deps, unit, by }) => {
    await deps.database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    await registerUnit(deps, unit);
    const guess = { name: WANG.name, idNumber: `${WANG.idNumber.slice(0, -4)}0000` };
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim({ applicant: 'agent', agent: guess }));
    expect((await findSubject(by, SUBJECT, 'asked')).limits).toBe(1);
    expect((await findSubject(by, { ...SUBJECT, name: undefined }, 'asked')).limits).toBe(0);
  });

  it('an erased pending claim is shown as replaced, and is not decided', async ({ database, deps, by }) => {
    const unit = uscc(++units);
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim({ legalRepresentative: WANG }));
    expect((await eraseSubject(by, SUBJECT, 'asked')).erased.waiting).toBe(1);
    const attempts = database.kysely.selectFrom('submission').select('outcome').where('unit_code', '=', unit);
    expect(await attempts.execute()).toEqual([{ outcome: 'replaced' }]);
  });

  it('is not erased when the audit entry cannot be written', async ({ database, deps, unit, by }) => {
    const claim = rightClaim({ legalRepresentative: WANG });
    await submit(deps, submitterOf(unit), randomUUID(), claim);
    await requestRecheck(deps, submitterOf(unit), claim);
    const refusal = sql`alter table event add constraint refusal check (type <> 'subject.erased')`;
    await refusal.execute(database.kysely);
    try {
      await expect(eraseSubject(by, SUBJECT, 'asked')).rejects.toThrow('refusal');
    } finally {
      await sql`alter table event drop constraint refusal`.execute(database.kysely);
    }
    expect(await findSubject(by, SUBJECT, 'asked')).toMatchObject({ waiting: 1 });
  });

  it('a consent is recorded with the version of the notice that the site shows', async ({
    deps,
    unit,
    by,
    audited,
  }) => {
    await addSite(by, { id: 'portal', origins: ['https://portal.example'], keys: { kind: 'hs256' } });
    const consent = async (privacyNotice: string | null) => {
      deps.clock.now += 1_000;
      const submitter = submitterOf(unit, { privacyNotice });
      await submit(deps, submitter, randomUUID(), rightClaim());
      expect(await requestRecheck(deps, submitter, rightClaim())).toMatchObject({
        answer: { outcome: 'kept' },
      });
    };
    await consent(null);
    expect(await changePrivacyNotice(by, 'portal', '2026-11')).toEqual({ result: 'changed' });
    expect(await changePrivacyNotice(by, 'nobody', '2026-11')).toEqual({ result: 'unknown-site' });
    await consent('2026-11');
    const consents = (await audited()).filter(({ type }) => type === 'recheck.requested');
    expect(consents.map(({ detail }) => detail)).toEqual([
      { privacyNotice: null, reference: expect.any(String) as string },
      { privacyNotice: '2026-11', reference: expect.any(String) as string },
    ]);
    expect(consents[1]!.actor).toMatch(/^user:test\.[\w-]{22}$/);
  });

  it('every submission and registration is recorded with the version of the notice, and exported with it', async ({
    deps,
    unit,
    by,
    audited,
  }) => {
    await addSite(by, { id: 'portal', origins: ['https://portal.example'], keys: { kind: 'hs256' } });
    await changePrivacyNotice(by, 'portal', '2026-11');
    const [theirs, waiting, registered] = [uscc(++units), uscc(++units), uscc(++units)];
    for (const code of [theirs, registered]) await registerUnit(deps, code, { representative: WANG });
    const claim = rightClaim({ legalRepresentative: WANG });
    const shown = { privacyNotice: '2026-11' };
    await submit(deps, submitterOf(unit, shown), randomUUID(), claim); // refused
    await submit(deps, submitterOf(theirs, shown), randomUUID(), claim);
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await submit(deps, submitterOf(waiting, shown), randomUUID(), claim);
    const phone = phoneOf(units);
    const proof = await proveFor(deps, 'portal', phone);
    const body = rightRegistration(registered, phone, proof, claim);
    const registrant = { siteId: 'portal', openKinds: new Set<never>(), ...shown, address: undefined };
    await register(registrationDependencies(deps), registrant, randomUUID(), body);
    const recorded = (await audited()).filter(({ type }) => /^(certification|registration)\./.test(type));
    expect(recorded).toHaveLength(4);
    for (const { detail } of recorded) expect(detail).toMatchObject({ privacyNotice: '2026-11' });

    // A claim settled by the worker has the consent of its submission, not the site's new version.
    await changePrivacyNotice(by, 'portal', '2026-12');
    await registerUnit(deps, waiting, { representative: WANG });
    deps.clock.now += 60_000;
    expect(await settleOne(deps)).toBe('decided');
    expect((await audited()).at(-1)).toMatchObject({ type: 'certification.certified' });
    expect((await audited()).at(-1)!.detail).not.toHaveProperty('privacyNotice');
    const { certifications } = await exportSubject(by, SUBJECT, 'asked');
    expect(certifications.map(({ unitCode }) => unitCode)).toEqual([theirs, waiting, registered]);
    for (const { privacyNotice } of certifications) expect(privacyNotice).toBe('2026-11');
  });

  it('operators see the rule that an attempt failed, and this access is audited', async ({
    database,
    deps,
    unit,
    by,
    audited,
  }) => {
    await submit(deps, submitterOf(unit), randomUUID(), rightClaim());
    await database.kysely.deleteFrom('event').execute();
    const act = { reason: 'asked at the counter', actor: by.actor };
    const attempts = await readSubmissions(deps, unit, act, deps.now());
    expect(attempts).toMatchObject([{ siteId: 'portal', outcome: 'rejected', finding: expect.any(String) }]);
    expect(await audited()).toEqual([
      { actor: 'operator:tester', type: 'findings.read', detail: { reason: act.reason, attempts: 1 } },
    ]);
  });
});
