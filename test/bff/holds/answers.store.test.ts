/** Whole HTTP answers of a held unit: as they leave the service, they are the same bytes for a right claim and for a wrong one. */
import { randomUUID } from 'node:crypto';
import { describe, expect, vi } from 'vitest';
import { referenceOf } from '../../../bff/contract/reference.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import { addSite } from '../../../bff/sites/manage.ts';
import { ORIGIN, type TestBff } from '../../support/bff.ts';
import { bffTest } from '../../support/bff-test.ts';
import { mintToken } from '../../support/mint-token.ts';
import {
  agentOf,
  LI,
  registerHandler,
  registerUnit,
  residentId,
  rightClaim,
  uscc,
  ZHANG,
} from '../../support/people.ts';
import { phoneOf, proveFor, rightRegistration } from '../registration/support.ts';
import { opened } from '../cases/support.ts';
import { decided } from './support.ts';

const STRANGER = { name: '王示例', idNumber: residentId(77) };

/** The first one is right. */
const CLAIMS: Record<string, ClaimRequest> = {
  right: rightClaim(),
  'of another date': rightClaim({ foundedOn: '2001-05-19' }),
  'of another person': rightClaim({ legalRepresentative: STRANGER }),
  'of another number': rightClaim({ legalRepresentative: { ...ZHANG, idNumber: residentId(78) } }),
  'of the agent': rightClaim({ applicant: 'agent', agent: LI }),
  'of another agent': rightClaim({ applicant: 'agent', agent: STRANGER }),
};

const BODIES = {
  certify: (claim: ClaimRequest): unknown => claim,
  replace: ({ agent: _, ...claim }: ClaimRequest) => ({
    ...claim,
    applicant: 'legal-representative',
    intent: 'replace',
  }),
  recheck: (claim: ClaimRequest) => ({ ...claim, intent: 'recheck', consent: true }),
  counter: (claim: ClaimRequest) => ({ ...claim, intent: 'counter', consent: true }),
  withdraw: ({ agent: { name, idNumber } = agentOf(STRANGER) }: ClaimRequest) => ({
    intent: 'withdraw',
    agent: { name, idNumber },
  }),
};

/** The unit's certification, claim or case that the hold finds. */
const STATES: Record<
  string,
  (bff: TestBff, unit: string, post: (body: unknown) => Promise<unknown>) => Promise<unknown>
> = {
  'nothing has begun': async () => undefined,
  'was refused': (_bff, _unit, post) => post(CLAIMS['of another date']),
  'was certified by its agent': async ({ deps }, unit, post) => {
    await registerHandler(deps, unit, LI);
    await post(CLAIMS['of the agent']);
  },
  'has a case': ({ deps }, unit) => opened(deps, unit),
};

/** The sites are read again from time to time. */
const BY_A_CLOCK = ['site_revisions', 'site_all'];

/** The answer without what differs between any two: its ids and its time; and all that was done for it. */
interface Whole {
  status: number;
  headers: Record<string, string>;
  body: string;
  done: string[];
}

const OF_ADMINISTRATOR = {
  purpose: 'certification',
  sub: 'user-1',
  role: 'administrator',
  lifetime: 300,
} as const;

