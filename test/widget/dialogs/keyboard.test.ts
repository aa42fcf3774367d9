/** The manual's steps by keyboard only: every control is reached by Tab or has the focus already. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { done, openGate, withBusiness } from '../support/business.ts';
import { openCentre } from '../support/center.ts';
import { cleanUp, openPage } from '../support/page.ts';
import { type AgentFieldId, CONTACT_IDS, type LegalFieldId, UNIT_IDS } from '../../support/fields.ts';
import { AGENT, agentTexts, legalTexts, see, seeNothing } from '../support/user.ts';
import {
  CODE_SENT,
  CODE,
  OWN_TEXTS,
  type RegistrationPage,
  cleanUpRegistration,
  openRegistration,
  read,
} from '../support/registration.ts';
import { answered, statusOf } from '../support/scripted.ts';
import { REGISTRATION_WORDS, TITLES, WORDS, labelOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

function focused(): HTMLElement {
  let element = document.activeElement as HTMLElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement as HTMLElement;
  return element;
}

/** The name of a control: its label or its text. */
function nameOf(control: HTMLElement): string {
  const root = control.getRootNode() as Document | ShadowRoot;
  const label = control.id && root.querySelector<HTMLElement>(`label[for="${control.id}"]`);
  const other = control.getAttribute('aria-labelledby');
  return ((label || (other && root.getElementById(other)) || control) as HTMLElement).innerText.trim();
}

const hit = (key: string): Promise<unknown> => sendKeys({ press: key });

async function tabTo(name: string): Promise<void> {
  for (let tabs = 0; tabs < 40; tabs++) {
    if (nameOf(focused()) === name) return;
    await hit('Tab');
  }
  throw new Error(`«${name}» is not reached by Tab`);
}

async function typeInto(name: string, text: string): Promise<void> {
  await tabTo(name);
  await hit('Control+A');
  await sendKeys({ type: text });
}

async function push(name: string): Promise<void> {
  await tabTo(name);
  await hit('Enter');
}

async function typeTexts(texts: Partial<Record<LegalFieldId | AgentFieldId, string>>): Promise<void> {
  for (const [path, text] of Object.entries(texts))
    await typeInto(labelOf(path as LegalFieldId | AgentFieldId), text);
}
const typeLegal = (): Promise<void> => typeTexts(legalTexts());
const typeAgent = (change: Partial<typeof AGENT> = {}): Promise<void> => typeTexts(agentTexts(change));

async function chooseAgent(): Promise<void> {
  await tabTo(WORDS.form.fields.applicant.options['legal-representative'].label);
  await hit('ArrowDown');
  await waitUntil(() => nameOf(focused()) === WORDS.form.fields.applicant.options.agent.label);
}

describe('by keyboard only', function () {
  this.timeout(30_000);
  withBusiness();
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
  });

  it('the legal representative certifies, from the prompt', async () => {
    const { element } = await openPage(
      {},
      {
        submit: [answered('certified')],
        status: [{ body: statusOf('uncertified') }, { body: statusOf('certified') }],
      },
    );
    await see(element, TITLES.prompt);
    await push(WORDS.prompt.confirm);
    await see(element, TITLES.form);
    expect(nameOf(focused())).to.equal(labelOf('legalRepresentative.name'));
    await typeLegal();
    await hit('Enter');
    await see(element, TITLES.certified);
    await push(WORDS.results.done);
    await seeNothing(element);
  });

  it('the prompt is canceled', async () => {
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    await push(WORDS.prompt.cancel);
    await see(element, TITLES.notice);
    await push(WORDS.results.acknowledge);
    await seeNothing(element);
  });

  it('an agent is refused, corrects the name, and certifies', async () => {
    const refused = answered('rejected', { reason: 'agent-without-record' });
    const { element } = await openPage({ open: '' }, { submit: [refused, answered('certified')] });
    await see(element, TITLES.form);
    await typeLegal();
    await chooseAgent();
    await typeAgent({ name: '王五' });
    await hit('Enter');
    await see(element, WORDS.results.rejected['agent-without-record'].said);
    await push(WORDS.results.back);
    await see(element, TITLES.form);
    await waitUntil(() => nameOf(focused()) === labelOf('agent.name'));
    await typeInto(labelOf('agent.name'), AGENT.name);
    await push(WORDS.form.submit);
    await see(element, TITLES.certified);
  });

  it('the center opens the form, and shows the result', async () => {
    const { element, script } = await openCentre({ submit: [answered('certified')] });
    const text = (): string =>
      element.shadowRoot!.querySelector<HTMLElement>('[part=center]')?.innerText ?? '';
    await waitUntil(() => text().includes(WORDS.center.certify), 'no center', { timeout: 10_000 });
    await push(WORDS.center.certify);
    await see(element, TITLES.form);
    await script({ status: [{ body: statusOf('certified') }] });
    await typeLegal();
    await push(WORDS.form.submit);
    await see(element, TITLES.certified);
    await push(WORDS.results.done);
    await waitUntil(() => !text().includes(WORDS.center.certify), 'still uncertified', { timeout: 10_000 });
  });

  it('the gate stops a business, and then continues it', async () => {
    const { element, script } = await openGate();
    await push('去缴费');
    await see(element, TITLES.gate);
    await script({ status: [{ body: statusOf('certified') }] });
    await push(WORDS.gate.confirm);
    await see(element, TITLES.form);
    await typeLegal();
    await hit('Enter');
    await see(element, TITLES.certified);
    await push(WORDS.results.proceed('社保缴费'));
    await seeNothing(element);
    await waitUntil(() => done.includes('click #pay'));
  });

  it('a new unit registers', async () => {
    const page: RegistrationPage = await openRegistration();
    for (const id of UNIT_IDS) await typeInto(labelOf(id), OWN_TEXTS[id]);
    await chooseAgent();
    await typeLegal();
    await typeAgent();
    for (const id of CONTACT_IDS) await typeInto(labelOf(id), OWN_TEXTS[id]);
    await push(REGISTRATION_WORDS.getCode);
    await read(page, CODE_SENT);
    await typeInto(labelOf('code'), CODE);
    await read(page, REGISTRATION_WORDS.proven);
    await push(REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
  });
});
