/** The claim of a case beside what the registers say. */
import { html } from 'hono/html';
import type { LookedAt } from '../../cases/index.ts';
import type { Finding } from '../../attempts/index.ts';
import { isRestorationUnseen } from '../../contract/cases.ts';
import type { CertificationFieldId } from '../../contract/forms.ts';
import { sourceOf } from '../../contract/sources.ts';
import type { Actor } from '../../database/index.ts';
import { peopleNamed } from '../../registry/index.ts';
import { dayWords } from '../words/dates.ts';
import {
  card,
  codeWords,
  facts,
  notice,
  onPaper,
  onScreen,
  part,
  table,
  type Html,
  type Said,
} from '../kit/index.ts';
import { classWords, FINDING_WORDS, registeredWords } from '../words/words.ts';

/** Residents' numbers are read in groups. */
const grouped = (number: string): string => number.replace(/^(\d{6})(\d{8})(\w{4})$/, '$1 $2 $3');

type Agreement = 'agrees' | 'differs' | 'unknown';
const AGREEMENT: Record<Agreement, Html> = {
  agrees: html`<span class="good-text">✓ 一致</span>`,
  differs: html`<strong class="bad-text">× 不一致</strong>`,
  unknown: html`没有比较`,
};

/** The number as it is claimed; on paper without the middle. */
const numberWords = (number: string): Html =>
  html`${onScreen(codeWords(grouped(number)))}${onPaper(
    codeWords(`${number.slice(0, -12)}${'*'.repeat(Math.min(8, number.length - 4))}${number.slice(-4)}`),
  )}`;

/**
 * The comparison of each person's number. The registers keep digests, so the decision tells it.
 * `missing`: words for the record that the agent does not have.
 */
interface Numbers {
  representative: Agreement;
  agent: Agreement;
  missing?: string;
}

const NOT_COMPARED: Numbers = { representative: 'unknown', agent: 'unknown' };
const AGENT_NOT_COMPARED: Numbers = { representative: 'agrees', agent: 'unknown' };

/** By the rule that failed first. */
const NUMBERS: Record<Finding, Numbers> = {
  'unit-code-unknown': NOT_COMPARED,
  'unit-name-differs': NOT_COMPARED,
  'unit-not-found': NOT_COMPARED,
  'registry-incomplete': NOT_COMPARED,
  'legal-name-differs': NOT_COMPARED,
  'legal-number-differs': { representative: 'differs', agent: 'unknown' },
  'founding-date-differs': AGENT_NOT_COMPARED,
  'registry-differs': NOT_COMPARED,
  'unit-not-active': AGENT_NOT_COMPARED,
  'agent-without-record': { representative: 'agrees', agent: 'differs', missing: '没有经办记录' },
  'agent-record-too-old': { representative: 'agrees', agent: 'differs', missing: '经办记录已过期限' },
};

function numbersIn({ decision }: LookedAt): Numbers {
  switch (decision.outcome) {
    case 'certified':
      return { representative: 'agrees', agent: 'agrees' };
    case 'pending':
      return decision.partner === 'insurance' ? AGENT_NOT_COMPARED : NOT_COMPARED;
    case 'rejected':
      return NUMBERS[decision.finding];
  }
}

const NORMAL = html`<span class="good-text">✓ 正常</span>`;
const ABNORMAL = html`<strong class="bad-text">× 异常</strong>`;

const DIGEST = '不显示';

const agentWords = ({ agent, missing }: Numbers): Html =>
  missing === undefined ? AGREEMENT[agent] : html`<strong class="bad-text">× ${missing}</strong>`;

type Registry = NonNullable<LookedAt['registry']>;

const nameAgreement = ({ claim: { legalRepresentative } }: LookedAt, registry: Registry): Agreement =>
  peopleNamed(
    legalRepresentative.name,
    registry.representatives.map((name) => ({ name })),
  ).length > 0
    ? 'agrees'
    : 'differs';

const dateAgreement = ({ claim: { foundedOn } }: LookedAt, registry: Registry): Agreement =>
  !registry.foundedOn || !foundedOn ? 'unknown' : registry.foundedOn === foundedOn ? 'agrees' : 'differs';

/** An item of the claim, and of the register where it has one. */
interface Item {
  label: string;
  claimed: Said;
  registered?: string | undefined;
  agreement?: Agreement | undefined;
  /** In the place of the words for `agreement`. */
  words?: Said | undefined;
}

/**
 * The fields of the form, and the unit's state after its own. `registry`: undefined where no
 * register has the unit.
 */
