/** Phone proofs over real sockets: tries of a code, the validity of a proof, and the stored data. */
import { randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
import { createDigester } from '../../../bff/keys/digest.ts';
import { keysOf } from '../../support/keys.ts';
import { removeExpired } from '../../../bff/upkeep/retention.ts';
import { DEFAULT_SMS_LIMITS } from '../../../bff/limits/sms.ts';
import { provePhone, readPhoneProof } from '../../../bff/phones/proofs.ts';
import { bffTest } from '../../support/bff-test.ts';
import { dump } from '../../support/dump.ts';
import { createPhones, easyChallenges, otherThan, visitorOf } from './phone-support.ts';
import { phoneOf } from './support.ts';

/** Counts phones, so that no two tests of a database share one. */
let numbers = 0;
const phones = createPhones();

const withBff = bffTest({ sms: phones });

describe('phone proofs', () => {
  const it = withBff
    .extend('visitor', ({ bff }) => visitorOf(bff))
    /** A number that a code was sent to. */
    .extend('phone', async ({ bff, visitor }) => {
      bff.deps.clock.now = Date.now();
      bff.phone.limits = { ...DEFAULT_SMS_LIMITS };
      const phone = phoneOf(++numbers);
      expect((await visitor.askCode(phone)).status).toBe(202);
      return phone;
    })
    /** The code that was sent. */
    .extend('code', ({ phone }) => phones.codeOf(phone))
    .extend('answerTo', ({ visitor, phone }) => async (typed: string, at = phone) => {
      const { status, body } = await visitor.prove(at, typed);
      return status === 200 ? 'proven' : `${status} ${body.code}`;
    })
    .extend(
      'readAt',
      ({ database, bff, phone }) =>
        (proof: string, change: { siteId?: string; phone?: string } = {}) => {
          return readPhoneProof(
            database,
            bff.phone.digester,
            { siteId: 'portal', phone, proof, ...change },
            bff.deps.now(),
          );
        },
    );
  it.beforeAll(({ bff }) => easyChallenges(bff));

  it('are given for the right code in any notation, and again when the answer was lost', async ({
    bff,
    visitor,
    phone,
    code,
    answerTo,
  }) => {
    const typed = ` ${code.slice(0, 3)} ${code.slice(3)} `;
    const { status, body, headers } = await visitor.prove(`+86-${phone}`, typed);
    expect(status).toBe(200);
    expect(body).toEqual({ phoneProof: expect.stringMatching(/^[\w-]{22}$/) as string });
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect((await visitor.prove(phone, code)).body).toEqual(body);
    bff.deps.clock.now += 300_000;
    expect(await answerTo(code)).toBe('422 phone-code-expired');
  });

  it('are the same one when 50 send the right code at once', async ({ database, visitor, phone, code }) => {
    await database.kysely.deleteFrom('phone_proof').execute();
    const answers = await Promise.all(Array.from({ length: 50 }, () => visitor.prove(phone, code)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(await database.kysely.selectFrom('phone_proof').select('proof').execute()).toHaveLength(1);
  });

  it('are not given for a wrong code, of which five are compared, also when 50 come at once', async ({
    database,
    code,
    answerTo,
  }) => {
    await database.kysely.deleteFrom('phone_code').where('tries', '>', 0).execute();
    const wrong = Array.from({ length: 50 }, (_unused, i) =>
      String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0'),
    );
    const answers = await Promise.all(wrong.map((typed) => answerTo(typed)));
    expect(answers.filter((answer) => answer === '422 phone-code-wrong')).toHaveLength(4);
    expect(
      answers.filter((answer) => answer === '422 phone-code-expired'),
      'from the fifth on',
    ).toHaveLength(46);
    const tried = database.kysely.selectFrom('phone_code').select('tries').where('tries', '>', 0);
    expect(await tried.execute()).toEqual([{ tries: 5 }]);
    expect(await answerTo(code)).toBe('422 phone-code-expired');
  });

  it('are given for the last try, and for the next code after that', async ({
    bff,
    visitor,
    phone,
    code,
    answerTo,
  }) => {
    for (let i = 0; i < 4; i++) expect(await answerTo(otherThan(code))).toBe('422 phone-code-wrong');
    expect(await answerTo(code)).toBe('proven');
    bff.deps.clock.now += 60_000;
    await visitor.askCode(phone);
    for (let i = 0; i < 4; i++)
      expect(await answerTo(otherThan(phones.codeOf(phone)))).toBe('422 phone-code-wrong');
    expect(await answerTo(otherThan(phones.codeOf(phone)))).toBe('422 phone-code-expired');
    expect(await answerTo(phones.codeOf(phone))).toBe('422 phone-code-expired');
    bff.deps.clock.now += 60_000;
    await visitor.askCode(phone);
    expect(await answerTo(phones.codeOf(phone))).toBe('proven');
  });

  it('allow any number of tries when LIMIT_CODE_TRIES is off', async ({ bff, code, answerTo }) => {
    bff.phone.limits.codeTries = 0;
    for (let i = 0; i < 12; i++) expect(await answerTo(otherThan(code))).toBe('422 phone-code-wrong');
    expect(await answerTo(code)).toBe('proven');
  });

  it('are not given for a code that is older than five minutes, replaced, or was never sent', async ({
    bff,
    visitor,
    phone,
    code,
    answerTo,
  }) => {
    bff.deps.clock.now += 299_000;
    await visitor.askCode(phone);
    const newer = phones.codeOf(phone);
    if (newer !== code) expect(await answerTo(code)).toBe('422 phone-code-wrong');
    bff.deps.clock.now += 300_000;
    expect(await answerTo(newer)).toBe('422 phone-code-expired');
    expect(await answerTo(code, phoneOf(7_000))).toBe('422 phone-code-expired');
  });

  it('are not given for another number’s or another site’s code', async ({
    bff,
    visitor,
    phone,
    code,
    answerTo,
  }) => {
    const other = phoneOf(8_000);
    await visitor.askCode(other);
    if (phones.codeOf(other) !== code) expect(await answerTo(code, other)).toBe('422 phone-code-wrong');
    const elsewhere = await provePhone(bff.phone, { siteId: 'other', phone, code });
    expect(elsewhere).toEqual({ kind: 'phone-code-expired' });
    expect(await answerTo(code)).toBe('proven');
  });

  it('require six digits', async ({ visitor, phone, code, answerTo }) => {
    for (const [typed, expected] of [
      ['', 'required'],
      ['12345', 'bad-format'],
      ['12345a', 'bad-format'],
      ['1234567', 'bad-format'],
    ]) {
      const { status, body } = await visitor.prove(phone, typed!);
      expect(status).toBe(422);
      expect(body.errors).toEqual([{ path: 'code', code: expected }]);
    }
    expect(await answerTo(code)).toBe('proven');
  });

  it('are valid for this site and number, for 15 minutes, any number of times', async ({
    bff,
    visitor,
    phone,
    code,
    readAt,
  }) => {
    const proof = (await visitor.prove(phone, code)).body['phoneProof'] as string;
    expect(await readAt(proof)).toBe(true);
    expect(await readAt(proof)).toBe(true);
    expect(await readAt(proof, { siteId: 'other' })).toBe(false);
    expect(await readAt(proof, { phone: phoneOf(9_000) })).toBe(false);
    expect(await readAt(`${proof.slice(1)}x`)).toBe(false);
    bff.deps.clock.now += 899_000;
    expect(await readAt(proof)).toBe(true);
    bff.deps.clock.now += 1_001;
    expect(await readAt(proof)).toBe(false);
  });

  it('stay valid while a digest key is replaced', async ({ bff, database, phone }) => {
    const [older, newer] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
    const before = createDigester(keysOf(older!));
    const after = createDigester(keysOf(`${newer},${older}`));
    const [newest] = before.all('phone', JSON.stringify(['portal', phone]));
    await database.kysely
      .insertInto('phone_code')
      .values({
        phone: newest!,
        code: before.of('phone-code', JSON.stringify(['portal', phone, '123456'])),
        expires_at: new Date(bff.deps.now() + 60_000),
      })
      .execute();
    const result = await provePhone(
      { ...bff.phone, digester: before },
      { siteId: 'portal', phone, code: '123456' },
    );
    const proof = result.kind === 'proven' ? result.phoneProof : '';
    expect(await readPhoneProof(database, after, { siteId: 'portal', phone, proof }, bff.deps.now())).toBe(
      true,
    );
  });

  it('leave no number, code, challenge or proof in tables, logs and metrics, and no row after 15 minutes', async ({
    bff,
    database,
    visitor,
  }) => {
    const tables = ['phone_code', 'phone_proof', 'used_challenge'] as const;
    for (const table of tables) await database.kysely.deleteFrom(table).execute(); // rows of tests that moved the clock
    const canaries: string[] = [];
    for (let i = 0; i < 50; i++) {
      const one = phoneOf(77_000_000 + i);
      const asked = await visitor.proof();
      await visitor.askCode(one, asked);
      const sent = phones.codeOf(one);
      await visitor.prove(one, otherThan(sent));
      const proven = i % 2 === 0 ? (await visitor.prove(one, sent)).body['phoneProof'] : undefined;
      if (i % 2 === 0) expect(proven).toBeTypeOf('string');
      canaries.push(one, `"${sent}"`, `,${sent},`, asked, ...(typeof proven === 'string' ? [proven] : []));
    }
    const metrics = await (await fetch(`${bff.url}/metrics`)).text();
    const places = [await dump(database), bff.log.join('\n'), metrics];
    for (const place of places) expect(canaries.filter((canary) => place.includes(canary))).toEqual([]);
    expect(places[0]).toContain('(smsPerMinute,test.'); // the dump does contain the written rows
    expect(bff.log.length).toBeGreaterThanOrEqual(150);

    await removeExpired(database, bff.deps.now() + 15 * 60_000);
    for (const table of tables)
      expect(await database.kysely.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});
