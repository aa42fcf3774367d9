/**
 * Compares prompt, gate, center and result at each step with a page that people review, and tries that each button leads somewhere: one row a step. Which step and ways a
 * unit has is enumerated where it is computed (`test/bff/certifications/next.test.ts`). The rows are those of `docs/ways-out.md`, which people review
 * and change by hand.
 */
import { expect, waitUntil } from '@open-wc/testing';
import { STEPS, type Step, type Way } from '../../../bff/contract/next.ts';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import '../../../widget/unit-certification-center.ts';
import '../../../widget/unit-certification.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { labels as centerLabels, choose, openCentre } from '../support/center.ts';
import { listenToConsole, restoreConsole } from '../support/console.ts';
import { cleanUp, openPage } from '../support/page.ts';
import { answered, formOf, statusOf } from '../support/scripted.ts';
import { fillLegal, nameOf, press, see, shown } from '../support/user.ts';
import { ASKING } from '../../support/next.ts';
import { TITLES, WORDS } from '../../support/words.ts';

const PAGE = 'docs/ways-out.md';
const HELP = '服务窗口：示例路1号，电话12333';
const UNTIL = '2026-12-24T15:59:59.999Z';
const AT = '2026-11-26T08:00:00Z';
const { center, form, gate, kept, results } = WORDS;
const { ways } = results;

type Change = NonNullable<Parameters<typeof statusOf>[1]>;

/** At a site with a counter. */
const here = (status: Parameters<typeof statusOf>[0], change: Change = {}): CertificationStatus =>
  statusOf(status, { form: formOf('market', true), ...change });

const CASE = {
  reference: 'P4XW7TRH',
  openedAt: '2026-11-24T08:00:00Z',
  until: UNTIL,
  bring: ['certificate'],
} as const;
const USED_UP = { remaining: 0, resetsAt: UNTIL };
const MISMATCH = { refused: 'registry-mismatch' } as const;

/** A unit at each step. */
const UNITS: Record<Step, CertificationStatus> = {
  deciding: here('uncertified', { case: { ...CASE, bring: undefined, state: 'open', seen: true } }),
  bring: here('uncertified', { case: { ...CASE, bring: [...CASE.bring], state: 'open' } }),
  checking: here('pending'),
  none: here('certified', { since: AT, by: 'agent' }),
  rechecking: here('uncertified', { ...MISMATCH, recheck: { reference: 'R7M29QXB', until: UNTIL } }),
  'no-source': statusOf('uncertified', { form: { fields: [], reason: 'no-source' } }),
  administrator: here('uncertified', { canSubmit: false }),
  authority: here('uncertified', { refused: 'unit-not-active' }),
  counter: here('uncertified', {
    case: { ...CASE, bring: undefined, state: 'refused', endedAt: AT, reason: 'papers-differ' },
  }),
  later: here('uncertified', { ...MISMATCH, attempts: USED_UP }),
  correct: here('uncertified', MISMATCH),
  renew: here('certified', {
    since: AT,
    by: 'agent',
    due: { at: new Date(Date.now() + 5 * 86_400_000).toISOString(), reason: 'representative-changed' },
  }),
  certify: here('uncertified'),
};

/** Buttons that lead nowhere: they close the dialog, print it, or copy the number. */
const LEAVE = [kept.print, results.close, results.done, form.cancel, gate.cancel, results.reference.copy];

/** The center's buttons of each way. */
const BUTTONS: Record<Way, readonly string[]> = {
  certify: [
    center.certify,
    center.renew,
    results.ways.refused.certify.button,
    ways.inactive.certify.button,
    ways.refused.certify.button,
    ways['at-counter'].certify.button,
    WORDS.results.ways['at-counter'].certify.button,
  ],
  replace: [center.replace.button],
  recheck: [ways.refused.recheck.button],
  counter: [ways.refused.counter.button, ways['at-counter'].counter.button],
  withdraw: [center.withdrawCertification.button],
  'withdraw-kept': [center.withdraw.recheck, center.withdraw.claim, kept.withdraw],
};

const titleOf = (element: Element): string =>
  element.shadowRoot!.querySelector('dialog[open] #title')?.textContent!.trim() ?? '';
const buttonsOf = (element: Element): string[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('dialog[open] :is(.actions, .way) button')].map(
    nameOf,
  );
/** The dialogs whose button has the label of the gate's first one, and only closes. */
const ONLY_CLOSES = [TITLES.operator, TITLES.pending];
const leading = (names: readonly string[], title = ''): string[] =>
  ONLY_CLOSES.includes(title) ? [] : names.filter((name) => !LEAVE.includes(name));

/** `title：buttons`. */
const cell = (title: string, names: readonly string[]): string =>
  title ? [title, leading(names, title).join('、')].filter(Boolean).join('：') : '–';

const script = (step: Step) => ({ status: [{ body: UNITS[step] }] });
const attributes = { help: HELP, 'privacy-url': '/privacy' };

const settled = async (element: UnitCertification): Promise<void> => {
  const passing = ['', WORDS.prompt.opening];
  await waitUntil(() => !passing.includes(titleOf(element)), 'no dialog', { timeout: 5000 });
  await element.updateComplete;
};

