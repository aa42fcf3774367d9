import { expect } from '@open-wc/testing';
import type { ProofOfWorkChallenge } from '../../../bff/contract/wire.ts';
import { ProofOfWork, solve } from '../../../widget/registration/proof-of-work.ts';
import { succeed } from '../../../widget/api/result.ts';
import type { Session } from '../../../widget/session/session.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { challenge, isSolved } from '../support/challenge.ts';

describe('proof of work', () => {
  it('is accepted by altcha-lib for every counter', async () => {
    for (let i = 0; i < 5; i++) {
      const { body } = await challenge();
      const proof = await solve(body as ProofOfWorkChallenge, new AbortController().signal);
      expect(await isSolved(proof!)).to.equal(true);
    }
  });

  it('does not block the page’s frames, and ends with its signal', async () => {
    const { body } = await challenge();
    const { parameters, signature } = body as ProofOfWorkChallenge;
    const endless = { parameters: { ...parameters, cost: 20_000, keyPrefix: 'f'.repeat(32) }, signature };
    const controller = new AbortController();
    const solving = solve(endless, controller.signal);
    const waits: number[] = [];
    for (let last = performance.now(), i = 0; i < 41; i++) {
      await new Promise((resolve) => setTimeout(resolve, 4));
      waits.push(performance.now() - last);
      last = performance.now();
    }
    controller.abort();
    expect(await solving).to.equal(undefined);
    // The median, because other processes of the machine delay some.
    expect(waits.sort((a, b) => a - b)[20]).to.be.below(16);
  });

  it('ends when the challenge is no longer valid', async () => {
    const { body } = await challenge();
    const { parameters, signature } = body as ProofOfWorkChallenge;
    const endless = { parameters: { ...parameters, keyPrefix: 'f'.repeat(32) }, signature };
    const { now } = Date;
    const solving = solve(endless, new AbortController().signal);
    Date.now = () => now() + 240_000;
    expect(await solving.finally(() => (Date.now = now))).to.equal(undefined);
  });

  it('that throws is logged, can be tried again, and is asked for anew', async () => {
    const log = listenToConsole();
    const right = (await challenge()).body as ProofOfWorkChallenge;
    const { salt: _, ...parameters } = right.parameters;
    const challenges = [{ ...right, parameters }, right];
    const session = { call: () => Promise.resolve(succeed(challenges.shift())) } as unknown as Session;
    const work = new ProofOfWork();
    const { signal } = new AbortController();
    const broken = await work.prepare(session, signal).proof;
    restoreConsole();
    expect(broken).to.deep.equal({ ok: false, failure: { code: 'unavailable' } });
    expect(log.error).to.have.length(1);
    expect(log.error[0]).to.include('TypeError');
    expect((await work.use(session, signal)).ok).to.equal(true);
  });

  it('that was given up is not used: another one is computed', async () => {
    const right = (await challenge()).body as ProofOfWorkChallenge;
    const endless = { ...right, parameters: { ...right.parameters, keyPrefix: 'f'.repeat(32) } };
    let asked = 0;
    const session = { call: async () => succeed(asked++ ? right : endless) } as unknown as Session;
    const work = new ProofOfWork();
    const [former, present] = [new AbortController(), new AbortController()];
    const given = work.prepare(session, former.signal);
    await given.challenge;
    const before = work.use(session, former.signal);
    former.abort();
    const [proof] = await Promise.all([
      work.use(session, present.signal),
      before.then(() => work.prepare(session, present.signal)),
    ]);
    expect((await given.proof).ok).to.equal(false);
    expect(proof.ok && (await isSolved(proof.value))).to.equal(true);
    expect(asked, 'the one that is being computed is kept').to.equal(2);
  });
});
