/**
 * Every state has a way out. Each class of unit, standing, role, applicant, kind of document and outcome is shown by the built element, at a site with and
 * without a counter. Its dialog must have a step that is possible in that state, or a number with a place and a day, or say whom to ask or that the result
 * comes by itself. `docs/ways-out.md` has the table of all of them.
 */
import { expect } from '@open-wc/testing';
import { writeFile } from '@web/test-runner-commands';
import { sourceOf } from '../../bff/contract/sources.ts';
import { TOLD_CASE_STATES, type ToldCaseState } from '../../bff/contract/cases.ts';
import {
  DUE_REASONS,
  LAPSE_REASONS,
  REASONS,
  RECHECKABLE_REASONS,
  type Reason,
} from '../../bff/contract/reasons.ts';
import {
  APPLICANTS,
  type Applicant,
  type Outcome,
  PROBLEM_CODES,
  ROLES,
  type Role,
  type Status,
} from '../../bff/contract/wire.ts';
import '../../widget/unit-certification.ts';
import type { UnitCertification } from '../../widget/unit-certification.ts';
import { listenToConsole, restoreConsole } from './support/console.ts';
import { choose, labels } from './support/center.ts';
import { cleanUp } from './support/page.ts';
import { type Step, answered, problem, statusOf } from './support/scripted.ts';
import { AGENT, LEGAL, button, fill, nameOf, press, query, shown } from './support/user.ts';
import {
  CASE,
  HELP,
  type Site,
  askedBy,
  formFor,
  openAt,
  replaceFetch,
  restoreFetch,
  settled,
} from './support/ways-out.ts';
import { TITLES, WORDS, wordsFor } from '../support/words.ts';

const PAGE = 'docs/ways-out.md';
const RESETS = '2026-11-24T22:55:00Z';
const UNTIL = '2026-12-24T08:00:00Z';
const { state: _state, openedAt: _openedAt, ...OPENED_CASE } = CASE;
const requestId = '7K2A-9QXH-43MT';
const USED_UP = { remaining: 0, resetsAt: RESETS };
const { center, counter, form, gate, prompt, recheck, results } = WORDS;

/** The classes of units, by a code of each. */
const CLASSES: Record<string, string> = {
  企业: '91320100MA1DEM015L',
  个体工商户: '92320100MA1DEM015L',
  机关: '11320000MA1DEM015L',
  事业单位: '12320000MA1DEM015L',
  社会团体: '51320000MA1DEM015L',
  民办非企业单位: '52320000MA1DEM015L',
  律师事务所: '31320000MA1DEM015L',
  工会: '81320000MA1DEM015L',
  只有组织机构代码: 'MA1DEM015',
};

/** A resident's identity card, a permit of Hong Kong, one of Taiwan, and a passport. */
const DOCUMENTS = [LEGAL.idNumber, 'H12345678', '12345678', 'E12345678'];

/** How a submission ends for a unit that has an account. A new reason must get its place here. */
const ENDS: Record<Reason, 'refused' | 'waits' | 'only a registration'> = {
  'registry-mismatch': 'refused',
  'unit-not-active': 'refused',
  'agent-without-record': 'refused',
  'registry-unavailable': 'waits',
  'unit-mismatch': 'only a registration',
};
const REFUSALS = REASONS.filter((reason) => ENDS[reason] === 'refused');

const CASES: Record<ToldCaseState, string> = {
  open: '人工核验待办',
  certified: '人工核验通过后又失效',
  refused: '人工核验未通过',
  expired: '人工核验过期',
};

type Change = NonNullable<Parameters<typeof statusOf>[1]>;

