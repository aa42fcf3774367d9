/**
 * The desk reads out what the portal's page says. Each sentence is one of the page's words, or stands in `OF_THE_DESK`; `said.md` has them by
 * step and reason, for somebody who reads them.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publicReason, type Finding } from '../../../bff/attempts/decide.ts';
import { CASE_REFUSALS } from '../../../bff/contract/cases.ts';
import {
  NEWS_REASONS,
  STEPS,
  type NewsReason,
  type NextStep,
  type Step,
} from '../../../bff/contract/next.ts';
import { DUE_REASONS, isOfState, LAPSE_REASONS, REFUSAL_REASONS } from '../../../bff/contract/reasons.ts';
import { lastDayWords, spoken } from '../../../bff/desk/words/dates.ts';
import { FINDING_WORDS } from '../../../bff/desk/words/words.ts';
import { submissionText } from '../../../bff/desk/sentences/page-text.ts';
import { unitSaid, type Standing } from '../../../bff/desk/sentences/unit-sentences.ts';
import type { SubmissionSeen } from '../../../bff/staff/submissions.ts';
import type { UnitOverview } from '../../../bff/staff/unit.ts';
import { usccOfClass } from '../../support/people.ts';
import { papersFor, registrationWordsFor, wordsFor } from '../../support/words.ts';

const FINDINGS = Object.keys(FINDING_WORDS) as Finding[];
const UNTIL = '2026-12-24T16:00:00.000Z';
const DAY = spoken(lastDayWords(UNTIL));
const REFERENCE = 'K7M29QXH';
/** A company, an organ, and an individual business. */
const CODES = ['91', '11', '92'].map((start) => usccOfClass(start, 7));

const unitOf = (code: string, { step, reason }: Pick<NextStep, 'step' | 'reason'>): UnitOverview => {
  const lapse = LAPSE_REASONS.find((one) => one === reason) ?? null;
  const stands = step === 'none' || step === 'renew' || step === 'checking';
  return {
    code,
    name: null,
    inRegistry: true,
    active: step !== 'authority',
    status: stands ? 'certified' : lapse ? 'lapsed' : 'uncertified',
    reason: stands ? null : lapse,
    since: null,
    endedAt: null,
    siteId: null,
    by: null,
    method: null,
    evidence: null,
    checks: null,
    due: null,
    terms: [],
    waiting: [],
    case: null,
    limits: [],
    unlisted: [],
    heldSince: null,
  };
};

/** All ways are open, or one is, or the limits close them. */
const NEXTS: readonly Pick<NextStep, 'ways' | 'closed' | 'attempts'>[] = [
  { ways: ['certify', 'recheck', 'counter', 'replace', 'withdraw'], closed: [], attempts: 3 },
  { ways: ['certify'], closed: [], attempts: null },
  {
    ways: ['recheck'],
    closed: [
      { way: 'certify', until: UNTIL },
      { way: 'counter', until: UNTIL },
    ],
    attempts: 0,
  },
];

const standingOf = (
  code: string,
  step: Step,
  reason: NewsReason | null,
  more: Pick<NextStep, 'ways' | 'closed' | 'attempts'> & Partial<NextStep>,
): Standing => {
  const isLapse = LAPSE_REASONS.some((one) => one === reason);
  const reference = reason === null || isLapse ? null : REFERENCE;
  const next: NextStep = { step, reason, reference, until: UNTIL, ...more };
  return { unit: unitOf(code, next), next, attempts: [], waiting: undefined, unlocking: 'clerk' };
};

const saidIn = (now: Standing): string[] =>
  unitSaid(now).map((said) => String(said).replaceAll(/<[^>]*>/g, ''));

/** The fields that a register compares, as the form calls them. */
const fieldsOf = (code: string): string => {
  const { form } = wordsFor(code);
  const ids = ['legalRepresentative.name', 'legalRepresentative.idNumber', 'foundedOn'] as const;
  const compared = code.startsWith('11') ? ids.slice(0, 2) : ids; // an organ's form has no date
  const labels = compared.map((id) => form.fields[id].label);
  return new Intl.ListFormat('zh-Hans', { type: 'conjunction' }).format(labels);
};

/** The sentences that the page can say to a unit of this class, without the titles of dialogs that ask. */
function pageSays(code: string): Set<string> {
  const { results, kept, again, center, unit } = wordsFor(code);
  const papers = papersFor(code);
  const fields = fieldsOf(code);
  const refusals = Object.values(results.rejected).flatMap(({ said, next }) => [
    said,
    next.replace('{fields}', fields),
    `${results.earlier}：${said}`,
  ]);
  const ways = Object.values(results.ways).flatMap((context) =>
    Object.values(context).map(({ text, button }) => `${text.slice(0, -1)}：点“${button}”。`),
  );
  return new Set([
    ...refusals,
    ...ways,
    ...[...Object.values(results.rejected).map(({ said }) => said), undefined].map((said) =>
      said ? center.replace.refused(said) : `${center.replace.refused(said)}。`,
    ),
    ...CASE_REFUSALS.map((reason) => `${kept.ends.refused.title}：${kept.ends.refused.by[reason]}`),
    ...[true, false].flatMap((agent) => [kept.comesBy(agent, DAY), kept.returned(agent, DAY)]),
    kept.seen,
    ...kept.rechecking(DAY).text,
    results.pending.said,
    results.pending.next,
    results.resultPlace.center,
    results.certified('').text.join(''),
    results.stands,
    results.inactive.lapsed,
    results.registerWrong,
    results.attemptsLeft(3),
    results.attemptsUsedUp(UNTIL),
    results.noCases(results.when(UNTIL)),
    `${again.revoked.title}。`,
    again.revoked.needed,
    ...DUE_REASONS.map((reason) => again.lapsed(reason)),
    ...DUE_REASONS.map((reason) => again.due({ at: DAY, reason })),
    again.due({ at: DAY, reason: 'other' as 'agent-withdrew' }),
    results.atCounter,
    papers.place,
    ...[unit.certificate].map(
      (certificate) =>
        `材料原件：${certificate}、${papers.papers['representative-document']}。${papers.changed}`,
    ),
    ...[unit.certificate].map(
      (certificate) =>
        `材料原件：${certificate}、${papers.papers['representative-document']}、${papers.papers.restoration}。${papers.changed}`,
    ),
    `受理编号${REFERENCE.slice(0, 4)}-${REFERENCE.slice(4)}。`,
  ]);
}