const itemsOf = (look: LookedAt, registry: Registry | undefined): Item[] => {
  const { legalRepresentative: person, agent, foundedOn } = look.claim;
  const { head } = classWords(look.case.unitCode);
  const name = registry && nameAgreement(look, registry);
  const numbers = numbersIn(look);
  const number = numbers.representative;
  const ofAgent = { registered: DIGEST, agreement: numbers.agent, words: agentWords(numbers) };
  const items: Record<CertificationFieldId | 'state', Item | undefined> = {
    'legalRepresentative.name': {
      label: `${head}姓名`,
      claimed: person.name,
      registered: registry?.representatives.join('、'),
      agreement: name,
    },
    'legalRepresentative.idNumber': {
      label: `${head}证件号`,
      claimed: numberWords(person.idNumber),
      registered: DIGEST,
      agreement: number,
      words: number === 'unknown' && name === 'differs' ? '姓名不一致，没有再核对' : undefined,
    },
    foundedOn:
      foundedOn === undefined
        ? undefined
        : {
            label: '成立日期',
            claimed: dayWords(foundedOn),
            registered: registry?.foundedOn ? dayWords(registry.foundedOn) : '没有登记',
            agreement: registry && dateAgreement(look, registry),
          },
    state: registry && {
      label: '登记状态',
      claimed: '',
      registered: registeredWords(registry.active),
      agreement: registry.active ? 'agrees' : 'differs',
      words: registry.active ? NORMAL : ABNORMAL,
    },
    applicant: undefined, // there is an agent or none
    'agent.name': agent && { label: '代理人姓名', claimed: agent.name, ...ofAgent },
    'agent.idNumber': agent && {
      label: '代理人证件号',
      claimed: numberWords(agent.idNumber),
      ...ofAgent,
    },
  };
  return Object.values(items).filter((item) => item !== undefined);
};

/** The claim beside the register's row. */
const comparison = (look: LookedAt, registry: Registry): Html =>
  html`${table({
      labelledBy: 'claim',
      look: 'compared',
      rows: itemsOf(look, registry),
      isMarked: ({ agreement }) => agreement === 'differs',
      columns: [
        { title: '', isHead: true, cell: ({ label }) => label },
        { title: '申请信息', cell: ({ claimed }) => claimed },
        { title: '登记信息', cell: ({ registered = '' }) => registered },
        { title: '比较', cell: ({ agreement = 'unknown', words = AGREEMENT[agreement] }) => words },
      ],
    })}
    <p class="hint">“不显示”的，登记数据里只存加密摘要，由系统比较。</p>`;

/** The claim alone, where no register has the unit. */
const claimAlone = (look: LookedAt): Html => {
  const { givenName } = look.case;
  return facts([
    ['单位名称', givenName && html`${givenName}<span class="hint part">（网站提供）</span>`],
    ...itemsOf(look, undefined).map(({ label, claimed }) => [label, claimed] as const),
  ]);
};

/** The first rule that failed, in words; where the founding date differs beside the name, both. */
const findingWords = (look: LookedAt, finding: Finding): string =>
  finding === 'legal-name-differs' && look.registry && dateAgreement(look, look.registry) === 'differs'
    ? `${classWords(look.case.unitCode).head}姓名、成立日期不一致`
    : FINDING_WORDS[finding];

const decisionWords = (
  look: LookedAt,
  decision: Exclude<LookedAt['decision'], { outcome: 'certified' }>,
): Said => {
  const {
    case: { unitCode },
    registry,
  } = look;
  if (decision.outcome === 'pending')
    return decision.partner === 'registry'
      ? '登记系统暂时没有答复，没有比较。'
      : '登记信息一致；经办记录的系统暂时没有答复，代理人没有比较。';
  if (decision.finding === 'unit-not-found' && !sourceOf(unitCode))
    return `登记数据不包括这类单位，没有可以比较的。请与${classWords(unitCode).certificate}原件和证件逐项核对。`;
  const finding = findingWords(look, decision.finding);
  return registry
    ? html`${finding}（登记数据截至${part(dayWords(registry.source.asOf))}）。`
    : `${finding}。`;
};

/** Not green: nothing has been done. */
const AGREES = notice(
  'care',
  '现在与登记信息完全一致',
  '申请人可以直接在网上认证，不必在窗口办理；人已经在窗口的，也可以照常办理。',
);

/** The register that the officer sees says so. */
export const isInactiveByRegister = ({ registry }: LookedAt): boolean => registry?.active === false;

/** The unit was still active at the proposal: it cannot be confirmed. */
export const lacksRestoration = (look: LookedAt): boolean => {
  const { proposal } = look.case;
  return proposal?.decision === 'certified' && isRestorationUnseen(isInactiveByRegister(look), proposal.seen);
};

const inactiveWords = (look: LookedAt, actor: Actor): string => {
  const { state, proposal } = look.case;
  if (state === 'open')
    return '应先到登记机关办理。来人说登记已恢复、只是登记数据没有更新的，看登记机关恢复登记的文书原件，看到的勾选；没有文书的，选“不通过”，原因选“单位状态异常，应先到登记机关办理”。';
  if (proposal?.decision !== 'certified') return '应先到登记机关办理。';
  const isOwn = proposal.by === actor;
  if (lacksRestoration(look))
    return `初核时没有看登记机关恢复登记的文书，不能确认通过：请${isOwn ? '撤回' : '退回'}初核，看到文书原件再办。`;
  return isOwn
    ? '您看了登记机关恢复登记的文书。另一名核验人员确认以前，也要看文书原件。'
    : '初核的人看了登记机关恢复登记的文书。确认以前，您也要看文书原件。';
};

/** `actor`: the officer who looks. */
export const claimPart = (look: LookedAt, actor: Actor): Html => {
  const { decision, registry } = look;
  return card({
    title: registry ? '申请信息与登记信息' : '申请信息',
    id: 'claim',
    body: [
      decision.outcome === 'certified' ? AGREES : html`<p>${decisionWords(look, decision)}</p>`,
      isInactiveByRegister(look) ? notice('bad', '登记状态异常', inactiveWords(look, actor)) : '',
      registry ? comparison(look, registry) : claimAlone(look),
    ],
  });
};