/** All standings of a unit, by its status. A new status, reason or state of a case is a new standing. */
const STANDINGS: Record<Status, Record<string, Change>> = {
  uncertified: {
    未认证: {},
    '未认证，次数用完': { attempts: USED_UP, refused: 'registry-mismatch' },
    ...Object.fromEntries(
      REFUSALS.map((refused) => [`未认证，上次未通过：${results.reasons[refused]}`, { refused }]),
    ),
    ...Object.fromEntries(
      TOLD_CASE_STATES.map((state) => [`未认证，${CASES[state]}`, { case: { ...CASE, state } }]),
    ),
    '未认证，自动复核中': { refused: 'registry-mismatch', recheck: { reference: 'R7M29QXB', until: UNTIL } },
  },
  lapsed: Object.fromEntries(
    LAPSE_REASONS.map((lapse) => [`需重新认证：${center.lapsed[lapse]}`, { lapse }]),
  ),
  pending: { 正在核验: {} },
  certified: {
    已认证: { since: RESETS, by: 'agent' },
    ...Object.fromEntries(
      DUE_REASONS.map((reason) => [`已认证，将失效：${center.due[reason]}`, { due: { at: UNTIL, reason } }]),
    ),
  },
  'not-open': {},
};

const ATTEMPTS = { 还有次数: { remaining: 3, resetsAt: null }, 最后一次: USED_UP };
const GIVEN_UP = problem(503, 'unavailable', { requestId, headers: { 'Retry-After': '600' } });
const limited = problem(429, 'too-many-attempts', {
  reference: 'K7M29QXH',
  headers: { 'Retry-After': '7200' },
});

type Answers = Record<string, { step: Step } & Pick<Site, 'problemAfter'>>;

/** The answers to a submission, by their names in the table. */
const ANSWERS: Record<Outcome, Answers> = {
  certified: { 通过: { step: answered('certified') } },
  pending: {
    登记来源繁忙: { step: answered('pending', { reason: 'registry-unavailable' }) },
  },
  rejected: Object.fromEntries(
    [...REFUSALS, 'a-new-reason' as Reason].flatMap((reason) =>
      Object.entries(ATTEMPTS).map(([left, attempts]) => [
        `未通过：${results.reasons[reason] ?? '新的原因'}，${left}`,
        {
          step: answered('rejected', {
            reason,
            attempts,
            ...(RECHECKABLE_REASONS.includes(reason) && { recheckable: true as const }),
          }),
        },
      ]),
    ),
  ),
};
const OF_AGENTS = results.reasons['agent-without-record']!;
const SUBMITTED: Answers = {
  ...ANSWERS.certified,
  ...ANSWERS.pending,
  ...ANSWERS.rejected,
  次数用完: { step: limited },
};
/** The answers to a claim that goes to the counter. */
const OPENED: Answers = {
  已受理: { step: { status: 202, body: OPENED_CASE } },
  已有一件: { step: problem(409, 'case-open', { requestId }) },
  '已有一件，查不到': { step: problem(409, 'case-open', { requestId }), problemAfter: GIVEN_UP },
  次数用完: { step: limited },
};
/** The answers to an agent's withdrawal. */
const WITHDRAWN: Record<string, { step: Step; attempts?: typeof USED_UP }> = {
  已撤回: { step: { status: 202, body: { due: { at: UNTIL, reason: 'agent-withdrew' } } } },
  不一致: { step: problem(409, 'agent-differs', { requestId }) },
  '不一致，最后一次': { step: problem(409, 'agent-differs', { requestId }), attempts: USED_UP },
  次数用完: { step: limited },
};
const KEPT: Step = { status: 202, body: { until: UNTIL } };

/** Buttons that lead nowhere: they close the dialog, or print it. */
const LEAVE = [
  counter.print,
  results.close,
  results.acknowledge,
  results.done,
  results.done,
  form.cancel,
  gate.cancel,
];
const DONE = [
  TITLES.certified,
  TITLES.alreadyCertified,
  TITLES.caseOpened,
  TITLES.caseWaiting,
  TITLES.recheckKept,
  center.succession.withdrawn('').title,
];
/** Beside the portal's help, they say who acts. */
const ASKS = [TITLES.operator, results.trouble['no-source'].title];

const titleOf = (element: Element): string =>
  element.shadowRoot!.querySelector('dialog[open] #title')?.textContent!.trim() ?? '';
