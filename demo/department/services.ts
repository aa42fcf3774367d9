/** What units do at the department, in its two languages. */
import type { Language } from './words/index.ts';

type Both = Record<Language, string>;

export interface ServiceField {
  name: string;
  label: Both;
  type: 'number' | 'text';
  hint?: Both;
  /** What 「填入演示数据」 fills in. */
  sample: Both;
}

export interface Service {
  id: string;
  /** An SVG path on a 24-pixel grid. */
  icon: string;
  name: Both;
  /** With its phrases marked, for `inPhrases`. */
  about: Both;
  /** On the button, and once it is done. */
  submit: Both;
  done: Both;
  fields: readonly ServiceField[];
}

const same = (text: string): Both => ({ 'zh-Hans': text, en: text });

export const SERVICES: readonly Service[] = [
  {
    id: 'contributions',
    icon: 'M3.500 11 12 4l8.500 7M6 9.500V20h12V9.500M12 11v5M9.500 13.500h5',
    name: { 'zh-Hans': '公积金缴存登记', en: 'Contribution registration' },
    about: {
      'zh-Hans': '为职工设立|公积金账户，核定缴存比例',
      en: 'Open accounts for your staff and set the contribution rate',
    },
    submit: { 'zh-Hans': '提交登记', en: 'Submit' },
    done: { 'zh-Hans': '登记已提交', en: 'Registration submitted' },
    fields: [
      {
        name: 'headcount',
        label: { 'zh-Hans': '缴存职工人数', en: 'Number of employees' },
        type: 'number',
        sample: same('36'),
      },
      {
        name: 'rate',
        label: { 'zh-Hans': '缴存比例（%）', en: 'Contribution rate (%)' },
        type: 'number',
        sample: same('8'),
      },
    ],
  },
  {
    id: 'transfers',
    icon: 'M4 8h14l-4-4M20 16H6l4 4',
    name: { 'zh-Hans': '职工账户转移', en: 'Transfer of accounts' },
    about: { 'zh-Hans': '职工调动或离职后，转出|公积金账户', en: 'For staff who move to another employer' },
    submit: { 'zh-Hans': '提交申请', en: 'Submit' },
    done: { 'zh-Hans': '申请已提交', en: 'Application submitted' },
    fields: [
      {
        name: 'leavers',
        label: { 'zh-Hans': '转出职工人数', en: 'Number of employees' },
        type: 'number',
        sample: same('2'),
      },
      {
        name: 'destination',
        label: { 'zh-Hans': '转入单位', en: 'New employer' },
        type: 'text',
        hint: { 'zh-Hans': '填写新单位的全称', en: 'Its full name' },
        sample: same('云川市长亭印务有限公司'),
      },
    ],
  },
  {
    id: 'certificate',
    icon: 'M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h4',
    name: { 'zh-Hans': '单位缴存证明', en: 'Certificate of contributions' },
    about: { 'zh-Hans': '开具单位|缴存公积金的证明', en: 'Proves that your organization contributes' },
    submit: { 'zh-Hans': '申请开具', en: 'Submit' },
    done: { 'zh-Hans': '证明已申请', en: 'Certificate requested' },
    fields: [
      {
        name: 'purpose',
        label: { 'zh-Hans': '用途', en: 'Purpose' },
        type: 'text',
        hint: { 'zh-Hans': '例如招投标、贷款', en: 'For example a tender or a loan' },
        sample: { 'zh-Hans': '招投标', en: 'Tender' },
      },
    ],
  },
];

export interface BusinessForm {
  values: Record<string, string>;
  errors: Record<string, 'number' | 'missing'>;
}

export const EMPTY: BusinessForm = { values: {}, errors: {} };

/** What was typed, and what is wrong with it. */
export function readForm({ fields }: Service, body: Record<string, unknown>): BusinessForm {
  const form: BusinessForm = { values: {}, errors: {} };
  for (const { name, type } of fields) {
    const given = body[name];
    const value = typeof given === 'string' ? given.trim().slice(0, 60) : '';
    form.values[name] = value;
    if (type === 'number' && !/^\d{1,6}(\.\d)?$/.test(value)) form.errors[name] = 'number';
    else if (value === '') form.errors[name] = 'missing';
  }
  return form;
}
