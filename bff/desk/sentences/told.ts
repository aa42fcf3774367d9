/**
 * The answer to a submission, as the portal's page has it (`contract/zh-Hans`): shown to staff, and read out. Which field differs is never in
 * it.
 */
import { publicReason } from '../../attempts/index.ts';
import type { Reason } from '../../contract/reasons.ts';
import { sourceOf } from '../../contract/sources.ts';
import { alreadyCertified, certified, PENDING, refusals } from '../../contract/zh-Hans/answers.ts';
import { REGISTERED, registrationRefusals } from '../../contract/zh-Hans/registration.ts';
import { AGENT_DIFFERS } from '../../contract/zh-Hans/withdrawal.ts';
import { claimFieldsOf } from '../../registry/index.ts';
import type { SubmissionSeen } from '../../staff/index.ts';
import { classWords } from '../words/words.ts';

/** The text of the page: its title, what has happened, and what comes next. */
export interface Told {
  title: string;
  said: string;
  next: string;
}

/** The fields of the unit's form that a register compares, as the form calls them. */
const comparedWords = (code: string): string =>
  claimFieldsOf(sourceOf(code)).includes('foundedOn')
    ? '法人姓名、法人证件号和成立日期'
    : '法人姓名和法人证件号';

/** `code`: the unit's. */
const toldBy = ({ title, text }: { title: string; text: readonly string[] }, code: string): Told => {
  const [said = '', next = ''] = text.map((one) => one.replace('{fields}', comparedWords(code)));
  return { title, said, next };
};

export const refusalTold = (reason: keyof ReturnType<typeof refusals>, code: string): Told =>
  toldBy(refusals(classWords(code))[reason], code);

const registrationTold = (reason: keyof ReturnType<typeof registrationRefusals>, code: string): Told =>
  toldBy(registrationRefusals(classWords(code))[reason], code);

const reasonTold = (reason: Reason, code: string, isRegistration: boolean): Told => {
  switch (reason) {
    case 'registry-unavailable':
      return toldBy(PENDING, code);
    case 'unit-mismatch': // A certification is never refused for it.
      return registrationTold(reason, code);
    default:
      return isRegistration ? registrationTold(reason, code) : refusalTold(reason, code);
  }
};

/** An agent's withdrawal. Its last day is told by the unit's next step. */
const WITHDRAWN: Told = { title: '已撤回认证', said: '代理人已撤回认证。', next: '' };
const TAKEN_BACK: Told = {
  title: '已撤回提交',
  said: '已撤回提交，保存的信息已删除。',
  next: '以后还需要的，请重新提交。',
};
const REPLACED: Told = {
  title: '已由后来的提交代替',
  said: '这一次提交已被后来的提交代替。',
  next: '请以最近一次提交的结果为准。',
};
const REGISTERED_TOLD: Told = { title: REGISTERED, said: certified('').text.join(''), next: '' };

/** The page that the user saw, from what is stored of the submission. */
export function submissionTold(
  { flow, outcome, finding }: Pick<SubmissionSeen, 'flow' | 'outcome' | 'finding'>,
  code: string,
): Told {
  const isRegistration = flow === 'registration';
  switch (outcome) {
    case 'certified':
      return isRegistration ? REGISTERED_TOLD : toldBy(certified(''), code);
    case 'already-certified':
      return toldBy(alreadyCertified(''), code);
    case 'pending':
      return toldBy(PENDING, code);
    case 'rejected': // The database has a finding with each rejection.
      return reasonTold(publicReason(finding!), code, isRegistration);
    case 'expired':
      return refusalTold('claim-expired', code);
    case 'replaced':
      return REPLACED;
    case 'withdrawn':
      return flow === 'withdrawal' ? WITHDRAWN : TAKEN_BACK;
    case 'agent-differs':
      return toldBy(AGENT_DIFFERS, code);
  }
}
