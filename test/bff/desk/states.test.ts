/**
 * The words for each state, reason and finding, as a person has to read them. Change a sentence here and in `words.ts` together;
 * tests of pages name the row that a page shows, not its words.
 */
import { expect, it } from 'vitest';
import {
  APPLICANT_WORDS,
  CASE_WORDS,
  END_WORDS,
  FINDING_WORDS,
  METHOD_WORDS,
  PURPOSE_WORDS,
  REFUSAL_WORDS,
  ROLE_WORDS,
  STATUS_WORDS,
  SUBMISSION_WORDS,
} from '../../../bff/desk/words/words.ts';

it.each([
  ['a role', ROLE_WORDS, { hotline: '热线人员', officer: '核验人员', auditor: '审计人员' }],
  ['who submits', APPLICANT_WORDS, { 'legal-representative': '法定代表人', agent: '代理人' }],
  ['a method', METHOD_WORDS, { registry: '登记数据', partner: '核验接口', counter: '窗口核验' }],
  [
    'a unit',
    STATUS_WORDS,
    {
      certified: ['good', '已认证'],
      pending: ['care', '正在核验'],
      lapsed: ['bad', '需重新认证'],
      uncertified: ['care', '未认证'],
    },
  ],
  [
    'the end of a certification',
    END_WORDS,
    {
      'representative-changed': '法定代表人已变更',
      'registration-changed': '登记信息已变更',
      'unit-not-active': '登记状态异常',
      'agent-withdrew': '代理人已撤回',
      revoked: '已被撤销',
      replaced: '被新的认证取代',
    },
  ],
  [
    'a submission',
    SUBMISSION_WORDS,
    {
      certified: '通过',
      rejected: '未通过',
      pending: '等待登记系统',
      replaced: '被后来的提交代替',
      dropped: '没有结果，信息已删除',
      expired: '没有等到核验结果',
      'already-certified': '此前已认证',
      withdrawn: '已撤回',
      'agent-differs': '撤回未成：不是该代理人',
    },
  ],
  ['a claim that waits', PURPOSE_WORDS, { pending: '等待登记系统答复', recheck: '等待自动复核' }],
  [
    'a case',
    CASE_WORDS,
    {
      open: ['care', '待初核'],
      proposed: ['care', '待复核'],
      certified: ['good', '已通过'],
      refused: ['bad', '未通过'],
      withdrawn: ['care', '已撤回'],
      expired: ['care', '已过期'],
    },
  ],
  [
    'a refusal at the counter',
    REFUSAL_WORDS,
    {
      'papers-missing': '材料不齐或已过期',
      'papers-differ': '材料与申请填写的信息不一致',
      'not-authorized': '到场的人无权代表单位办理',
      'papers-in-doubt': '材料的真实性存疑',
      'unit-not-active': '单位状态异常，应先到登记机关办理',
    },
  ],
  [
    'a finding, for staff alone',
    FINDING_WORDS,
    {
      'unit-code-unknown': '登记信息里没有这个代码',
      'unit-name-differs': '单位名称不一致',
      'unit-not-found': '登记信息里没有这个单位；新设单位要等登记数据更新',
      'registry-incomplete': '登记信息不完整，无法比较；应由登记机关补全',
      'legal-name-differs': '法定代表人姓名不一致',
      'legal-number-differs': '姓名一致，法定代表人证件号不一致',
      'founding-date-differs': '姓名和证件号一致，成立日期不一致',
      'registry-differs': '登记接口只回答“不一致”，没有说明是哪一项',
      'unit-not-active': '人员和日期都一致，登记状态异常',
      'agent-without-record': '登记信息一致，没有这位代理人的经办记录',
      'agent-record-too-old': '登记信息一致，代理人最近一次经办已超过期限',
    },
  ],
])('%s has its words', (_, words, reviewed) => {
  expect(words).toEqual(reviewed);
});
