import type { FieldText, PageFormWords } from '../../form/form-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const form = ({ certificate, head, foundingDatePlace }: UnitWords): PageFormWords => ({
  required: '标有 * 的为必填项',
  fields: {
    'legalRepresentative.name': {
      label: '法人姓名',
      hint: `${certificate}上的${head}，2至30个字`,
    },
    'legalRepresentative.idNumber': {
      label: '法人证件号',
      hint: '登记时使用的身份证、通行证、护照等',
    },
    foundedOn: { label: '成立日期', hint: `${foundingDatePlace}，例如2001-05-18` },
    applicant: {
      label: '认证身份',
      options: {
        'legal-representative': { label: '法人', hint: `本人是${head}` },
        agent: {
          label: '代理人',
          hint: '受委托，在本单位办理过社保业务',
          appears: '还需填写代理人姓名和证件号。',
        },
      },
    },
    'agent.name': { label: '代理人姓名', hint: '代理人证件上的姓名' },
    'agent.idNumber': { label: '代理人证件号', hint: '办理社保业务时使用的证件' },
  },
  consent: (submit) => `点击“${submit}”即表示您已阅读并同意`,
  privacy: '《个人信息处理说明》',
  sending: '正在核验…',
  slow: '核验一般不超过10秒，请不要关闭页面。',
  summary: (errors) => `有${errors}处需要更正`,
  cleared: (label) => `为保护个人信息，${label}已清除，请重新填写`,
  meant: { number: '没有输错，是其他证件', name: '姓名就是这样' },
  doubtful: (error) => `${error}；核对无误的，可以继续`,
  error: (control, code, label, characters) => {
    const errors: FieldText['errors'] = {
      required: `请填写${label}`,
      'bad-check-digit': '证件号末位校验不符，请检查是否输错',
      'in-the-future': `${label}不能晚于今天`,
      'bad-date': '请按“年-月-日”填写，例如2001-05-18',
      'no-such-day': '没有这一天，请检查日期',
      'resident-length': `已输入${characters}位，居民身份证为18位`,
      'permit-length': `已输入${characters}位，回乡证为9位或11位`,
      'unknown-document': '不像身份证、通行证、护照等的号码，请检查是否输错',
      'date-for-number': '像是日期，请检查是否填错了位置',
      'title-in-name': '像是带有“先生”“经理”等称呼，请检查姓名',
      'unit-in-name': '像是单位名称，请填写个人的姓名',
      'digit-in-name': `${label}中不能有数字，请检查`,
      'sign-in-name': `${label}只填一个人的姓名，不能有“·”以外的标点和符号`,
      'too-short': control === 'name' ? `${label}至少2个字，请检查是否漏填` : '证件号至少5位，请检查是否漏填',
      'too-long': `${label}过长，请检查`,
      'bad-characters': control === 'number' ? '证件号只能包含数字和字母' : `${label}中有不能使用的字符`,
    };
    return errors[code] ?? `${label}填写有误，请检查`;
  },
});
