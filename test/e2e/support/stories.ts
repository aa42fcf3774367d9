/**
 * The actions of a person at the demo as `npm start` runs it, by labels and texts alone, so that it can be played in every engine: `stories.test.ts` plays it
 * in the current Chromium, `npm run test:browsers` in all. Each story begins in a new window and has its own account.
 */
import assert from 'node:assert/strict';
import type { DemoClaim } from '../../../demo/data/accounts.ts';
import { DEMO_REGISTRATIONS } from '../../../demo/data/registrations.ts';
import { ACCOUNTS, BUSINESS, PORTAL, STATES } from '../../support/demo-words.ts';
import { REGISTRATION_IDS, registrationTexts } from '../../support/fields.ts';
import { CERTIFIED, REGISTRATION_WORDS, TITLES, WORDS, labelOf } from '../../support/words.ts';
import type { RunningDemo } from './demo.ts';
import type { Person } from './person.ts';
import { messagesOf } from './registrant.ts';
import { accountOf, answer, type Claimed } from './visit.ts';

export type StoryName =
  'certification' | 'center' | 'gate' | 'registration' | 'keyboard' | 'leaving' | 'unsupported';

type Story = (person: Person, demo: RunningDemo) => Promise<void>;

/** The text of the result. Not its title, which also occurs in the demo's help. */
const REFUSED = WORDS.results.rejected['registry-mismatch'].said;

async function logIn(person: Person, demo: RunningDemo, title: string): Promise<void> {
  await person.open(`${demo.portal}/login`);
  await person.press(`${title} `);
  await person.see(TITLES.prompt);
}

async function putOff(person: Person): Promise<void> {
  await person.press(WORDS.prompt.cancel);
  await person.see(TITLES.notice);
  await person.press(WORDS.results.acknowledge);
  await person.seeNoMore(TITLES.notice);
}

const fillClaim = (person: Person, claim: Claimed): Promise<void> =>
  answer(claim, {
    type: (label, text) => person.fill(label, text),
    choose: (label) => person.press(label),
  });

async function submit(person: Person, claim: DemoClaim, outcome: string): Promise<void> {
  await fillClaim(person, claim);
  await person.press(WORDS.form.submit);
  await person.see(outcome);
}

const certification: Story = async (person, demo) => {
  const { title, claims } = accountOf(ACCOUNTS.mismatch);
  const [former, present] = claims;
  await logIn(person, demo, title);
  await person.press(WORDS.prompt.confirm);
  await person.see(TITLES.form);
  await submit(person, former!, REFUSED);
  await person.see(WORDS.results.attemptsLeft(4));
  await person.press(WORDS.results.back);
  await person.see(WORDS.results.lastRefused(WORDS.results.reasons['registry-mismatch'], 4));
  assert.equal(await person.valueOf(labelOf('legalRepresentative.name')), former!.legalRepresentative.name);
  assert.equal(await person.valueOf(labelOf('foundedOn')), former!.foundedOn);
  await submit(person, present!, CERTIFIED);
  await person.press(WORDS.results.done);
  await person.see(STATES.certified);
};

const center: Story = async (person, demo) => {
  const { title, claims } = accountOf(ACCOUNTS.legalRepresentative);
  await logIn(person, demo, title);
  await putOff(person);
  await person.open(`${demo.portal}/settings/certification`);
  await person.see(WORDS.center.status['not-open']);
  await person.press(WORDS.center.certify);
  await person.see(TITLES.form);
  await submit(person, claims[0]!, CERTIFIED);
  await person.press(WORDS.results.done);
  await person.seeNoMore(WORDS.center.certify);
  await person.see(STATES.certified);
};

const gate: Story = async (person, demo) => {
  const { title, claims } = accountOf(ACCOUNTS.severalHeads);
  await logIn(person, demo, title);
  await putOff(person);
  await person.open(`${demo.portal}/services/staff-changes`);
  await person.fill('新增人数', '17');
  await person.fill('联系电话', '025-11111111');
  await person.press(BUSINESS.saveDraft);
  await person.see(TITLES.gate);
  await person.press(WORDS.gate.confirm);
  await person.see(TITLES.form);
  await submit(person, claims[0]!, CERTIFIED);
  await person.press(WORDS.results.proceed(BUSINESS.name));
  await person.see(BUSINESS.draftSaved);
  await person.see('17');
  await person.see('025-11111111');
};