const isForm = (element: Element): boolean => !!element.shadowRoot!.querySelector('dialog[open] form');
const stepsOf = (element: Element): string[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('dialog[open] .actions button')]
    .map(nameOf)
    .filter((label) => !LEAVE.includes(label));

/** The place that each step must lead to. The form's own button is tried by the answers to it. */
const LEADS: Record<string, (element: UnitCertification, askedBefore: number) => boolean> = {
  [results.back]: isForm,
  [prompt.restored]: isForm,
  [results.recheck]: (element) => titleOf(element) === TITLES.recheckConsent, // the title of its form too
  [results.counter]: (element) => titleOf(element) === TITLES.counterConsent || isForm(element),
  [results.toCase]: (element) => titleOf(element) === TITLES.caseWaiting,
  [prompt.retry]: (element, askedBefore) => askedBy(element) > askedBefore,
  [results.loggedIn]: (element, askedBefore) => askedBy(element) > askedBefore,
};

/** The ways out of the dialog that is shown, in the table's words; none for a dead end. */
function waysOf(element: Element): string {
  const [text, title] = [shown(element), titleOf(element)];
  const place = text.includes(HELP);
  const number = /[0-9A-Z]{4}-[0-9A-Z]{4}/.test(text) || text.includes(requestId);
  const told = number && place && /\d月\d+日/.test(text);
  const ways = [...stepsOf(element).map((step) => `“${step}”`), ...(told ? ['编号、地点、日期'] : [])];
  if (DONE.includes(title)) ways.push('已办好');
  else if (title === TITLES.pending && number) ways.push(told ? '自动完成' : '编号、自动完成');
  else if (ASKS.includes(title) && place) ways.push('找谁办、怎么联系');
  return ways.join('、');
}

interface State {
  unit: string;
  counter: boolean;
  role: Role;
  standing: string;
  /** The user’s act, and the answer. */
  event: string;
}

/** A row of the table: the states that lead to the same dialog with the same ways out. */
interface Row {
  event: string;
  title: string;
  ways: string;
  standings: Set<string>;
  units: Set<string>;
  who: Set<string>;
  states: number;
}
type Rows = Map<string, Row>;

const isEnabled = (element: Element, label: string): boolean =>
  button(element, label).getAttribute('aria-disabled') !== 'true';

type Reach = () => Promise<UnitCertification>;

/** Reaches a state, and demands a way out of it. In a new row each step is tried. Returns the text of the dialog and its steps. */
async function demand(rows: Rows, state: State, reach: Reach): Promise<{ text: string; steps: string[] }> {
  const { unit, role, standing, event } = state;
  const element = await reach();
  const [title, ways, text, steps] = [titleOf(element), waysOf(element), shown(element), stepsOf(element)];
  if (!ways) throw new Error(`a dead end: ${unit}, ${standing}, ${event}: ${text}`);
  const key = JSON.stringify([event, title, ways]);
  const untried = rows.has(key) || isForm(element) ? [] : steps;
  const row: Row = rows.get(key) ?? {
    ...{ event, title, ways, standings: new Set(), units: new Set(), who: new Set(), states: 0 },
  };
  row.standings.add(standing);
  row.units.add(unit);
  row.who.add(role === 'operator' ? WHO[2]! : state.counter ? WHO[0]! : WHO[1]!);
  row.states++;
  rows.set(key, row);
  cleanUp();
  for (const step of untried) {
    const again = await reach();
    await settled(again, () => isEnabled(again, step));
    const asked = askedBy(again);
    const leads = LEADS[step];
    if (!leads) throw new Error(`the test does not know where «${step}» leads: ${title}`);
    press(again, step);
    await settled(again, () => leads(again, asked), `«${step}» leads nowhere`);
    cleanUp();
  }
  return { text, steps };
}

const siteOf = (state: State, [status, change]: [Status, Change], answers: Site['answers']): Site => ({
  status: statusOf(status, {
    ...change,
    form: formFor(CLASSES[state.unit]!, state.counter),
    canSubmit: state.role === 'administrator',
    unit: { code: CLASSES[state.unit]!, name: '江苏示例科技有限公司' },
  }),
  answers: { recheck: KEPT, ...answers },
});

