import type { FieldText, PageFormWords } from '../../form/form-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const form = ({ certificate, head, foundingDatePlace }: UnitWords): PageFormWords => ({
  required: '標有 * 的為必填項',
  fields: {
    'legalRepresentative.name': {
      label: '法人姓名',
      hint: `${certificate}上的${head}，2至30個字`,
    },
    'legalRepresentative.idNumber': {
      label: '法人證件號',
      hint: '登記時使用的身份證、通行證、護照等',
    },
    foundedOn: { label: '成立日期', hint: `${foundingDatePlace}，例如2001-05-18` },
    applicant: {
      label: '認證身份',
      options: {
        'legal-representative': { label: '法人', hint: `本人是${head}` },
        agent: {
          label: '代理人',
          hint: '受委託，在本單位辦理過社保業務',
          appears: '還需填寫代理人姓名和證件號。',
        },
      },
    },
    'agent.name': { label: '代理人姓名', hint: '代理人證件上的姓名' },
    'agent.idNumber': { label: '代理人證件號', hint: '辦理社保業務時使用的證件' },
  },
  consent: (submit) => `點擊「${submit}」即表示您已閱讀並同意`,
  privacy: '《個人資料處理說明》',
  sending: '正在核驗…',
  slow: '核驗一般不超過10秒，請不要關閉頁面。',
  summary: (errors) => `有${errors}處需要更正`,
  cleared: (label) => `為保護個人資料，${label}已清除，請重新填寫`,
  meant: { number: '沒有輸錯，是其他證件', name: '姓名就是這樣' },
  doubtful: (error) => `${error}；核對無誤的，可以繼續`,
  error: (control, code, label, characters) => {
    const errors: FieldText['errors'] = {
      required: `請填寫${label}`,
      'bad-check-digit': '證件號末位校驗不符，請檢查是否輸錯',
      'in-the-future': `${label}不能晚於今天`,
      'bad-date': '請按「年-月-日」填寫，例如2001-05-18',
      'no-such-day': '沒有這一天，請檢查日期',
      'resident-length': `已輸入${characters}位，居民身份證為18位`,
      'permit-length': `已輸入${characters}位，回鄉證為9位或11位`,
      'unknown-document': '不像身份證、通行證、護照等的號碼，請檢查是否輸錯',
      'date-for-number': '像是日期，請檢查是否填錯了位置',
      'title-in-name': '像是帶有「先生」「經理」等稱呼，請檢查姓名',
      'unit-in-name': '像是單位名稱，請填寫個人的姓名',
      'digit-in-name': `${label}中不能有數字，請檢查`,
      'sign-in-name': `${label}只填一個人的姓名，不能有「·」以外的標點和符號`,
      'too-short': control === 'name' ? `${label}至少2個字，請檢查是否漏填` : '證件號至少5位，請檢查是否漏填',
      'too-long': `${label}過長，請檢查`,
      'bad-characters': control === 'number' ? '證件號只能包含數字和字母' : `${label}中有不能使用的字符`,
    };
    return errors[code] ?? `${label}填寫有誤，請檢查`;
  },
});
