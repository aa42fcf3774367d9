/**
 * The answer to a submission, as the portal's page has it (`contract/zh-Hans`): shown to staff, and
 * read out. Which field differs is never in it.
 */
import { publicReason } from '../../attempts/index.ts';
import type { Reason } from '../../contract/reasons.ts';
import { sourceOf } from '../../contract/sources.ts';
import { alreadyCertified, certified, PENDING, REGISTERED } from '../../contract/zh-Hans/answers.ts';
import { WITHDRAWN } from '../../contract/zh-Hans/counter.ts';
import { type Refusal, refusals, registrationRefusals } from '../../contract/zh-Hans/refusals.ts';
import { AGENT_DIFFERS } from '../../contract/zh-Hans/withdrawal.ts';
import { claimFieldsOf } from '../../registry/index.ts';
import type { SubmissionSeen } from '../../staff/index.ts';
import { classWords } from '../words/words.ts';

/** The text of the page: its title, what has happened, and what comes next. */
export interface PageText {
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
const namingFields = ({ next, ...refusal }: Refusal, code: string): PageText => ({
  ...refusal,
  next: next.replace('{fields}', comparedWords(code)),
});

const textOf = ({ title, text }: { title: string; text: readonly string[] }): PageText => {
  const [said = '', next = ''] = text;
  return { title, said, next };
};

export const refusalText = (reason: keyof ReturnType<typeof refusals>, code: string): PageText =>
  namingFields(refusals(classWords(code))[reason], code);

const registrationText = (reason: keyof ReturnType<typeof registrationRefusals>, code: string): PageText =>
  namingFields(registrationRefusals(classWords(code))[reason], code);

const reasonText = (reason: Reason, code: string, isRegistration: boolean): PageText => {
  if (reason === 'registry-unavailable') return PENDING;
  // A certification is never refused for `unit-mismatch`.
  if (isRegistration || reason === 'unit-mismatch') return registrationText(reason, code);
  return refusalText(reason, code);
};

const { departed: _, ...DIFFERS } = AGENT_DIFFERS;

/** An agent's withdrawal. Its last day is told by the unit's next step. */
const AGENT_WITHDREW: PageText = { title: '已撤回认证', said: '代理人已撤回认证。', next: '' };
const TAKEN_BACK: PageText = {
  title: '已撤回提交',
  said: WITHDRAWN.claim,
  next: '以后还需要的，请重新提交。',
};
const REPLACED: PageText = {
  title: '已由后来的提交代替',
  said: '这一次提交已被后来的提交代替。',
  next: '请以最近一次提交的结果为准。',
};
/** The claim was erased on request, or could not be checked to its end. */
const DROPPED: PageText = {
  title: '没有核验结果',
  said: '保存的信息已删除，不会再核验。',
  next: '以后还需要的，请重新提交。',
};
const REGISTERED_TEXT: PageText = { title: REGISTERED, said: certified('').text.join(''), next: '' };

/** The page that the user saw, from what is stored of the submission. */
export function submissionText(
  { flow, outcome, finding }: Pick<SubmissionSeen, 'flow' | 'outcome' | 'finding'>,
  code: string,
): PageText {
  const isRegistration = flow === 'registration';
  switch (outcome) {
    case 'certified':
      return isRegistration ? REGISTERED_TEXT : textOf(certified(''));
    case 'already-certified':
      return textOf(alreadyCertified(''));
    case 'pending':
      return PENDING;
    case 'rejected': // The database has a finding with each rejection.
      return reasonText(publicReason(finding!), code, isRegistration);
    case 'expired':
      return refusalText('claim-expired', code);
    case 'replaced':
      return REPLACED;
    case 'dropped':
      return DROPPED;
    case 'withdrawn':
      return flow === 'withdrawal' ? AGENT_WITHDREW : TAKEN_BACK;
    case 'agent-differs':
      return DIFFERS;
  }
}
