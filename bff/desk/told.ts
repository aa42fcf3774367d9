/**
 * The answer to a submission, as the portal's page has it (`contract/zh-Hans`): shown to staff, and read out. Which field differs is never in
 * it.
 */
import { type Finding, publicReason } from '../attempts/index.ts';
import { claimFieldsOf } from '../contract/forms.ts';
import type { Reason } from '../contract/reasons.ts';
import { sourceOf } from '../contract/sources.ts';
import { alreadyCertified, certified, PENDING, refusals } from '../contract/zh-Hans/answers.ts';
import { REGISTERED, registrationRefusals } from '../contract/zh-Hans/registration.ts';
import { AGENT_DIFFERS } from '../contract/zh-Hans/withdrawal.ts';
import type { Tables } from '../database/index.ts';
import type { SubmissionSeen } from '../staff/index.ts';
import { classWords, insideWords } from './words.ts';

/** The text of the page: its title, what has happened, and what comes next. */
export interface Told {
  title: string;
  said: string;
  next: string;
}

const toldBy = ({
  title,
  text: [said = '', next = ''],
}: {
  title: string;
  text: readonly string[];
}): Told => ({
  title,
  said,
  next,
});

/** The fields of the unit's form that a register compares, as the form calls them. */
const comparedWords = (code: string): string =>
  claimFieldsOf(sourceOf(code)).includes('foundedOn')
    ? '法人姓名、法人证件号和成立日期'
    : '法人姓名和法人证件号';

/** `code`: the unit's. */
export function refusalTold(reason: keyof ReturnType<typeof refusals>, code: string): Told {
  const { title, said, next } = toldBy(refusals(classWords(code))[reason]);
  return { title, said, next: next.replace('{fields}', comparedWords(code)) };
}

const registrationTold = (reason: keyof ReturnType<typeof registrationRefusals>, code: string): Told => {
  const { title, said, next } = toldBy(registrationRefusals(classWords(code))[reason]);
  return { title, said: said.replace('{fields}', comparedWords(code)), next };
};

const reasonTold = (reason: Reason, code: string, isRegistration: boolean): Told => {
  switch (reason) {
    case 'registry-mismatch':
    case 'unit-not-active':
    case 'agent-without-record':
      return isRegistration ? registrationTold(reason, code) : refusalTold(reason, code);
    case 'unit-mismatch': // A certification is never refused for it.
      return registrationTold(reason, code);
    case 'registry-unavailable':
      return toldBy(PENDING);
  }
};

const OUTCOMES: Record<Tables['submission']['outcome'], (code: string) => Told> = {
  certified: () => toldBy(certified('')),
  'already-certified': () => toldBy(alreadyCertified('')),
  pending: () => toldBy(PENDING),
  rejected: (code) => refusalTold('otherwise', code),
  expired: (code) => refusalTold('claim-expired', code),
  replaced: () => ({
    title: '已由后来的提交代替',
    said: '这一次提交已被后来的提交代替。',
    next: '请以最近一次提交的结果为准。',
  }),
  withdrawn: () => ({
    title: '已撤回提交',
    said: '已撤回提交，保存的信息已删除。',
    next: '以后还需要的，请重新提交。',
  }),
  'agent-differs': () => toldBy(AGENT_DIFFERS),
};

/** An agent's withdrawal. Its last day is told by the unit's next step. */
const WITHDRAWN: Told = { title: '已撤回认证', said: '代理人已撤回认证。', next: '' };

const REGISTERED_TOLD: Told = { title: REGISTERED, said: certified('').text.join(''), next: '' };

/** The page that the user saw, from what is stored of the submission. */
export function submissionTold(
  { flow, outcome, finding }: Pick<SubmissionSeen, 'flow' | 'outcome' | 'finding'>,
  code: string,
): Told {
  const isRegistration = flow === 'registration';
  if (flow === 'withdrawal' && outcome === 'withdrawn') return WITHDRAWN;
  if (isRegistration && outcome === 'certified') return REGISTERED_TOLD;
  if (insideWords(finding) !== '') return reasonTold(publicReason(finding as Finding), code, isRegistration);
  const tell = OUTCOMES[outcome as keyof typeof OUTCOMES] ?? OUTCOMES.rejected;
  return tell(code);
}
