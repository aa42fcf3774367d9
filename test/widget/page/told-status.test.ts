/** The status that comes with an answer or a problem: everything in the page follows its next step, and nothing that was just refused is offered. */
import { expect } from '@open-wc/testing';
import type { NextStep } from '../../../bff/contract/next.ts';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import '../../../widget/unit-certification-center.ts';
import '../../../widget/unit-certification.ts';
import { UNTIL, centre, choose, labels, openCentre, realName, stands } from '../support/center.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import { type Step, answered, formOf, problem, statusOf } from '../support/scripted.ts';
import { button, fillLegal, press, see, seeNothing, shown } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';

const { center, form, gate, results } = WORDS;
const USED_UP = { remaining: 0, resetsAt: UNTIL };
const BY_AGENT = realName({ since: '2026-11-20T08:00:00Z', by: 'agent' }, statusOf('certified'));

/** Sends the claim from the center, and reads this title. */
async function sendFromCenter(status: Step, label: string, answer: Step, title: string) {
  const page = await openCentre({ status: [status], submit: [answer] });
  await stands(page.element, label);
  choose(page.element, label);
  await see(page.element, form.title);
  fillLegal(page.element);
  press(page.element, form.submit);
  await see(page.element, title);
  return page;
}

describe('the status that comes with an answer', () => {
  afterEach(cleanUp);

  it('is taken as it is: the center needs no other request', async () => {
    const status = { body: statusOf('uncertified') };
    const page = await sendFromCenter(status, center.certify, answered('certified'), TITLES.certified);
    press(page.element, results.done);
    await stands(page.element, center.status.certified);
    expect(await page.arrived('status')).to.have.length(1);
  });

  it('leaves nothing in the center that a limit of which nobody is told has just refused', async () => {
    const limited = problem(429, 'too-many-attempts', { headers: { 'Retry-After': '7200' } });
    const status = {
      body: statusOf('uncertified', { form: formOf('market', true), refused: 'registry-mismatch' }),
    };
    const { certify, recheck, counter } = results.ways.refused;
    const { element } = await sendFromCenter(status, certify.button, limited, TITLES.tooManyAttempts);
    expect(() => button(element, results.back)).to.throw('no button');
    expect(button(element, recheck.button).part.contains('primary')).to.equal(true);
    press(element, results.close);
    await seeNothing(element);
    expect(labels(element)).not.to.include(certify.button);
    expect(labels(element)).to.include(counter.button).and.include(recheck.button);
  });

  it('leaves nothing in the center for a user who is no administrator any more', async () => {
    const refused = problem(403, 'administrator-required');
    const status = { body: statusOf('uncertified') };
    const { element } = await sendFromCenter(status, center.certify, refused, TITLES.operator);
    press(element, results.acknowledge);
    await stands(element, center.operator);
    expect(labels(element)).to.deep.equal([]);
  });

  it('offers after a refused takeover what the unit still may', async () => {
    const open = async (attempts: CertificationStatus['attempts']) => {
      const page = await openCentre({
        status: [BY_AGENT],
        submit: [answered('rejected', { reason: 'registry-mismatch', attempts })],
      });
      await stands(page.element, center.replace.button);
      choose(page.element, center.replace.button);
      await see(page.element, center.succession.replace.title);
      fillLegal(page.element);
      press(page.element, center.succession.replace.submit);
      await see(page.element, TITLES.rejected);
      return page.element;
    };
    const element = await open({ remaining: 2, resetsAt: null });
    expect(button(element, results.back).part.contains('primary')).to.equal(true);
    expect(() => button(element, results.ways.refused.recheck.button)).to.throw('no button');
    press(element, results.close);
    await stands(element, center.replace.button);
    expect(labels(element)).to.include(center.withdrawCertification.button);
    cleanUp();
    const last = await open(USED_UP);
    expect(() => button(last, results.back)).to.throw('no button');
    press(last, results.close);
    await stands(last, results.tooManyAttempts('').title);
    expect(labels(last)).not.to.include(center.replace.button);
  });

  it('says that the same data was refused before, and that nothing was counted', async () => {
    const repeated = answered('rejected', { reason: 'registry-mismatch', repeated: true });
    const { element } = await openSubmitted({ submit: [repeated] });
    await see(element, results.repeated);
    expect(shown(element)).to.include(results.reasons['registry-mismatch']);
    cleanUp();
    const first = await openSubmitted({ submit: [answered('rejected', { reason: 'registry-mismatch' })] });
    await see(first.element, TITLES.rejected);
    expect(shown(first.element)).not.to.include(results.repeated);
  });

  it('withdraws a claim that waits for a register, after a question', async () => {
    const page = await openCentre({
      status: [{ body: statusOf('pending') }],
      withdrawKept: [{ body: {}, after: {} }],
    });
    const { element } = page;
    await stands(element, center.withdraw.claim);
    choose(element, center.withdraw.claim);
    await see(element, WORDS.kept.question.claim.title);
    await page.script({ withdrawKept: [{ body: {}, after: { kinds: statusOf('uncertified').kinds } }] });
    press(element, WORDS.kept.confirm);
    await stands(element, WORDS.kept.ends.withdrawn.claim);
    expect(labels(element)).to.include(center.certify);
  });
});

