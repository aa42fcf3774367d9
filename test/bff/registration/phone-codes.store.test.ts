/** Codes over real sockets: the proof of work before each, the limits, a failing gateway. */
import { randomBytes } from 'node:crypto';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { describe, expect } from 'vitest';
import { isOfClass } from '../../../bff/contract/sources.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { keysOf } from '../../support/keys.ts';
import { CHALLENGE_LIFETIME, issueChallenge } from '../../../bff/phones/challenge.ts';
import { sendPhoneCode } from '../../../bff/phones/codes.ts';
import { provePhone } from '../../../bff/phones/proofs.ts';
import type { Sent } from '../../support/bff.ts';
import { bffTest, expectProblem } from '../../support/bff-test.ts';
import { addSource, uscc, usccOfClass } from '../../support/people.ts';
import { createPhones, easyChallenges, encodeProof, visitorOf } from './phone-support.ts';
import { phoneOf } from './support.ts';

const MINUTE = 60_000;

/** Counts phones, so that no two tests of a database share one. */
let numbers = 0;
const phones = createPhones();

const solved = async (challenge: Challenge) =>
  encodeProof({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });

const OPTIONS = { sms: phones, trustedProxies: ['127.0.0.0/8'] };

const withBff = bffTest(OPTIONS);