async function open(site: Site): Promise<UnitCertification> {
  const element = openAt(site);
  await settled(element, () => !['', prompt.opening].includes(titleOf(element)));
  return element;
}

/** The form, also from the prompt that sends the unit to its authority first, and from the attempts that are used up. */
async function openForm(site: Site): Promise<UnitCertification> {
  const element = await open(site);
  if (isForm(element)) return element;
  press(element, stepsOf(element).at(-1)!);
  await settled(element, () => isForm(element));
  return element;
}

async function fillIn(element: UnitCertification, applicant: Applicant, document: string): Promise<void> {
  fill(element, 'legalRepresentative.name', LEGAL.name);
  fill(element, 'legalRepresentative.idNumber', document);
  if (element.shadowRoot!.querySelector('#foundedOn')) fill(element, 'foundedOn', LEGAL.foundedOn);
  query<HTMLInputElement>(element, `[value="${applicant}"]`).click();
  await element.updateComplete;
  if (applicant !== 'agent') return;
  fill(element, 'agent.name', AGENT.name);
  fill(element, 'agent.idNumber', AGENT.idNumber);
}

/** The form behind a button of the center. */
async function openFrom(site: Site, label: string): Promise<UnitCertification> {
  const element = openAt(site, 'unit-certification-center');
  await settled(element, () => labels(element).includes(label));
  choose(element, label);
  await settled(element, () => isForm(element));
  return element;
}

/** The legal representative takes over from an agent, or the agent withdraws; each with each answer. */
async function succeedIn(unit: string, counter: boolean): Promise<void> {
  const standing = '已认证';
  const state: State = { unit, counter, role: 'administrator', standing, event: '' };
  const stands: [Status, Change] = ['certified', STANDINGS.certified[standing]!];
  const { replace, withdrawCertification } = wordsFor(CLASSES[unit]).center;
  const answers = Object.entries(SUBMITTED).filter(([name]) => !name.includes(OF_AGENTS));
  // Where no register answers, nobody can take over.
  for (const [answer, { step }] of sourceOf(CLASSES[unit]!) ? answers : [])
    await demand(submitted, { ...state, event: `${REPLACES}：${answer}` }, async () => {
      const element = await openFrom(siteOf(state, stands, { submit: step }), replace.button);
      fill(element, 'legalRepresentative.name', LEGAL.name);
      fill(element, 'legalRepresentative.idNumber', LEGAL.idNumber);
      if (element.shadowRoot!.querySelector('#foundedOn')) fill(element, 'foundedOn', LEGAL.foundedOn);
      await send(element);
      return element;
    });
  for (const [answer, { step, attempts }] of Object.entries(WITHDRAWN))
    await demand(submitted, { ...state, event: `代理人撤回：${answer}` }, async () => {
      const site = { ...siteOf(state, stands, { withdrawal: step }), attemptsAfter: attempts };
      const element = await openFrom(site, withdrawCertification.button);
      fill(element, 'agent.name', AGENT.name);
      fill(element, 'agent.idNumber', AGENT.idNumber);
      await send(element);
      return element;
    });
}

/** The answers to a refused claim that is typed again in the center, to be checked again. */
const RECHECKED: Record<string, Step> = {
  已申请: KEPT,
  内容不同: problem(409, 'claim-differs', { requestId }),
  没有可以复核的提交: problem(409, 'not-recheckable', { requestId }),
};