/** The dialog that shows itself, or none. */
async function prompt(step: Step): Promise<UnitCertification> {
  const { element, events } = await openPage(attributes, script(step));
  await waitUntil(() => events.some(({ type }) => type === 'certification-status'));
  await element.updateComplete;
  if (element.shadowRoot!.querySelector('dialog') || (ASKING as readonly string[]).includes(step))
    await settled(element);
  return element;
}

async function gated(step: Step): Promise<UnitCertification> {
  const { element } = await openPage({ ...attributes, for: '.none' }, script(step));
  const passes = element.requireCertified('社会保险费缴纳');
  await Promise.race([passes, settled(element)]);
  return element;
}

async function opened(step: Step): Promise<UnitCertification> {
  const { element } = await openPage({ ...attributes, open: '' }, script(step));
  await settled(element);
  return element;
}

async function centered(step: Step): Promise<UnitCertification> {
  const { element } = await openCentre(script(step), attributes);
  await waitUntil(
    () => element.shadowRoot!.querySelector('details, .history, .help, slot[name=help]'),
    'the center',
  );
  await waitUntil(() => !element.shadowRoot!.querySelector('.bone'), 'the whole center');
  return element;
}

type Reach = (step: Step) => Promise<UnitCertification>;

const hasForm = (element: Element): boolean => !!element.shadowRoot!.querySelector('dialog[open] form');

/** Each button of the dialog leads to another one. The form's own are tried where forms are tested. */
async function tryButtons(step: Step, reach: Reach): Promise<void> {
  const first = await reach(step);
  const names = hasForm(first) ? [] : leading(buttonsOf(first), titleOf(first));
  cleanUp();
  for (const name of names) {
    const element = await reach(step);
    const before = shown(element);
    press(element, name);
    await waitUntil(() => shown(element) !== before, `«${name}» at ${step}`, { timeout: 5000 });
    await settled(element);
    cleanUp();
  }
}

async function rowOf(step: Step): Promise<string> {
  const cells: string[] = [];
  for (const reach of [prompt, gated, opened]) {
    const element = await reach(step);
    cells.push(cell(titleOf(element), buttonsOf(element)));
    cleanUp();
  }
  const element = await centered(step);
  const names = leading(centerLabels(element));
  for (const way of UNITS[step].next.ways)
    expect(
      BUTTONS[way].some((name) => names.includes(name)) || LEFT_OUT[step]?.includes(way),
      `${way} at ${step}, among ${names.join()}`,
    ).to.equal(true);
  cells.push(names.join('、') || '–');
  cleanUp();
  const { ways } = UNITS[step].next;
  return `| \`${step}\` | ${ways.map((way) => `\`${way}\``).join(' ') || '–'} | ${cells.join(' | ')} |`;
}

/** Ways that the center leaves out: the counter until something stands in the way of the form, and a form while others decide. */
const LEFT_OUT: Partial<Record<Step, readonly Way[]>> = {
  deciding: ['certify'],
  certify: ['counter'],
  renew: ['counter'],
  checking: ['certify', 'counter'],
};

/** The result of a submission after which the unit is at this step. */
async function refused(step: Step): Promise<string> {
  const reason = UNITS[step].next.reason;
  const { element } = await openPage(
    { ...attributes, open: '' },
    {
      status: [{ body: here('uncertified') }, { body: UNITS[step] }],
      submit: [answered('rejected', { reason: reason as 'registry-mismatch' })],
    },
  );
  await see(element, TITLES.form);
  fillLegal(element);
  press(element, form.submit);
  await see(element, TITLES.rejected);
  const row = cell(titleOf(element), buttonsOf(element));
  cleanUp();
  return `| \`${step}\` | ${row} |`;
}

/** The lines of the page that begin with a step, by table. */
async function pageTables(): Promise<string[][]> {
  const page = await (await fetch(`/${PAGE}`)).text();
  return page
    .split('\n\n')
    .map((part) => part.split('\n').filter((line) => line.startsWith('| `')))
    .filter((lines) => lines.length > 0);
}

describe('ways out', () => {
  before(() => listenToConsole());
  after(() => restoreConsole());
  afterEach(cleanUp);

  it('has a unit at each step', () => {
    for (const step of STEPS) expect(UNITS[step].next.step).to.equal(step);
  });

  const rows: string[] = [];
  for (const step of STEPS)
    it(`shows ${step}, with a button for each way in the center`, async function () {
      this.timeout(30_000);
      rows.push(await rowOf(step));
    });

  for (const step of STEPS)
    it(`has buttons that lead somewhere: ${step}`, async function () {
      this.timeout(30_000);
      for (const reach of [prompt, gated, opened]) await tryButtons(step, reach);
      const element = await centered(step);
      const names = leading(centerLabels(element));
      cleanUp();
      for (const name of names) {
        const again = await centered(step);
        choose(again, name);
        await settled(again);
        cleanUp();
      }
    });

  it('are those of the page', async () => {
    const results: string[] = [];
    for (const step of ['authority', 'later', 'correct'] as const) results.push(await refused(step));
    expect(await pageTables()).to.deep.equal([rows, results]);
  });
});
