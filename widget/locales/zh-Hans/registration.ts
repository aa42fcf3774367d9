/** Registration in Simplified Chinese: the reference for all other languages. */
import { REGISTERED } from '../../../bff/contract/zh-Hans/answers.ts';
import { registrationRefusals } from '../../../bff/contract/zh-Hans/refusals.ts';
import type { RegistrationWords } from '../../registration/registration-words.ts';
import type { UnitWords } from '../unit-words.ts';

export { tag } from './tag.ts';
export { form } from './form.ts';
export { connection } from './connection.ts';
export { problems } from './problems.ts';
export { papers } from './papers.ts';
export { unitNames } from './unit-names.ts';

export const registration = (unit: UnitWords): RegistrationWords => ({
  title: '单位用户注册',
  unit: '单位信息',
  realName: '实名信息',
  contact: '联系方式',
  applicant: '注册身份',
  fields: {
    'unit.name': { label: '单位名称', hint: `与${unit.certificate}上的名称一致` },
    'unit.code': {
      label: '统一社会信用代码',
      hint: '证照上的18位代码，没有的填9位组织机构代码',
      errors: {
        'bad-check-digit': '代码末位校验不符，请检查是否输错',
        'bad-format': '请填写18位统一社会信用代码，或9位组织机构代码',
        'no-source': '这类单位暂不能网上注册，请核对代码',
      },
    },
    email: {
      label: '邮箱',
      hint: '例如name@example.com',
      errors: { 'bad-format': '请填写完整的邮箱，例如name@example.com' },
    },
    phone: {
      label: '手机号码',
      hint: '中国大陆号码，接收验证码',
      errors: { 'bad-format': '请填写11位中国大陆手机号码' },
    },
    code: {
      label: '短信验证码',
      hint: '短信中的6位数字',
      errors: {
        'bad-format': '验证码是6位数字，请检查',
        wrong: '验证码不正确，请核对最新收到的短信',
        expired: '这个验证码不能用，请获取新的',
        unproven: '手机验证已超过15分钟，请重新获取验证码',
      },
    },
  },
  submit: '注册',
  getCode: '获取验证码',
  getCodeAgain: '重新获取',
  sendingCode: '正在获取…',
  preparing: '正在进行安全检查，约一两秒。',
  codeSent: (phone) => `验证码已发送至${phone}，5分钟内有效。`,
  codeTooSoon: '验证码刚刚发送过，请先查看短信。',
  codesUsedUp: (when) => `获取验证码的次数已用完，请${when}再试。`,
  codesExhausted: (when) => `本网站的验证码暂时发完了，请${when}再试。`,
  codeFailed: '验证码没有发送成功，请稍后重新获取。',
  proven: '手机号码已验证',
  refused: registrationRefusals(unit),
  counter: {
    title: '请到办事窗口办理',
    text: ['本网站没有这类单位的登记信息，请带以下材料的原件到窗口。'],
  },
  byAgent: (papers) => `代理人办理的，另带${papers.join('、')}`,
  correctIt: '改正后再点击“注册”，手机不用再验证。',
  later: ['刚办好登记的，过几天再注册。', `登记有误的，请向${unit.authority}更正。`],
  otherCode: '单位状态异常，暂不能注册。代码有误的，请改正。',
  pending: {
    title: '正在核验',
    text: ['登记信息系统暂时繁忙，恢复后会自动继续，无需重复提交。您填写的内容还在，请不要关闭页面。'],
  },
  stalled: {
    title: '核验还没有完成',
    text: ['请稍后点击“重试”。您填写的内容还在，不会重复提交。'],
  },
  creating: '正在创建账号…',
  done: {
    title: REGISTERED,
    text: ['正在为您创建账号，请稍候，不要关闭页面。'],
  },
  reopen: '在新窗口打开本网站',
  sessionExpired: {
    title: '页面停留时间过长',
    text: ['请在新窗口打开本网站，再回到这里重试。'],
  },
});