/** Asks in the center for the re-check of each refusal that has one. */
async function recheckIn(unit: string, counter: boolean): Promise<void> {
  const state: State = { unit, counter, role: 'administrator', standing: '', event: '' };
  for (const { standing, stands } of all) {
    const [, { refused, recheck: waits }] = stands;
    if (!refused || waits || !RECHECKABLE_REASONS.includes(refused)) continue;
    for (const [answer, step] of sourceOf(CLASSES[unit]!) ? Object.entries(RECHECKED) : [])
      await demand(submitted, { ...state, standing, event: `认证中心申请复核：${answer}` }, async () => {
        const element = await openFrom(siteOf(state, stands, { recheck: step }), results.recheck);
        await fillIn(element, 'legal-representative', LEGAL.idNumber);
        query(element, '.primary').click();
        await settled(element, () => !isForm(element) && titleOf(element) === TITLES.recheckConsent);
        await consent(element);
        return element;
      });
  }
}

/** Sends what was typed, with consent where it is kept. */
async function send(element: UnitCertification): Promise<void> {
  query(element, '.primary').click();
  await settled(element, () => !isForm(element) && titleOf(element) !== prompt.opening);
  if (titleOf(element) === TITLES.counterConsent) await consent(element);
}

async function consent(element: UnitCertification): Promise<void> {
  const passing = [titleOf(element), counter.asking.title, recheck.asking.title, prompt.opening];
  query(element, '.primary').click();
  await settled(element, () => !passing.includes(titleOf(element)));
}

const all = Object.entries(STANDINGS).flatMap(([status, standings]) =>
  Object.entries(standings).map(([standing, change]) => ({
    standing,
    stands: [status as Status, change] as [Status, Change],
  })),
);

const ALL_WAYS = APPLICANTS.flatMap((applicant) =>
  DOCUMENTS.map((document): [Applicant, string] => [applicant, document]),
);

/** All applicants with all kinds of documents where nothing else is special; elsewhere one of them, another one for each class. */
const appliesIn = ({ unit, standing }: State): readonly [Applicant, string][] =>
  standing === '未认证' ? ALL_WAYS : [ALL_WAYS[(Object.keys(CLASSES).indexOf(unit) * 3) % ALL_WAYS.length]!];

/** Submits in each way, with each answer. */
async function submitIn(state: State, stands: [Status, Change], toCounter: boolean): Promise<void> {
  for (const [applicant, document] of appliesIn(state))
    for (const [answer, { step, problemAfter }] of Object.entries(toCounter ? OPENED : SUBMITTED)) {
      const who = answer.includes(OF_AGENTS) ? 'agent' : applicant;
      const site = { ...siteOf(state, stands, { [toCounter ? 'case' : 'submit']: step }), problemAfter };
      await demand(
        submitted,
        { ...state, event: `${toCounter ? '人工核验' : '提交'}：${answer}` },
        async () => {
          const element = await openForm(site);
          await fillIn(element, who, document);
          await send(element);
          return element;
        },
      );
    }
}

/** Those that `own` has, or the fewer ones that it has not. */
function named(own: ReadonlySet<string>, all: Iterable<string>): string {
  const without = [...new Set(all)].filter((one) => !own.has(one));
  if (!without.length) return '全部';
  return without.length < own.size ? `除${without.join('；')}外` : [...own].join('；');
}

/** The head of a company, or of another unit, certifies in the place of an agent. */
const REPLACES = '法定代表人（负责人）认证';

const WHO = ['管理员，有窗口', '管理员，没有窗口', '经办人'];

/** “全部” stands for all that can come before the event at all. */
function linesOf(rows: Rows, ofUnits: boolean): string[] {
  const all = [...rows.values()];
  const events = [...new Set(all.map(({ event }) => event))];
  return all
    .toSorted((one, other) => events.indexOf(one.event) - events.indexOf(other.event))
    .map(({ event, standings, who, units, title, ways, states }) => {
      const same = all.filter((row) => row.event === event);
      const before = [
        named(
          standings,
          same.flatMap((row) => [...row.standings]),
        ),
        ...(ofUnits
          ? [
              named(who, WHO),
              named(
                units,
                same.flatMap((row) => [...row.units]),
              ),
            ]
          : []),
      ];
      return `| ${[event, ...before, title, ways, states].join(' | ')} |`;
    });
}

const submitted: Rows = new Map();
const failed: Rows = new Map();