describe('a status whose next step contradicts the rest of it', () => {
  afterEach(cleanUp);

  /** No attempt is left, a re-check waits, and the user may not submit; but the service says that the unit may certify. */
  const free = { ...statusOf('uncertified').next };
  const hindered = {
    ...statusOf('uncertified', {
      canSubmit: false,
      attempts: USED_UP,
      recheck: { reference: 'R7M29QXB', until: UNTIL },
      form: formOf('market', true),
    }),
    next: free,
  };
  /** Nothing hinders the unit, but the service says that no form is open. */
  const later: NextStep = {
    ...free,
    step: 'later',
    ways: [],
    closed: [{ way: 'certify', until: UNTIL }],
    until: UNTIL,
    attempts: 0,
  };
  const unhindered = { ...statusOf('uncertified'), next: later };
  const script = (body: CertificationStatus) => ({ status: [{ body }] });

  it('is followed by the prompt', async () => {
    const { element } = await openPage({}, script(hindered));
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    cleanUp();
    const closed = await openPage({}, script(unhindered));
    await see(closed.element, TITLES.tooManyAttempts);
  });

  it('is followed by the gate', async () => {
    const asked = async (body: CertificationStatus, title = gate.ask('', true).title) => {
      const { element } = await openPage({ for: '.none' }, script(body));
      void element.requireCertified('社会保险费缴纳');
      await see(element, title);
      return element;
    };
    const element = await asked(hindered);
    expect(shown(element)).not.to.include(results.attemptsUsedUp(UNTIL));
    press(element, gate.confirm);
    await see(element, TITLES.form);
    cleanUp();
    const closed = await asked(unhindered, TITLES.tooManyAttempts);
    expect(shown(closed)).to.include(results.tooManyAttempts(results.when(UNTIL)).text[0]);
  });

  it('is followed by the center', async () => {
    const { element } = await openCentre(script(hindered));
    await stands(element, center.certify);
    expect(centre(element)).not.to.include(center.operator).and.not.include(center.waits.recheck);
    cleanUp();
    const closed = await openCentre(script(unhindered));
    await stands(closed.element, TITLES.tooManyAttempts);
    expect(labels(closed.element)).to.deep.equal([]);
  });

  it('is followed by the result', async () => {
    const refusal = { refused: 'registry-mismatch' } as const;
    const open = {
      ...statusOf('uncertified', { ...refusal, attempts: USED_UP }),
      next: { ...free, ways: ['certify'] },
    };
    const submit = [answered('rejected', { reason: 'registry-mismatch' })];
    const { element } = await openSubmitted({
      status: [{ body: statusOf('uncertified') }, { body: open }],
      submit,
    });
    await see(element, TITLES.rejected);
    expect(button(element, results.back).part.contains('primary')).to.equal(true);
    expect(() => button(element, results.ways.refused.recheck.button)).to.throw('no button');
    cleanUp();
    const closed = await openSubmitted({
      status: [
        { body: statusOf('uncertified') },
        { body: { ...statusOf('uncertified', refusal), next: later } },
      ],
      submit,
    });
    await see(closed.element, results.attemptsUsedUp(UNTIL));
    expect(() => button(closed.element, results.back)).to.throw('no button');
  });
});
