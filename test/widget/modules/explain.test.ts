/** The console messages of `debug` in each situation. */
import { expect } from '@open-wc/testing';
import { type Situation, explain } from '../../../widget/debug/explain.ts';
import { explainRegistration } from '../../../widget/debug/explain-registration.ts';
import { knownFrom } from '../../../widget/procedure/known.ts';
import { type Dialog, type DialogName, IDLE } from '../../../widget/procedure/state.ts';
import type { Step } from '../../../bff/contract/next.ts';
import { STATUSES } from '../../../bff/contract/wire.ts';
import { statusOf } from '../support/scripted.ts';

const quiet: Situation = {
  use: 'prompt',
  knownStatus: undefined,
  known: undefined,
  dialog: IDLE.dialog,
  mistakes: [],
  rendered: true,
  configured: true,
  open: false,
  failed: undefined,
  missing: false,
  selected: 2,
  deferred: false,
  promptsElsewhere: false,
};

const NAMES = Object.keys({
  prompt: 1,
  notice: 1,
  form: 1,
  sending: 1,
  trouble: 1,
  gate: 1,
  consent: 1,
  question: 1,
  'login-changed': 1,
} satisfies Record<Exclude<DialogName, 'idle' | 'checking' | 'result'>, 1>) as DialogName[];

const certified: Situation['known'] = knownFrom('certified');
const uncertified = knownFrom('uncertified');
const lapsed: Situation['known'] = knownFrom('lapsed');
const gate: Partial<Situation> = { use: 'gate', known: uncertified };
const prompt: Dialog = { name: 'prompt' };

describe('debug', () => {
  const idle: [string, Partial<Situation>, string][] = [
    ['the portal’s server says certified', { knownStatus: 'certified' }, 'known-status is "certified"'],
    ['there is no source of tokens', { configured: false }, 'it has no BFF or no source of tokens'],
    ['the status has not come', {}, 'it has requested the status and waits'],
    [
      'the unit is certified',
      { known: certified },
      'the status is "certified": there is nothing to prompt for.',
    ],
    ['the status could not be had', { failed: 'network' }, 'the status could not be loaded: "network"'],
    ['the origin may be unknown', { failed: 'network' }, 'or the BFF does not know the origin http'],
    ['nobody is logged in', { failed: 'session-expired' }, 'answered 401, a redirect or HTML'],
    ['the gate does not know', { use: 'gate', failed: 'network' }, 'The gate lets everything through.'],
    ['the user has canceled it', { known: uncertified, deferred: true }, 'canceled it in this tab'],
    ['the user has canceled it again', { known: lapsed, deferred: true }, 'canceled it in this tab'],
    [
      'another prompts',
      { known: lapsed, promptsElsewhere: true },
      'another element of the page has a dialog open',
    ],
    ['the prompt was closed', { known: lapsed }, 'refresh() opens it again'],
    [
      'the claim is checked again by itself',
      {
        known: statusOf('uncertified', {
          recheck: { reference: 'R7M29QXB', until: '2026-12-24T15:59:59.999Z' },
        }),
      },
      'a refused claim is kept to be checked again, so there is nothing to prompt for.',
    ],
    [
      'the service is newer',
      { known: { ...uncertified, next: { ...uncertified.next, step: 'newer' as Step } } },
      'does not know the step “newer” of the service',
    ],
    ['the center is in the page', { use: 'center', known: uncertified }, 'the center shows it in the page'],
    ['the gate waits', { use: 'gate', known: uncertified }, '"for" selects (2 in the page now)'],
    ['the gate is missing', { ...gate, missing: true }, 'its part could not be fetched'],
    ['the gate has no selector', { ...gate, selected: undefined }, '"for" is missing or not a selector'],
    ['the gate selects nothing', { ...gate, selected: 0 }, '"for" selects nothing in the page now'],
    ['the gate is hidden', { ...gate, rendered: false }, 'through, because the element is not rendered'],
    ['the gate is open', { use: 'gate', known: certified }, 'the gate lets everything through'],
    ['the form was closed', { use: 'form', known: uncertified }, 'open() opens it again'],
  ];
  for (const [when, change, because] of idle)
    it(`says why nothing is shown when ${when}`, () => {
      const said = explain({ ...quiet, ...change });
      expect(said).to.match(/^shows nothing, because /);
      expect(said).to.include(because);
    });

  it('says in each status of the unit why nothing is shown', () => {
    for (const status of STATUSES)
      for (const use of ['prompt', 'form', 'center', 'gate'] as const)
        expect(explain({ ...quiet, use, known: statusOf(status) })).to.include(`"${status}"`);
  });

  it('says that a dialog is open, loading, missing, or waiting', () => {
    const dialog = prompt;
    expect(explain({ ...quiet, dialog, open: true })).to.equal('shows "prompt".');
    expect(explain({ ...quiet, dialog })).to.equal('is loading "prompt".');
    expect(explain({ ...quiet, dialog, missing: true })).to.match(/a part of "prompt" could not be fetched/);
    const checking: Dialog = { name: 'checking' };
    expect(explain({ ...quiet, dialog: checking })).to.equal(
      'shows that it is opening, and waits for the status.',
    );
    expect(explain({ ...quiet, dialog, rendered: false })).to.match(/^"prompt" waits: .*display: none/);
  });

  it('names every state', () => {
    for (const name of NAMES)
      expect(explain({ ...quiet, dialog: { name } as Dialog, open: true })).to.equal(`shows "${name}".`);
  });
});

describe('debug of the registration', () => {
  const form = {
    mistakes: [],
    rendered: true,
    obstacle: undefined,
    form: true,
    stage: { name: 'filling' } as const,
    missing: false,
  };
  const cases: [string, Partial<Parameters<typeof explainRegistration>[0]>, string][] = [
    ['the form', {}, 'shows the form.'],
    ['a notice', { stage: { name: 'pending' } }, 'shows the form with the notice "pending".'],
    [
      'a refusal',
      { stage: { name: 'refused', place: 'unit', reason: 'unit-mismatch', attempts: undefined } },
      'notice "unit: unit-mismatch"',
    ],
    ['a problem', { stage: { name: 'trouble', failure: { code: 'network' } } }, 'notice "trouble: network"'],
    ['an obstacle', { obstacle: 'insecure-context', form: false }, 'shows "insecure-context" in place of'],
    ['a missing part', { form: false, missing: true }, 'shows that a part could not be fetched'],
    ['nothing yet', { form: false }, 'shows nothing yet, because its parts are being fetched.'],
    ['a hidden place', { rendered: false }, 'shows nothing, because it is not rendered'],
  ];
  for (const [what, change, said] of cases)
    it(`says ${what}`, () => expect(explainRegistration({ ...form, ...change })).to.include(said));
});
