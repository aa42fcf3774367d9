/** An agent's certification: its legal representative takes it over, and its agent withdraws it. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { BY_AGENT, CENTER_STATES, REFUSED_WHILE_DUE } from '../support/center-states.ts';
import { centre, choose, labels, openCentre, realName, stands } from '../support/center.ts';
import { bodyOf, cleanUp } from '../support/page.ts';
import { type Script, answered, problem, statusOf } from '../support/scripted.ts';
import {
  AGENT,
  LEGAL,
  fill,
  fillLegal,
  input,
  press,
  query,
  see,
  seeNothing,
  shown,
} from '../support/user.ts';
import { TITLES, WORDS, requiredOf } from '../../support/words.ts';

const { again, center, form, results } = WORDS;
const DUE = { at: '2026-12-25T06:55:00Z', reason: 'agent-withdrew' } as const;
const WITHDRAWN = answered('withdrawn', { due: DUE });
const BY_REPRESENTATIVE = realName({
  status: 'certified',
  since: '2026-11-26T01:12:00Z',
  by: 'legal-representative',
});

const REFUSED = REFUSED_WHILE_DUE.body.kinds[1]!.last;

/** The agent's certification while the takeover waits. */
const WAITS = realName({
  ...BY_AGENT.body.kinds[1],
  submission: { reference: 'QXH7K7M2', at: '2026-11-26T01:12:00Z' },
});

async function open(label: string, script: Script = {}) {
  const page = await openCentre({ status: [BY_AGENT], ...script });
  await stands(page.element, label);
  choose(page.element, label);
  return page;
}

describe('the legal representative takes over', () => {
  afterEach(cleanUp);

  it('is offered for an agent’s certification, with what it leads to', async () => {
    const { element } = await openCentre({ status: [BY_AGENT] });
    await stands(element, center.replace.text);
    expect(labels(element)).to.deep.equal([center.replace.button, center.withdrawCertification.button]);
  });

  it('is not offered to operators, nor for the certification of a legal representative', async () => {
    for (const status of [
      realName({ status: 'certified', by: 'agent' }, statusOf('certified', { canSubmit: false })),
      BY_REPRESENTATIVE,
    ]) {
      const { element } = await openCentre({ status: [status] });
      await stands(element, center.status.certified);
      expect(labels(element)).to.deep.equal([]);
      element.remove();
    }
  });

  it('keeps what is typed while a framework takes the center out of the page and puts it back', async () => {
    const { element, events } = await open(center.replace.button);
    await see(element, center.succession.replace.title);
    fillLegal(element);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 20));
    document.body.append(element);
    await see(element, center.succession.replace.title);
    await element.updateComplete;
    expect(events.map(({ type }) => type)).to.include('certification-status');
    expect(input(element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
    expect(input(element, 'legalRepresentative.idNumber').value.replaceAll(' ', '')).to.equal(LEGAL.idNumber);
  });

  it('asks for the legal representative alone, and certifies anew', async () => {
    const page = await open(center.replace.button, {
      status: [BY_AGENT, BY_REPRESENTATIVE],
      submit: [answered('certified')],
    });
    await see(page.element, center.succession.replace.title);
    expect(shown(page.element))
      .to.include(center.succession.replace.text!)
      .and.not.include(form.fields.applicant.label);
    fillLegal(page.element);
    press(page.element, center.succession.replace.submit);
    await see(page.element, TITLES.certified);
    expect(await bodyOf(page)).to.deep.equal({
      legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
      foundedOn: LEGAL.foundedOn,
      applicant: 'legal-representative',
      intent: 'replace',
    });
    press(page.element, results.done);
    await stands(page.element, center.by['legal-representative']);
  });

  it('leaves the certification as it is when it is refused, which is said', async () => {
    const page = await open(center.replace.button, {
      submit: [answered('rejected', { reason: 'registry-mismatch' })],
    });
    await see(page.element, center.succession.replace.title);
    fillLegal(page.element);
    press(page.element, center.succession.replace.submit);
    await see(page.element, TITLES.rejected);
    expect(shown(page.element)).to.include(results.agentStands);
    press(page.element, results.back);
    await see(page.element, center.succession.replace.title);
  });

  it('waits for its own decision', async () => {
    const page = await open(center.replace.button, {
      status: [BY_AGENT, WAITS],
      submit: [answered('pending', { reference: 'QXH7K7M2' })],
    });
    await see(page.element, center.succession.replace.title);
    fillLegal(page.element);
    press(page.element, center.succession.replace.submit);
    await see(page.element, results.pending.said);
    const last = { outcome: 'certified', reference: 'QXH7K7M2', at: '2026-11-26T01:12:00Z' } as const;
    await page.script({ status: [realName({ ...BY_REPRESENTATIVE.body.kinds[1], last })] });
    await see(page.element, TITLES.certified);
  });
});

