/** Every number that a page tells a user is found at the desk, as somebody reads it out. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { ClaimToDecide } from '../../../bff/attempts/claim.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { withdraw } from '../../../bff/attempts/withdrawal.ts';
import { eraseSubject } from '../../../bff/upkeep/subject.ts';
import { shownReference } from '../../../bff/contract/reference.ts';
import { withdrawKept } from '../../../bff/http/intents.ts';
import { statusOf, submitterOf } from '../../support/dependencies.ts';
import { LI, registerHandler, registerUnit, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { open } from '../cases/support.ts';
import { phoneOf, registrationDependencies, sendingRegistration } from '../registration/support.ts';
import { deskTest, loggedIn } from './support.ts';

const WRONG = rightClaim({
  legalRepresentative: { name: '赵不同', idNumber: rightClaim().legalRepresentative.idNumber },
});
const AS_AGENT = rightClaim({ applicant: 'agent', agent: LI });

/** The reference of an answer, or of the refusal of a withdrawal or of a limit. */
const referenceIn = (result: object): string => {
  const { answer, reference } = result as { answer?: { reference: string }; reference?: string };
  const told = answer?.reference ?? reference;
  if (told === undefined) throw new Error(JSON.stringify(result));
  return told;
};

const it = deskTest
  .extend('send', ({ deps, unit }) => async (claim: ClaimToDecide = WRONG) => {
    deps.clock.now += 1_000;
    return referenceIn(await submit(deps, submitterOf(unit), randomUUID(), claim));
  })
  .extend('recheck', ({ deps, unit }) => async () => {
    deps.clock.now += 1_000;
    return referenceIn(await requestRecheck(deps, submitterOf(unit), WRONG));
  })
  .extend('takeBack', ({ deps, unit }) => (reference: string) => {
    deps.clock.now += 1_000;
    return withdrawKept(deps, submitterOf(unit), reference);
  })
  /** The part of the page that the number was found by. `title`: before the number. */
  .extend('found', ({ desk }) => async (reference: string, title = '编号'): Promise<string> => {
    const hotline = await loggedIn(desk, 'hotline-1');
    const { status, text } = await hotline.get(`/units?query=${shownReference(reference)}`);
    expect(status).toBe(200);
    const [, part] =
      new RegExp(
        `<h2>\\s*${title}\\s*<span class="code">${shownReference(reference)}</span>([^]*?)</section>`,
      ).exec(text) ?? [];
    return (part ?? '').replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, '');
  });

describe('the number of', () => {
  it('a claim that was erased, which no later one has taken the place of', async ({ deps, send, found }) => {
    deps.sources = {
      ...deps.sources,
      insurance: { ask: async () => ({ kind: 'outage', outage: 'timeout' }) },
    };
    const waiting = await send(AS_AGENT);
    deps.clock.now += 1_000;
    const { idNumber, name } = AS_AGENT.legalRepresentative;
    await eraseSubject({ ...deps, actor: 'operator:tester' }, { idNumber, name }, 'asked');
    expect(await found(waiting)).toMatch(/告诉用户的没有核验结果。保存的信息已删除，不会再核验。/);
  });

  it('a refused submission, with what the page has told', async ({ send, found }) => {
    expect(await found(await send())).toMatch(
      /办理实名认证，.*告诉用户的认证未通过。填写的信息与登记信息不一致。请对照营业执照和证件，核对法人姓名、法人证件号和成立日期。/,
    );
  });

  it('a success, and a takeover of an agent’s certification', async ({ deps, unit, send, found }) => {
    await registerHandler(deps, unit, LI);
    const [byAgent, takeover] = [await send(AS_AGENT), await send({ ...rightClaim(), replace: true })];
    for (const reference of [byAgent, takeover])
      expect(await found(reference)).toContain('告诉用户的认证成功。贵单位已通过实名认证。');
  });

  it('a submission that waits, and one that was taken back', async ({
    deps,
    unit,
    send,
    takeBack,
    found,
  }) => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
    await deps.database.kysely.deleteFrom('registry_unit').where('code', '=', unit).execute();
    const reference = await send(rightClaim());
    expect((await statusOf(deps, unit)).next).toMatchObject({ step: 'checking', reference });
    expect(await found(reference)).toContain('告诉用户的正在核验。');
    await takeBack(reference);
    expect(await found(reference)).toContain('告诉用户的已撤回提交。');
  });

  it('a refusal by a limit: that of the last submission', async ({ deps, unit, useUp, found }) => {
    await useUp();
    const refused = await submit(
      deps,
      submitterOf(unit),
      randomUUID(),
      rightClaim({ foundedOn: '1997-01-01' }),
    );
    expect(refused.kind).toBe('too-many-attempts');
    expect(await found(referenceIn(refused))).toContain('认证未通过');
  });

  it('a registration', async ({ deps, found }) => {
    const { signingKeys, issuer } = registrationDependencies(deps);
    const code = uscc(96_001);
    await registerUnit(deps, code);
    const send = async (change: object = {}) => {
      const sending = sendingRegistration({ ...deps, signingKeys, issuer }, code, phoneOf(96_001), change);
      return referenceIn(await (await sending)());
    };
    const { legalRepresentative } = WRONG;
    expect(await found(await send({ legalRepresentative }))).toMatch(
      /办理单位注册，.*告诉用户的实名认证未通过。/,
    );
    expect(await found(await send())).toContain('告诉用户的注册信息已通过核验。');
  });

  it('a re-check that is kept, was taken back, or has another one in its place', async ({
    send,
    recheck,
    takeBack,
    found,
  }) => {
    const refused = await send();
    const first = await recheck();
    expect(await found(first)).toContain('自动复核等待登记信息更新，网站“portal”');
    await takeBack(first);
    expect(await found(first)).toContain('自动复核已结束：已撤回，或者不再需要');
    const second = await recheck();
    expect(second).not.toBe(first);
    expect(await found(first)).toContain('这次自动复核已经结束');
    expect(await found(second)).toContain(`未通过的提交${shownReference(refused)}`);
  });

  it('a case that waits, and one that was taken back', async ({ deps, unit, takeBack, found }) => {
    deps.counter = true;
    const opened = referenceIn(await open(deps, unit));
    expect(await found(opened, '人工核验')).toContain('待初核');
    await takeBack(opened);
    expect(await found(opened, '人工核验')).toContain('已撤回');
  });

  it('a withdrawal by the agent, and one by somebody else', async ({ deps, unit, send, found }) => {
    await registerHandler(deps, unit, LI);
    await send(AS_AGENT);
    deps.clock.now += 1_000;
    const wrong = referenceIn(await withdraw(deps, submitterOf(unit), randomUUID(), ZHANG));
    expect(await found(wrong)).toMatch(/办理代理人撤回认证，.*告诉用户的未能撤回。/);
    const right = referenceIn(await withdraw(deps, submitterOf(unit), randomUUID(), LI));
    expect(await found(right)).toMatch(/办理代理人撤回认证，.*告诉用户的已撤回认证。/);
  });
});