const it = bffTest()
  .extend('secondSite', { scope: 'file' }, async ({ bff }) => {
    const input = { id: 'second', origins: [ORIGIN], keys: { kind: 'hs256' } as const };
    const added = await addSite({ ...bff.deps, actor: 'operator:tester' }, input);
    if (added.result !== 'added') throw new Error(added.result);
    const site = { id: 'second', secret: added.secret! };
    const token = await mintToken(
      site.secret,
      { ...OF_ADMINISTRATOR, siteId: site.id, unit: { code: uscc(1) } },
      bff.deps.now(),
    );
    const headers = { Authorization: `Bearer ${token}`, Origin: ORIGIN };
    const asks = () => fetch(`${bff.url}/v1/certification`, { headers });
    await vi.waitFor(async () => expect((await asks()).status).toBe(200), { timeout: 30_000 }); // the service reads its sites by a clock
    return site;
  })
  .extend('sites', ({ bff, secondSite }) => [{ id: 'portal', secret: bff.secret }, secondSite])
  /** Statements and requests to partners, as they are made. */
  .extend('done', ({ bff, deps }, { onCleanup }) => {
    const done: string[] = [];
    const { database } = bff.deps;
    const run = database.run.bind(database);
    const spy = vi.spyOn(database, 'run').mockImplementation((statement, values) => {
      if (!BY_A_CLOCK.includes(statement.name)) done.push(statement.name);
      return run(statement, values);
    });
    onCleanup(() => spy.mockRestore());
    deps.counter = true;
    deps.sources = {
      registry: { ask: async () => (done.push('registry'), { kind: 'record', record: undefined }) },
      insurance: {
        ask: async () => (
          done.push('insurance'),
          { kind: 'record', handled: true, lastHandledOn: undefined }
        ),
      },
    };
    return done;
  })
  .extend(
    'whole',
    ({ bff, done }) =>
      async (method: string, path: string, token: string, key?: string, body?: unknown): Promise<Whole> => {
        done.length = 0;
        const headers = {
          Authorization: `Bearer ${token}`,
          Origin: ORIGIN,
          'Content-Type': 'application/json',
          'Idempotency-Key': `"${key ?? randomUUID()}"`,
        };
        const answer = await fetch(bff.url + path, {
          method,
          headers,
          body: body === undefined ? null : JSON.stringify(body),
        });
        const id = answer.headers.get('X-Request-Id')!;
        const { 'x-request-id': _id, date: _date, ...kept } = Object.fromEntries(answer.headers);
        return {
          status: answer.status,
          headers: kept,
          body: (await answer.text()).replaceAll(id, 'ID'),
          done: [...done].sort(),
        };
      },
  )
  .extend('tokenOf', ({ deps }) => (site: { id: string; secret: string }, code: string, sub: string) => {
    return mintToken(site.secret, { ...OF_ADMINISTRATOR, siteId: site.id, sub, unit: { code } }, deps.now());
  })
  .extend('post', ({ whole }) => (token: string, body: unknown, key?: string) => {
    return whole('POST', '/v1/certification', token, key, body);
  });

const allSame = (answers: readonly Whole[]) => {
  for (const answer of answers) expect(answer).toEqual(answers[0]);
};

const isClosed = { status: 409, body: expect.stringContaining('"code":"way-closed"') };

let units = 60_000_000;