describe('a takeover that was refused', () => {
  afterEach(cleanUp);

  it('is told in the row, with its number and the attempts that are left, and can be tried again', async () => {
    const element = await CENTER_STATES['center, takeover refused']!();
    expect(centre(element))
      .to.include(center.replace.refused(results.reasons['registry-mismatch']))
      .and.include('K7M2-9QXH')
      .and.include(results.attemptsLeft(4))
      .and.include(results.stands);
    expect(labels(element)).to.include(center.replace.button);
  });

  it('tells from when there are attempts again, instead of its buttons', async () => {
    const element = await CENTER_STATES['center, takeover used up']!();
    const { title, text } = results.tooManyAttempts('在11月25日');
    for (const said of [title, center.replace.usedUp('|').split('|')[1]!, center.urgent])
      expect(centre(element)).to.include(said);
    expect(text).to.have.length.above(0);
    for (const said of [center.unlock, 'K7M2-9QXH']) expect(centre(element)).not.to.include(said);
    query(element, '.urgent summary').click();
    for (const said of [center.unlock, 'K7M2-9QXH']) expect(centre(element)).to.include(said);
    expect(labels(element)).to.not.include(center.replace.button);
    expect(labels(element)).to.not.include(center.withdrawCertification.button);
  });

  it('is no news after a certification', async () => {
    const { element } = await openCentre({
      status: [realName({ ...BY_AGENT.body.kinds[1], since: '2026-11-27T01:12:00Z', last: REFUSED })],
    });
    await stands(element, center.replace.text);
    expect(centre(element)).to.not.include('K7M2-9QXH');
  });
});

describe('the agent withdraws', () => {
  afterEach(cleanUp);

  it('says first what it leads to, and asks for the agent alone', async () => {
    const { element } = await open(center.withdrawCertification.button);
    await see(element, center.succession.withdraw.title);
    expect(shown(element)).to.include(center.succession.withdraw.text!);
    expect(() => input(element, 'legalRepresentative.name')).to.throw('no');
    press(element, center.succession.withdraw.submit);
    await see(element, requiredOf('agent.name'));
  });

  it('says until when the certification counts, and shows it in the center', async () => {
    const page = await open(center.withdrawCertification.button, {
      status: [BY_AGENT, realName({ status: 'certified', by: 'agent', due: DUE })],
      agentWithdraws: [WITHDRAWN],
    });
    await see(page.element, center.succession.withdraw.title);
    fill(page.element, 'agent.name', AGENT.name);
    fill(page.element, 'agent.idNumber', AGENT.idNumber);
    press(page.element, center.succession.withdraw.submit);
    await see(page.element, center.succession.withdrawn('2026年12月24日').text[0]!);
    const [{ body } = { body: '' }] = await page.arrived('agentWithdraws');
    expect(JSON.parse(body)).to.deep.equal({ agent: AGENT, intent: 'withdraw' });
    press(page.element, results.done);
    await seeNothing(page.element);
    await stands(page.element, center.dueUntil('2026年12月24日', again.causes['agent-withdrew']).title);
    expect(labels(page.element)).to.deep.equal([center.renew]);
  });

  it('says alike of every agent who did not certify that it was not withdrawn, and leads back', async () => {
    const element = await CENTER_STATES['center, another agent withdraws']!();
    const { title: _, ...agentDiffers } = center.succession.agentDiffers;
    for (const said of Object.values(agentDiffers)) expect(shown(element)).to.include(said);
    press(element, results.back);
    await see(element, center.succession.withdraw.title);
    expect(input(element, 'agent.name').value).to.equal(AGENT.name);
  });

  it('says how many attempts are left, and after the last one from when there are new ones', async () => {
    const element = await CENTER_STATES['center, another agent withdraws']!();
    await see(element, results.attemptsLeft(4));
    cleanUp();
    const last = await CENTER_STATES['center, the last attempt to withdraw']!();
    expect(shown(last)).to.include(center.succession.agentDiffers.title).and.include(results.unlock);
    const { said: why, next: check } = center.succession.agentDiffers;
    expect(shown(last)).to.include(why).and.not.include(check);
    expect(shown(last)).to.include(results.tooManyAttempts('').title);
    const { activeElement } = last.shadowRoot!;
    expect(activeElement?.textContent).to.include(results.close);
  });

  it('can be canceled', async () => {
    const { element, arrived } = await open(center.withdrawCertification.button);
    await see(element, center.succession.withdraw.title);
    press(element, form.cancel);
    await seeNothing(element);
    expect(await arrived('agentWithdraws')).to.deep.equal([]);
  });

  it('can be tried again after a cut', async () => {
    const page = await open(center.withdrawCertification.button, {
      agentWithdraws: [problem(503, 'unavailable'), WITHDRAWN],
    });
    await see(page.element, center.succession.withdraw.title);
    fill(page.element, 'agent.name', AGENT.name);
    fill(page.element, 'agent.idNumber', AGENT.idNumber);
    press(page.element, center.succession.withdraw.submit);
    await see(page.element, TITLES.unavailable);
    press(page.element, WORDS.prompt.retry);
    await see(page.element, center.succession.withdrawn('').title);
  });
});

describe('the keyboard', () => {
  afterEach(cleanUp);

  it('opens the withdrawal, and Escape leads back to its button', async () => {
    const { element } = await openCentre({ status: [BY_AGENT] });
    await stands(element, center.withdrawCertification.button);
    const focused = (): string =>
      (element.shadowRoot!.activeElement as HTMLElement | null)?.innerText.trim() ?? '';
    while (focused() !== center.withdrawCertification.button) await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await see(element, center.succession.withdraw.title);
    await sendKeys({ press: 'Escape' });
    await seeNothing(element);
    expect(focused()).to.equal(center.withdrawCertification.button);
  });
});