describe('phone codes', () => {
  const it = withBff
    .extend('phone', () => phoneOf(++numbers))
    .extend('visitor', ({ bff }) => visitorOf(bff))
    .extend('inMinutes', ({ bff }) => (minutes: number) => {
      return void (bff.deps.clock.now += minutes * MINUTE);
    });

  it.beforeEach(({ bff }) => {
    phones.messages = [];
    phones.answer = { kind: 'sent' };
    bff.deps.clock.now = Date.now();
  });

  it('are six digits, sent after a challenge of 100 to 300 tries', async ({ phone, visitor }) => {
    const challenge = await visitor.challenge();
    expect(challenge.parameters).toMatchObject({ algorithm: 'PBKDF2/SHA-256', cost: 5_000 });
    const solution = await solveChallenge({ challenge, deriveKey });
    expect(solution?.counter).toBeGreaterThanOrEqual(100);
    expect(solution?.counter).toBeLessThan(300);
    const { status, body } = await visitor.askCode(`+86 ${phone}`, encodeProof({ challenge, solution }));
    expect(status).toBe(202);
    expect(body).toEqual({ resendAfter: 60, expiresIn: 300 });
    expect(phones.messages).toEqual([
      { phone, code: expect.stringMatching(/^\d{6}$/) as string, expiresInMinutes: 5 },
    ]);
  });

  it('are random, also with leading zeros', async ({ bff, phone, visitor }) => {
    const { randomInt } = bff.phone;
    bff.phone.randomInt = (minimum, maximum) => (maximum === 1_000_000 ? 42 : randomInt(minimum, maximum));
    await visitor.askCode(phone);
    expect(phones.codeOf(phone)).toBe('000042');
  });

  it('are sent to mobile numbers only; a wrong body does not use up the challenge', async ({
    phone,
    visitor,
  }) => {
    const proof = await visitor.proof();
    for (const [typed, code] of [
      ['', 'required'],
      ['02512345678', 'bad-format'],
      ['139 0000', 'bad-format'],
      ['9'.repeat(31), 'too-long'],
    ] as const) {
      const sent = await visitor.askCode(typed, proof);
      expectProblem(sent, 422, 'invalid-fields');
      expect(sent.body.errors).toEqual([{ path: 'phone', code }]);
    }
    const without = await visitor.send('POST', '/phone-codes', { phone });
    expect(without.body.errors).toEqual([{ path: 'proof', code: 'required' }]);
    expect((await visitor.askCode(phone, proof)).status).toBe(202);
  });

  it('are not sent for a class of units that no register has, and nothing is used up', async ({
    bff,
    phone,
    visitor,
  }) => {
    bff.deps.sources.registry = undefined;
    await addSource(bff.deps.database, 'market');
    const proof = await visitor.proof();
    const ask = (code: string) => visitor.send('POST', '/phone-codes', { phone, proof, unit: { code } });
    expectProblem(await ask(usccOfClass('31', 1)), 409, 'no-source');
    expectProblem(await ask('31'), 422, 'invalid-fields');
    expect(phones.messages).toEqual([]);
    expect((await ask(uscc(1))).status).toBe(202); // whether the registry has it is not told
  });

  it('can be requested for the classes that the challenge tells, and for no other', async ({
    bff,
    phone,
    visitor,
  }) => {
    const { deps } = bff;
    const { ask } = deps.sources.registry!;
    const classes = ['11', '12', '31', '41', '51', '81', '91', '92', 'N1', 'Y1'];
    const expectSame = async () => {
      const { body } = await visitor.send('GET', '/challenge');
      const told = body['classes'] as string[] | undefined;
      for (const [index, first] of classes.entries()) {
        const code = usccOfClass(first, index);
        const { status } = await visitor.send('POST', '/phone-codes', { phone, proof: 'x', unit: { code } });
        expect(status === 409, first).toBe(told !== undefined && !isOfClass(code, told));
      }
      return told;
    };
    await addSource(deps.database, 'market');
    deps.sources.registry = undefined;
    expect(await expectSame()).toEqual(['9']);
    await addSource(deps.database, 'institutions'); // without a restart
    expect(await expectSame()).toEqual(['9', '1']);
    deps.sources.registry = { ask, classes: ['31', 'N'] };
    expect(await expectSame()).toEqual(['31', 'N', '9', '1']);
    deps.sources.registry = { ask, classes: [] };
    expect(await expectSame()).toBe(undefined);
  });

  it('come after a challenge that tells the papers for the counter, where there is one', async ({
    bff,
    visitor,
  }) => {
    bff.deps.counter = true;
    expect((await visitor.send('GET', '/challenge')).body['counter']).toEqual({
      bring: ['certificate', 'representative-document'],
      byAgent: ['agent-document', 'authorization'],
    });
    bff.deps.counter = false;
    expect((await visitor.send('GET', '/challenge')).body).not.toHaveProperty('counter');
  });

  describe('need a proof of work that', () => {
    const refusing = it.extend('expectInvalid', ({ phone, visitor }) => async (proof: string) => {
      expectProblem(await visitor.askCode(phone, proof), 422, 'proof-of-work-invalid');
      expect(phones.messages).toEqual([]);
    });

    refusing('is one', async ({ visitor, expectInvalid }) => {
      const challenge = await visitor.challenge();
      for (const proof of [
        'x',
        encodeProof({}),
        encodeProof([]),
        encodeProof({ challenge }),
        encodeProof({ challenge, solution: { counter: 1, derivedKey: 'zz' } }),
        encodeProof({ challenge, solution: { counter: -1, derivedKey: '00'.repeat(32) } }),
      ])
        await expectInvalid(proof);
    });

    refusing('is solved', async ({ visitor, expectInvalid }) => {
      const challenge = await visitor.challenge();
      const { keyPrefix } = challenge.parameters;
      const derivedKey = keyPrefix.padEnd(64, '0'); // the part that is known without work
      await expectInvalid(encodeProof({ challenge, solution: { counter: 1, derivedKey } }));
    });

    refusing(
      'was not made easier, valid for longer, or signed with another key',
      async ({ bff, visitor, expectInvalid }) => {
        const challenge = await visitor.challenge();
        const { parameters } = challenge;
        const solution = await solveChallenge({ challenge, deriveKey });
        for (const change of [
          { cost: 1 },
          { keyPrefix: '00' },
          { expiresAt: parameters.expiresAt! + 1 },
          { nonce: '00'.repeat(16) },
        ]) {
          const changed = { ...challenge, parameters: { ...parameters, ...change } };
          await expectInvalid(encodeProof({ challenge: changed, solution }));
        }
        const foreign = keysOf(`test:${randomBytes(32).toString('base64')}`);
        const theirs = await issueChallenge(foreign, 'portal', () => 1, bff.deps.now());
        await expectInvalid(await solved(theirs as unknown as Challenge));
      },
    );

    refusing('is of this site', async ({ bff, expectInvalid }) => {
      const { keys, now } = bff.phone;
      const theirs = await issueChallenge(keys, 'other', () => 1, now());
      await expectInvalid(await solved(theirs as unknown as Challenge));
    });

    refusing('has not expired', async ({ bff, visitor, expectInvalid }) => {
      const proof = await visitor.proof();
      bff.deps.clock.now += CHALLENGE_LIFETIME;
      await expectInvalid(proof);
    });

    it('was not used before, not even when 20 use it at once', async ({ bff, visitor }) => {
      bff.phone.limits.smsPerMinute = 0;
      bff.phone.limits.smsPerHour = 0;
      const proof = await visitor.proof();
      const sent = await Promise.all(
        Array.from({ length: 20 }, (_unused, i) => visitor.askCode(phoneOf(900 + i), proof)),
      );
      expect(sent.filter(({ status }) => status === 202)).toHaveLength(1);
      expect(sent.filter(({ body }) => body.code === 'proof-of-work-invalid')).toHaveLength(19);
      expect(phones.messages).toHaveLength(1);
    });

    it('may be signed under an older key that is still live', async ({ bff, phone }) => {
      const [older, newer] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
      const before = keysOf(older!);
      const challenge = await issueChallenge(before, 'portal', () => 1, bff.deps.now());
      const proof = await solved(challenge as unknown as Challenge);
      const ask = (ring: string) => {
        const keys = keysOf(ring);
        const request = { siteId: 'portal', phone, address: undefined, proof };
        return sendPhoneCode({ ...bff.phone, keys, digester: createDigester(keys) }, request);
      };
      expect((await ask(newer!)).kind).toBe('proof-of-work-invalid');
      expect((await ask(`${newer},${older}`)).kind).toBe('sent');
    });
  });

  describe('are limited', () => {
    it.beforeAll(({ bff }) => easyChallenges(bff));

    const expectTooMany = (sent: Sent, seconds: readonly [number, number]) => {
      expectProblem(sent, 429, 'too-many-codes');
      const retryAfter = Number(sent.headers.get('Retry-After'));
      expect(retryAfter).toBeGreaterThan(seconds[0]);
      expect(retryAfter).toBeLessThanOrEqual(seconds[1]);
    };

    it('to one a minute, also when 50 are asked for at once', async ({ phone, visitor, inMinutes }) => {
      const proofs = await Promise.all(Array.from({ length: 50 }, () => visitor.proof()));
      const sent = await Promise.all(proofs.map((proof) => visitor.askCode(phone, proof)));
      expect(sent.filter(({ status }) => status === 202)).toHaveLength(1);
      const refused = sent.filter(({ status }) => status !== 202);
      expect(refused).toHaveLength(49);
      for (const one of refused) expectTooMany(one, [50, 60]);
      expect(phones.messages).toHaveLength(1);
      inMinutes(1);
      expect((await visitor.askCode(phone)).status).toBe(202);
    });

    it('to five an hour and ten a day for a number, over all sites', async ({
      bff,
      phone,
      visitor,
      inMinutes,
    }) => {
      const { keys, now } = bff.phone;
      const askElsewhere = async () => {
        const challenge = await issueChallenge(keys, 'other', () => 1, now());
        const proof = await solved(challenge as unknown as Challenge);
        return sendPhoneCode(bff.phone, { siteId: 'other', phone, address: undefined, proof });
      };
      for (let i = 0; i < 5; i++) {
        if (i % 2 === 0) expect((await visitor.askCode(phone)).status).toBe(202);
        else expect((await askElsewhere()).kind).toBe('sent');
        inMinutes(1);
      }
      expectTooMany(await visitor.askCode(phone), [54 * 60, 56 * 60]);
      expect(await askElsewhere()).toMatchObject({ kind: 'too-many-codes' });
      inMinutes(55);
      for (let i = 0; i < 5; i++) {
        expect((await visitor.askCode(phone)).status).toBe(202);
        inMinutes(1);
      }
      inMinutes(60);
      expectTooMany(await visitor.askCode(phone), [21 * 3600, 22 * 3600]);
      inMinutes(22 * 60);
      expect((await visitor.askCode(phone)).status).toBe(202);
    });

    it('to twenty an hour for an address behind a trusted proxy', async ({ visitor }) => {
      const ask = (i: number, address: string) =>
        visitor.askCode(phoneOf(1_000 + i), undefined, { 'X-Forwarded-For': address });
      for (let i = 0; i < 20; i++) expect((await ask(i, '203.0.113.7')).status).toBe(202);
      expectTooMany(await ask(20, '203.0.113.7'), [3_500, 3_600]);
      expect((await ask(21, '203.0.113.8')).status).toBe(202);
    });

    it('for a site by hour and day: the operator is warned before, and visitors see until when', async ({
      bff,
      database,
      visitor,
      inMinutes,
    }) => {
      await database.kysely.deleteFrom('limit_counter').where('kind', 'like', 'sms%').execute();
      bff.phone.limits = { ...bff.phone.limits, smsPerSiteHour: 10, smsPerSiteDay: 15 };
      bff.log.length = 0;
      const logged = (words: string) => bff.log.filter((line) => line.includes(words));
      const ratio = async (limit: string) => {
        const metrics = await (await fetch(`${bff.url}/metrics`)).text();
        return new RegExp(`sms_site_used_ratio\\{site="portal",limit="${limit}"\\} (.+)`).exec(metrics)?.[1];
      };
      let others = 2_000;
      const ask = () =>
        visitor.askCode(phoneOf(others++), undefined, { 'X-Forwarded-For': `10.0.0.${others % 200}` });
      const sent = (count: number) => Promise.all(Array.from({ length: count }, ask));
      phones.answer = { kind: 'failed', failure: 'unreachable' };
      expect((await sent(3)).map(({ status }) => status)).toEqual([503, 503, 503]); // failed messages are not counted
      phones.answer = { kind: 'sent' };

      expect((await sent(7)).every(({ status }) => status === 202)).toBe(true);
      expect(logged('nearly used up')).toHaveLength(0);
      expect((await ask()).status).toBe(202);
      expect(logged('nearly used up')).toEqual([
        expect.stringMatching(/"site":"portal","limit":"smsPerSiteHour"/),
      ]);
      expect(await ratio('smsPerSiteHour')).toBe('0.8');
      const last = await sent(12);
      expect(last.filter(({ status }) => status === 202)).toHaveLength(2);
      expect(logged('are used up')).toHaveLength(1);
      const refused = await ask();
      expectProblem(refused, 429, 'codes-exhausted');
      const retryAfter = Number(refused.headers.get('Retry-After'));
      expect(retryAfter).toBeGreaterThan(3_500);
      const moment = /before (\S+Z)\.$/.exec(refused.body.detail!)![1]!;
      expect((Date.parse(moment) - bff.deps.now()) / 1000).toBeCloseTo(retryAfter, -1);

      inMinutes(60);
      expect((await sent(8)).filter(({ status }) => status === 202)).toHaveLength(5);
      const day = await ask();
      expectProblem(day, 429, 'codes-exhausted');
      expect(Number(day.headers.get('Retry-After'))).toBeGreaterThan(22 * 3_600);
    });

    it('not at all when their limits are off', async ({ bff, phone, visitor }) => {
      bff.phone.limits = {
        smsPerMinute: 0,
        smsPerHour: 0,
        smsPerDay: 0,
        smsIpPerHour: 0,
        smsPerSiteHour: 0,
        smsPerSiteDay: 0,
        codeTries: 0,
      };
      for (let i = 0; i < 12; i++) expect((await visitor.askCode(phone)).status).toBe(202);
    });
  });

  describe('from a gateway that fails', () => {
    it('are not counted, and the earlier code stays valid', async ({ bff, phone, visitor, inMinutes }) => {
      expect((await visitor.askCode(phone)).status).toBe(202);
      const code = phones.codeOf(phone);
      inMinutes(1);
      for (const failure of [
        'unreachable',
        'refused',
        'limited',
        'circuit-open',
        'not-configured',
      ] as const) {
        phones.answer = { kind: 'failed', failure, detail: 'isv.AMOUNT_NOT_ENOUGH' };
        for (let i = 0; i < 3; i++) {
          const sent = await visitor.askCode(phone);
          expectProblem(sent, 503, 'unavailable');
          expect(sent.headers.get('Retry-After')).toBe('15');
        }
        expect(bff.log.at(-1)).toContain(`"note":"sms ${failure} isv.AMOUNT_NOT_ENOUGH"`);
      }
      phones.answer = { kind: 'sent' };
      expect((await visitor.prove(phone, code)).status).toBe(200);
      expect((await visitor.askCode(phone)).status).toBe(202);
      expect((await visitor.askCode(phone)).body.code).toBe('too-many-codes');
    });

    it('count in the minute only, when the message may have been sent', async ({
      bff,
      phone,
      visitor,
      inMinutes,
    }) => {
      bff.phone.limits.smsPerHour = 2;
      for (const failure of ['timeout', 'bad-answer'] as const) {
        phones.answer = { kind: 'failed', failure };
        const sent = await visitor.askCode(phone);
        expectProblem(sent, 503, 'unavailable');
        expect(sent.headers.get('Retry-After')).toBe('60');
        phones.answer = { kind: 'sent' };
        bff.deps.clock.now += 59_000;
        expectProblem(await visitor.askCode(phone), 429, 'too-many-codes');
        bff.deps.clock.now += 1_000;
      }
      expect((await visitor.askCode(phone)).status).toBe(202);
      inMinutes(1);
      expect((await visitor.askCode(phone)).status).toBe(202);
    });

    it('do not shorten the minute of the next message', async ({ bff, phone, visitor }) => {
      phones.answer = { kind: 'failed', failure: 'unreachable' };
      await visitor.askCode(phone);
      bff.deps.clock.now += 55_000;
      phones.answer = { kind: 'sent' };
      expect((await visitor.askCode(phone)).status).toBe(202);
      bff.deps.clock.now += 10_000;
      expectProblem(await visitor.askCode(phone), 429, 'too-many-codes');
    });

    it('undo only their own count: a window that began later keeps its count', async ({
      bff,
      database,
      phone,
      visitor,
      inMinutes,
    }) => {
      const owner = bff.phone.digester.of('phone', phone);
      let release: (() => void) | undefined;
      const slow = new Promise<void>((resolve) => (release = resolve));
      const stuck = {
        ...bff.phone,
        sms: {
          gateway: 'http' as const,
          send: async () => (await slow, { kind: 'failed' as const, failure: 'unreachable' as const }),
        },
      };
      const request = { siteId: 'portal', phone, address: undefined };
      const earlier = sendPhoneCode(stuck, { ...request, proof: await visitor.proof() });
      const used = async () =>
        (
          await database.kysely
            .selectFrom('limit_counter')
            .select('used')
            .where('kind', '=', 'smsPerMinute')
            .where('key', '=', owner)
            .execute()
        )[0]?.used;
      while ((await used()) !== 1) await new Promise((resolve) => setTimeout(resolve, 5));
      inMinutes(2);
      expect((await visitor.askCode(phone)).status).toBe(202);
      release!();
      expect((await earlier).kind).toBe('unavailable');
      expect(await used()).toBe(1);
      expect((await visitor.askCode(phone)).body.code).toBe('too-many-codes');
    });
  });

  it('replace each other, also while a digest key is replaced', async ({ bff, phone, inMinutes }) => {
    const [older, newer] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
    const under = (ring: string) => {
      const keys = keysOf(ring);
      return { ...bff.phone, keys, digester: createDigester(keys) };
    };
    const send = async (dependencies: typeof bff.phone) => {
      const challenge = await issueChallenge(dependencies.keys, 'portal', () => 1, dependencies.now());
      const proof = await solved(challenge as unknown as Challenge);
      const result = await sendPhoneCode(dependencies, {
        siteId: 'portal',
        phone,
        address: undefined,
        proof,
      });
      expect(result.kind).toBe('sent');
      return phones.codeOf(phone);
    };
    const both = under(`${newer},${older}`);
    const at = { siteId: 'portal', phone };
    const earlier = await send(under(older!));
    expect(await provePhone(both, { ...at, code: earlier })).toMatchObject({ kind: 'proven' });
    inMinutes(1);
    const second = await send(under(older!));
    inMinutes(1);
    const third = await send(both);
    expect(third).not.toBe(second);
    expect(await provePhone(both, { ...at, code: second })).toEqual({ kind: 'phone-code-wrong' });
    expect(await provePhone(both, { ...at, code: third })).toMatchObject({ kind: 'proven' });
  });
});
