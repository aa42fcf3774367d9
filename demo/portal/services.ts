/** What units do at this hall. Each is a business that a portal lets only certified units do. */

export interface ServiceField {
  name: string;
  label: string;
  hint?: string;
  type: 'text' | 'number' | 'month';
  /** What 「填入演示数据」 fills in; `{unit}` stands for the unit's name. */
  sample: string;
}

export interface Service {
  id: string;
  name: string;
  /** With its phrases marked, for `inPhrases`. */
  summary: string;
  group: '参保' | '缴费' | '待遇' | '就业';
  icon: string;
  fields: ServiceField[];
}

const contact: ServiceField = {
  name: 'contact',
  label: '联系电话',
  hint: '办理过程中用于联系',
  type: 'text',
  sample: '025-00000000',
};

/** The buttons under every form; the pressed one's value arrives as `action`. */
export const ACTIONS = [
  { value: 'submit', label: '提交申报', done: '申报已提交', number: '受理编号' },
  { value: 'draft', label: '保存草稿', done: '草稿已保存', number: '草稿编号' },
] as const;

export type Action = (typeof ACTIONS)[number];

export const SERVICES: Service[] = [
  {
    id: 'unit-enrolment',
    name: '单位参保登记',
    summary: '新设立的单位|办理|社会保险登记',
    group: '参保',
    icon: 'building',
    fields: [
      { name: 'headcount', label: '职工人数', hint: '含劳务派遣人员', type: 'number', sample: '36' },
      contact,
    ],
  },
  {
    id: 'staff-changes',
    name: '职工参保增减员',
    summary: '职工入职离职，按月办理变动',
    group: '参保',
    icon: 'people',
    fields: [
      { name: 'joined', label: '新增人数', type: 'number', sample: '3' },
      { name: 'left', label: '减少人数', type: 'number', sample: '1' },
      contact,
    ],
  },
  {
    id: 'contribution-base',
    name: '社保缴费基数申报',
    summary: '按上年度平均工资|申报基数',
    group: '缴费',
    icon: 'chart',
    fields: [
      { name: 'month', label: '起始月份', hint: '例如2026-07', type: 'month', sample: '2026-07' },
      { name: 'payroll', label: '月工资总额', hint: '单位：元', type: 'number', sample: '286500' },
    ],
  },
  {
    id: 'payment-certificate',
    name: '单位缴费证明',
    summary: '开具社会保险|参保缴费证明',
    group: '缴费',
    icon: 'document',
    fields: [
      { name: 'purpose', label: '用途', hint: '例如招投标、资质年审', type: 'text', sample: '招投标' },
    ],
  },
  {
    id: 'work-injury',
    name: '工伤事故备案',
    summary: '工伤事故发生后|及时备案',
    group: '待遇',
    icon: 'helmet',
    fields: [{ name: 'place', label: '事故发生地点', type: 'text', sample: '云川市滨江路18号仓库' }, contact],
  },
  {
    id: 'maternity',
    name: '生育津贴申领',
    summary: '职工产假期间|由单位代申领',
    group: '待遇',
    icon: 'heart',
    fields: [{ name: 'headcount', label: '申领人数', type: 'number', sample: '2' }, contact],
  },
  {
    id: 'job-stability',
    name: '稳岗返还申请',
    summary: '少裁员单位|返还|失业保险费',
    group: '就业',
    icon: 'coins',
    fields: [
      { name: 'layoffs', label: '上年度裁员人数', type: 'number', sample: '0' },
      { name: 'account', label: '收款账户名称', hint: '须与单位名称一致', type: 'text', sample: '{unit}' },
    ],
  },
  {
    id: 'employment-record',
    name: '劳动用工备案',
    summary: '签订、续订、终止合同备案',
    group: '就业',
    icon: 'briefcase',
    fields: [{ name: 'contracts', label: '备案合同份数', type: 'number', sample: '5' }, contact],
  },
];
