/** Somebody else of the unit was first: what has happened meanwhile is said in a sentence, and the next step leads on. */
import { expect } from '@open-wc/testing';
import '../../../widget/unit-certification-center.ts';
import '../../../widget/unit-certification.ts';
import { BY_AGENT } from '../support/center-states.ts';
import { centre, choose, labels, openCentre, realName, stands } from '../support/center.ts';
import { cleanUp, openPage } from '../support/page.ts';
import { type Step, WITHDRAWN, answered, formOf, problem, statusOf } from '../support/scripted.ts';
import {
  AGENT,
  LEGAL,
  button,
  fill,
  fillLegal,
  input,
  press,
  see,
  seeNothing,
  shown,
} from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';

const { again, center, kept: counter, form, prompt, results } = WORDS;
const { replace, withdraw, overtaken } = center.succession;
const SINCE = '2026-11-26T01:12:00Z';
const UNTIL = '2026-12-24T15:59:59.999Z';
const DUE = { at: UNTIL, reason: 'agent-withdrew' } as const;
const AGENT_WITHDREW = realName({ ...BY_AGENT.body.kinds[1], due: DUE });
const REPLACED = realName({ status: 'certified', since: SINCE, by: 'legal-representative' });
const wayClosed = ({ body }: { body: { kinds: unknown } }): Step =>
  problem(409, 'way-closed', { after: { kinds: body.kinds as never } });

describe('a claim that somebody took back before its answer came', () => {
  afterEach(cleanUp);

  async function takenBack(title: string, then: Step = answered('withdrawn')) {
    const page = await openPage({ open: '' }, { submit: [{ cut: true }, then] });
    await see(page.element, TITLES.form);
    fillLegal(page.element);
    press(page.element, form.submit);
    await see(page.element, TITLES.unreachable);
    press(page.element, prompt.retry);
    await see(page.element, title);
    return page;
  }

  it('is told as taken back, keeps what was typed, and leads to the form', async () => {
    const { title, text } = WORDS.kept.ends.takenBack;
    const { element } = await takenBack(title);
    expect(shown(element)).to.include(text[0]).and.include(results.typedStays);
    expect(button(element, results.proceed('')).part.contains('primary')).to.equal(true);
    press(element, results.proceed(''));
    await see(element, TITLES.form);
    expect(input(element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
    expect(input(element, 'foundedOn').value).to.equal(LEGAL.foundedOn);
  });

  it('is told as certified where the unit is certified by now', async () => {
    const after = { kinds: statusOf('certified').kinds };
    await takenBack(TITLES.alreadyCertified, { ...answered('withdrawn'), after });
  });
});

describe('a form that somebody has overtaken', () => {
  afterEach(cleanUp);

  async function opened(label: string, title: string, script: Parameters<typeof openCentre>[0] = {}) {
    const page = await openCentre({ status: [BY_AGENT], ...script });
    await stands(page.element, label);
    choose(page.element, label);
    await see(page.element, title);
    return page;
  }

  async function saysThatAgentWithdrew(element: Element): Promise<void> {
    await see(element, again.title);
    expect(shown(element)).to.include('代理人已撤回认证').and.include('2026年12月24日');
    press(element, prompt.confirm);
    await see(element, TITLES.form);
    expect(input(element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
  }

  it('says that the agent has withdrawn, and leads to the usual form with what was typed', async () => {
    const { element } = await opened(center.replace.button, replace.title, {
      submit: [wayClosed(AGENT_WITHDREW)],
    });
    fillLegal(element);
    press(element, replace.submit);
    await saysThatAgentWithdrew(element);
  });

  it('says the same when the status comes while it is filled in', async () => {
    const page = await opened(center.replace.button, replace.title);
    fillLegal(page.element);
    await page.script({ status: [AGENT_WITHDREW] });
    await page.element.refresh();
    await saysThatAgentWithdrew(page.element);
  });

  it('says that the legal representative has taken over, to the agent and to a second one', async () => {
    const second = await opened(center.replace.button, replace.title, { submit: [wayClosed(REPLACED)] });
    fillLegal(second.element);
    press(second.element, replace.submit);
    await see(second.element, overtaken.replace.title);
    expect(shown(second.element)).to.include(overtaken.replace.text[0]);
    cleanUp();
    const { element } = await opened(center.withdrawCertification.button, withdraw.title, {
      agentWithdraws: [wayClosed(REPLACED)],
    });
    fill(element, 'agent.name', AGENT.name);
    fill(element, 'agent.idNumber', AGENT.idNumber);
    press(element, withdraw.submit);
    await see(element, overtaken.withdraw.title);
    expect(shown(element)).to.include(overtaken.withdraw.text[0]).and.not.include('无需重复认证');
    press(element, results.done);
    await stands(element, center.by['legal-representative']);
  });
});

describe('a withdrawal that a decision has overtaken', () => {
  afterEach(cleanUp);

  const CASE = {
    reference: 'P4XW7TRH',
    state: 'open',
    openedAt: '2026-11-24T08:00:00Z',
    until: UNTIL,
    bring: ['certificate'],
  } as const;
  const market = formOf('market', true);
  const open = { body: statusOf('uncertified', { form: market, case: { ...CASE, bring: [...CASE.bring] } }) };
  const certified = {
    body: statusOf('certified', {
      form: market,
      since: SINCE,
      case: { ...CASE, bring: undefined, state: 'certified', endedAt: SINCE },
    }),
  };

  async function asked() {
    const page = await openCentre({ status: [open], withdrawKept: [WITHDRAWN] });
    await stands(page.element, counter.withdraw);
    choose(page.element, counter.withdraw);
    await see(page.element, counter.question.case.title);
    return page;
  }

  it('says that it was decided, when the user confirms and when the status comes before', async () => {
    const page = await asked();
    await page.script({ status: [certified] });
    press(page.element, counter.confirm);
    await stands(page.element, WORDS.kept.ends.decided);
    expect(centre(page.element))
      .to.include(center.status.certified)
      .and.not.include(WORDS.kept.ends.withdrawn.case);
    cleanUp();
    const other = await asked();
    await other.script({ status: [certified] });
    await other.element.refresh();
    await seeNothing(other.element);
    await stands(other.element, WORDS.kept.ends.decided);
  });
});

describe('a claim that waits beside a case', () => {
  afterEach(cleanUp);

  it('can be taken back, and no other one is offered beside it', async () => {
    const base = statusOf('pending', {
      form: formOf('market', true),
      case: {
        reference: 'P4XW7TRH',
        state: 'open',
        openedAt: '2026-11-24T08:00:00Z',
        until: UNTIL,
        bring: ['certificate'],
      },
    });
    const { element } = await openCentre({ status: [{ body: base }] });
    await stands(element, center.withdraw.claim);
    expect(centre(element)).to.include('P7M2-9QXA').and.include(results.pending.said);
    expect(labels(element))
      .to.include(counter.withdraw)
      .and.not.include(WORDS.results.ways['at-counter'].certify.button);
    choose(element, center.withdraw.claim);
    await see(element, WORDS.kept.question.claim.title);
  });
});