const registration: Story = async (person, demo) => {
  const { values, claims, loginName } = DEMO_REGISTRATIONS[0]!;
  await person.open(`${demo.portal}/register`);
  await person.see(REGISTRATION_WORDS.getCode);
  await person.fill(PORTAL.loginName, loginName);
  await person.fill(PORTAL.password, 'lotus2026');
  const texts = registrationTexts(values);
  for (const id of REGISTRATION_IDS) await person.fill(labelOf(id), texts[id]);
  await fillClaim(person, claims[0]!);
  await person.press(REGISTRATION_WORDS.getCode);
  await person.see(REGISTRATION_WORDS.codeSent('139 0000 0014'));
  const [message] = await messagesOf(demo);
  await person.fill(labelOf('code'), /\d{6}/.exec(message!.text)![0]);
  await person.see(REGISTRATION_WORDS.proven);
  await person.press(REGISTRATION_WORDS.submit);
  await person.see(PORTAL.registered);
  await person.address('/');
};

/** Uses the keyboard only. While a dialog is open, Tab must not reach the page under it. */
const keyboard: Story = async (person, demo) => {
  const { title, claims } = accountOf(ACCOUNTS.agent);
  const tabTo = async (name: string, among: 'dialog' | 'page' = 'dialog') => {
    for (let tabs = 0; tabs < 40; tabs++) {
      const focus = await person.focus();
      if (focus.name === name) return;
      if (among === 'dialog')
        assert.notEqual(focus.where, 'page', `Tab has left the dialog for “${focus.name}”`);
      await person.key('Tab');
    }
    throw new Error(`Tab does not reach “${name}”`);
  };
  const typeInto = async (label: string, text: string) => {
    await tabTo(label);
    await person.type(text);
  };

  await logIn(person, demo, title);
  await tabTo(WORDS.prompt.confirm);
  for (let tabs = 0; tabs < 6; tabs++) {
    await person.key('Tab');
    const { name, where } = await person.focus();
    assert.notEqual(where, 'page', `Tab has left the dialog for “${name}”`);
  }
  await person.key('Escape');
  await person.see(TITLES.notice);
  await person.key('Escape');
  await person.seeNoMore(TITLES.notice);

  await person.open(`${demo.portal}/settings/certification`);
  await person.see(WORDS.center.certify);
  await tabTo(WORDS.center.certify, 'page');
  await person.key('Enter');
  await person.see(TITLES.form);
  await answer(claims[0]!, {
    type: typeInto,
    choose: async (_, applicant) => {
      await tabTo(WORDS.form.fields.applicant.options['legal-representative'].label);
      if (applicant === 'agent') await person.key('ArrowDown');
    },
  });
  await person.key('Enter');
  await person.see(CERTIFIED);
  await tabTo(WORDS.results.done);
  await person.key('Enter');
  await person.seeNoMore(CERTIFIED);
};

const leaving: Story = async (person, demo) => {
  const { title, claims } = accountOf(ACCOUNTS.agentWithoutRecord);
  const { name } = claims[0]!.legalRepresentative;
  await logIn(person, demo, title);
  await person.press(WORDS.prompt.confirm);
  await person.see(TITLES.form);
  await person.fill(labelOf('legalRepresentative.name'), name);
  await person.key('Tab');
  assert.ok(await person.reloadAsks(), 'the browser does not ask before it leaves the page');
  assert.equal(await person.valueOf(labelOf('legalRepresentative.name')), name);
};

/** The page says that the browser is too old, in one sentence, and shows its own content. */
const unsupported: Story = async (person, demo) => {
  await person.open(`${demo.portal}/register`);
  await person.see('您的浏览器版本较低');
  await person.see(PORTAL.register);
};

export const STORIES: Record<StoryName, Story> = {
  certification,
  center,
  gate,
  registration,
  keyboard,
  leaving,
  unsupported,
};

/** In a browser that is too old, only the sentence. */
export const storiesOf = (tooOld = false): StoryName[] =>
  (Object.keys(STORIES) as StoryName[]).filter((name) => (name === 'unsupported') === tooOld);