describe('ways out', () => {
  before(() => {
    replaceFetch();
    listenToConsole();
  });
  after(() => {
    restoreFetch();
    restoreConsole();
  });
  afterEach(cleanUp);

  for (const unit of Object.keys(CLASSES))
    for (const atCounter of [true, false])
      it(`${unit}, ${atCounter ? 'with' : 'without'} a counter`, async function () {
        this.timeout(120_000);
        for (const role of ROLES)
          for (const { standing, stands } of all) {
            const state = { unit, counter: atCounter, role, standing, event: '打开' };
            const site = siteOf(state, stands, {});
            let filled = false;
            const { text, steps } = await demand(submitted, state, async () => {
              const element = await open(site);
              filled = isForm(element);
              return element;
            });
            const fills = filled || steps.includes(prompt.restored) || steps.includes(results.counter);
            const own = wordsFor(CLASSES[unit]).counter.form.text!;
            if (fills) await submitIn(state, stands, text.includes(own) || steps.includes(results.counter));
          }
        await succeedIn(unit, atCounter);
        await recheckIn(unit, atCounter);
      });

  it('after each problem of each request', async function () {
    this.timeout(120_000);
    const state = { unit: '企业', counter: true, role: 'administrator', standing: '未认证' } as const;
    const refused = answered('rejected', { reason: 'registry-mismatch', recheckable: true });
    const site = (answers: Site['answers']) => siteOf({ ...state, event: '' }, ['uncertified', {}], answers);
    const sent = async (to: Site): Promise<UnitCertification> => {
      const element = await openForm(to);
      await fillIn(element, 'legal-representative', LEGAL.idNumber);
      await send(element);
      return element;
    };
    const asked = async (answers: Site['answers'], label: string): Promise<UnitCertification> => {
      const element = await sent(site({ submit: refused, ...answers }));
      press(element, label);
      await settled(element, () => ![TITLES.rejected, prompt.opening].includes(titleOf(element)));
      await consent(element);
      return element;
    };
    const requests: Record<string, (step: Step) => Promise<UnitCertification>> = {
      查询状态: (step) => open({ ...site({}), problem: step }),
      提交: (step) => sent(site({ submit: step })),
      申请自动复核: (step) => asked({ recheck: step }, results.recheck),
      申请人工核验: (step) => asked({ case: step }, results.counter),
    };
    const problems: Record<string, Step> = {
      network: { cut: true },
      ...Object.fromEntries(PROBLEM_CODES.map((code) => [code, problem(400, code, { requestId })])),
    };
    for (const [event, reach] of Object.entries(requests)) {
      for (const [code, step] of Object.entries(problems))
        await demand(failed, { ...state, standing: code, event }, () => reach(step));
    }
    const expired = { problem: problem(401, 'token-expired'), noToken: { status: 401 } };
    const loggedOut: Record<string, Reach> = {
      查询状态: () => open({ ...site({}), ...expired }),
      提交: () => sent({ ...site({ submit: expired.problem }), noToken: expired.noToken }),
    };
    for (const [event, reach] of Object.entries(loggedOut))
      await demand(failed, { ...state, standing: 'session-expired', event }, reach);
  });

  it('are those of the guide', async () => {
    const page = await (await fetch(`/${PAGE}`)).text();
    const [intro] = page.split('\n| ');
    const tables = [
      [
        '| 发生了什么 | 单位的状态 | 登录的人 | 单位类别 | 对话框 | 出路 | 次数 |',
        ...linesOf(submitted, true),
      ],
      ['| 请求 | 问题 | 对话框 | 出路 | 次数 |', ...linesOf(failed, false)],
    ].map(([head, ...lines]) => [head, head!.replace(/[^|]+/g, '---'), ...lines, ''].join('\n'));
    const expected = `${intro!}\n${tables.join('\n')}`;
    await writeFile({ path: '../.output/ways-out.md', content: expected });
    expect(page === expected, `copy test/.output/ways-out.md to ${PAGE}`).to.equal(true);
  });
});