describe('every answer about a held unit is the same for right and wrong claims', () => {
  for (const [state, begin] of Object.entries(STATES))
    it(`whose state was: ${state}`, async ({ bff, deps, sites, post, tokenOf, done }) => {
      const unit = uscc(++units);
      await registerUnit(deps, unit);
      const before = await tokenOf(sites[0]!, unit, 'user-1');
      await begin(bff, unit, (body) => post(before, body));
      await decided(deps, unit, 'placed');
      for (const site of sites)
        for (const code of [unit, unit.slice(8, 17)]) {
          const token = await tokenOf(site, code, 'user-1');
          await post(token, CLAIMS['right']); // from now on the process knows the site's unit
          for (const bodyOf of Object.values(BODIES)) {
            const answers = [];
            for (const claim of Object.values(CLAIMS)) answers.push(await post(token, bodyOf(claim)));
            allSame(answers);
            expect(answers[0]).toMatchObject(isClosed);
            for (const partner of ['registry', 'insurance']) expect(done).not.toContain(partner);
          }
        }
    });

  it('that only a partner knows, also when the partner was being asked as the hold came', async ({
    deps,
    sites,
    post,
    tokenOf,
    done,
    whole,
  }) => {
    const unit = uscc(++units);
    const token = await tokenOf(sites[0]!, unit, 'user-1');
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
    const results = [true, false].map(
      (matches) => ({ kind: 'verdict', found: true, matches, active: true }) as const,
    );
    let requests = 0;
    deps.sources = {
      ...deps.sources,
      registry: {
        ask: async () => {
          const result = results[requests++]!;
          if (requests === results.length) asked();
          await mayAnswer;
          return result;
        },
      },
    };
    const keys = [randomUUID(), randomUUID()];
    const claims = [CLAIMS['right'], CLAIMS['of another date']];
    const under = claims.map((claim, index) => whole('POST', '/v1/certification', token, keys[index], claim));
    await isAsked;
    await decided(deps, unit, 'placed');
    answer();
    const late = await Promise.all(under);
    allSame(late.map((one) => ({ ...one, done: [] }))); // both are counted together
    expect(late[0]).toMatchObject(isClosed);
    const again = [];
    for (const [index, claim] of claims.entries()) again.push(await post(token, claim, keys[index]));
    allSame(again);
    expect(requests).toBe(2);
    expect(done).not.toContain('registry');
  });

  it('whose claim waits for the insurance as the hold comes', async ({ deps, sites, post, tokenOf }) => {
    const unit = uscc(++units);
    await registerUnit(deps, unit);
    const token = await tokenOf(sites[0]!, unit, 'user-1');
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
    const asked = new Promise<void>((resolve) => {
      deps.sources = {
        ...deps.sources,
        insurance: {
          ask: async () => {
            resolve();
            await mayAnswer;
            return { kind: 'record', handled: true, lastHandledOn: undefined };
          },
        },
      };
    });
    const key = randomUUID();
    const sent = post(token, CLAIMS['of the agent'], key);
    await asked;
    await decided(deps, unit, 'placed');
    answer();
    expect(await sent).toMatchObject(isClosed);
    const other = await tokenOf(sites[0]!, unit, 'user-1');
    const repeated = await post(other, CLAIMS['of the agent'], key);
    const fresh = await post(other, CLAIMS['of another agent']);
    allSame([repeated, fresh]);
  });

  it('whose USCC comes by an import', async ({ deps, sites, post, tokenOf }) => {
    const unit = uscc(++units);
    await decided(deps, unit.slice(8, 17), 'placed');
    await registerUnit(deps, unit);
    for (const code of [unit, unit.slice(8, 17)]) {
      const token = await tokenOf(sites[0]!, code, 'user-1');
      await post(token, CLAIMS['right']);
      const answers = [];
      for (const claim of Object.values(CLAIMS)) answers.push(await post(token, claim));
      allSame(answers);
      expect(answers[0]).toMatchObject(isClosed);
    }
  });

  it('when what waits is taken back', async ({ bff, deps, sites, whole, tokenOf }) => {
    const unit = uscc(++units);
    await registerUnit(deps, unit);
    const reference = await opened(deps, unit);
    await decided(deps, unit, 'placed');
    const token = await tokenOf(sites[0]!, unit, 'user-1');
    const path = (number: string) => `/v1/certification/kept/${number}`;
    await whole('DELETE', path(reference), token);
    const answers = [];
    for (const number of [reference, referenceOf(77)])
      answers.push(await whole('DELETE', path(number), token));
    allSame(answers);
    expect(bff.log.join('')).not.toContain('held');
  });

  it('when it is registered', async ({ bff, deps, sites, whole }) => {
    const unit = uscc(++units);
    await registerUnit(deps, unit);
    await registerHandler(deps, unit, LI);
    await decided(deps, unit, 'placed');
    for (const site of sites) {
      const claim = { siteId: site.id, purpose: 'registration', sub: 'visitor', lifetime: 300 } as const;
      const token = await mintToken(site.secret, claim, deps.now());
      for (const code of [unit, unit.slice(8, 17)]) {
        const answers = [];
        for (const change of [...Object.values(CLAIMS), { unit: { code, name: '另一个有限公司' } }]) {
          const phone = phoneOf(++units);
          const request = rightRegistration(code, phone, await proveFor(deps, site.id, phone), change);
          answers.push(await whole('POST', '/v1/registrations', token, undefined, request));
        }
        allSame(answers);
        expect(answers[0]).toMatchObject(isClosed);
      }
    }
    expect(bff.log.join('')).not.toContain(unit);
  });
});