/** The page says these by what it shows: a button, a state, or a number. */
const OF_THE_DESK = [
  '贵单位还没有认证。',
  '请由单位管理员登录，在“单位设置”的“认证中心”办理实名认证。',
  '当时登记状态异常，没有通过；现在登记状态正常。',
  '人工核验已过期，保存的信息已删除。', // the page has the last day, too
  '本网站没有这类单位的登记信息，暂时不能认证。',
  '我可以帮您登记，转给运维人员。',
  '撤销的原因由核验人员答复，我可以帮您转接或者登记。',
  '急需办理的，核实身份后我可以帮您解除限制。',
];

describe.each(CODES)('to the unit %s', (code) => {
  it.each(STEPS)('at the step %s nothing is read out that the page does not say', (step) => {
    const page = pageSays(code);
    for (const reason of [null, ...NEWS_REASONS])
      for (const more of [...NEXTS, { ...NEXTS[0]!, again: true as const }])
        for (const said of saidIn(standingOf(code, step, reason, more)))
          expect(page.has(said) || OF_THE_DESK.includes(said), `${step}, ${reason}: ${said}`).toBe(true);
  });

  it.each(FINDINGS)('the answer to a claim that was refused by %s is shown as the page has it', (finding) => {
    const reason = REFUSAL_REASONS.find((each) => each === publicReason(finding));
    const registration = submissionText({ flow: 'registration', outcome: 'rejected', finding }, code);
    const refusal = registrationWordsFor(code).refused[reason ?? 'unit-mismatch'];
    expect(registration).toEqual({ ...refusal, next: refusal.next.replace('{fields}', fieldsOf(code)) });
    if (!reason) return; // a certification is never refused for its unit
    const certification = submissionText({ flow: 'certification', outcome: 'rejected', finding }, code);
    const page = pageSays(code);
    const { results } = wordsFor(code);
    expect(certification.title).toBe(results.rejected[reason].title);
    for (const each of [certification.said, certification.next]) expect(page).toContain(each);
  });

  it('of the others too', () => {
    const { results, center } = wordsFor(code);
    const { departed: _, ...agentDiffers } = center.succession.agentDiffers;
    const told = (outcome: SubmissionSeen['outcome'], flow: SubmissionSeen['flow'] = 'certification') =>
      submissionText({ flow, outcome, finding: null }, code);
    const as = ({ title, text: [said, next = ''] }: { title: string; text: readonly string[] }) => ({
      title,
      said,
      next,
    });
    expect(told('certified')).toEqual(as(results.certified('')));
    expect(told('already-certified')).toEqual(as(results.alreadyCertified('')));
    expect(told('pending')).toEqual(results.pending);
    expect(told('expired')).toEqual(results.rejected['claim-expired']);
    expect(told('agent-differs', 'withdrawal')).toEqual(agentDiffers);
    expect(told('withdrawn', 'withdrawal').title).toBe(center.succession.withdrawn('').title);
  });
});

/** The reasons with which a step comes. */
const REASONS_OF: Record<Step, readonly (NewsReason | null)[]> = {
  deciding: [null],
  bring: [null],
  checking: [null],
  none: [null, 'registry-mismatch'],
  rechecking: [null],
  'no-source': [null],
  administrator: [null],
  authority: [null, ...REFUSAL_REASONS.filter(isOfState), 'papers-in-doubt'],
  counter: [null, 'revoked', 'papers-missing', 'papers-differ', 'not-authorized', 'case-expired'],
  later: [null, 'registry-mismatch'],
  correct: [
    ...REFUSAL_REASONS.filter((reason) => !isOfState(reason)),
    'papers-missing',
    'papers-differ',
    'not-authorized',
  ],
  renew: DUE_REASONS,
  certify: [null, ...LAPSE_REASONS, 'case-expired', 'claim-expired', 'recheck-expired', 'claim-superseded'],
};

it('each reason comes with a step', () => {
  expect(new Set(Object.values(REASONS_OF).flat())).toEqual(new Set([null, ...NEWS_REASONS]));
});

/** As `said.md` shows it. */
const rowsOf = (step: Step): string[] =>
  REASONS_OF[step].map((reason) => {
    const ways = step === 'none' ? [] : (['certify', 'recheck', 'counter'] as const);
    const more =
      step === 'later'
        ? { ...NEXTS[2]!, closed: [NEXTS[2]!.closed[0]!], ways: ['recheck', 'counter'] as const }
        : { closed: [], ways, attempts: step === 'correct' ? 3 : null };
    const reference = ['deciding', 'bring', 'checking', 'rechecking'].includes(step)
      ? { reference: REFERENCE }
      : {};
    const sentences = saidIn(
      standingOf(CODES[0]!, step, reason, { ...more, ways: [...more.ways], ...reference }),
    );
    return `| \`${step}\` | ${reason ?? '–'} | ${sentences.join('<br>')} |`;
  });

it('all of it is in the page that people read', () => {
  const page = readFileSync(new URL('said.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toEqual(STEPS.flatMap(rowsOf));
});
