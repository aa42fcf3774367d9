/**
 * The demo portal's accounts, one for each outcome, and what to type for it. Every unit, person and
 * number is made up: the region 320199 does not exist, so no real number can begin with it.
 */

export interface DemoPerson {
  name: string;
  idNumber: string;
}

/** One way to fill the certification form, and its outcome. */
export interface DemoClaim {
  /** The result that the user will see, in the words of the dialog. */
  outcome: string;
  legalRepresentative: DemoPerson;
  /** `YYYY-MM-DD`. Absent: the form of this class of unit does not ask for it. */
  foundedOn?: string;
  /** Absent: the legal representative certifies. */
  agent?: DemoPerson;
}

/** The request's body of a claim. */
export const requestOf = ({ outcome: _, ...claim }: DemoClaim) => ({
  ...claim,
  applicant: claim.agent ? 'agent' : 'legal-representative',
});

export interface DemoAccount {
  /** The portal's user id: the token's `sub`. Opaque, so that it says nothing about a person. */
  id: string;
  /** Heading of the account on the login page. */
  title: string;
  /** The purpose of the account, in one line. */
  about: string;
  /** `about` in a few English words, for the other department's site. */
  english: string;
  unit: { code: string; name: string };
  /** The user name to type, if it is not the unit's code. */
  loginName?: string;
  role: 'administrator' | 'operator';
  claims: DemoClaim[];
  /** Done with the first claim when the demo starts, through the public API: it certifies, and its agent withdraws. */
  atStart?: readonly ('certify' | 'withdraw')[];
}

/** One password for all: it is printed on the login page. */
export const DEMO_PASSWORD = 'Yunchuan2026';

const chenguang = { code: '91320199MA1DEM0152', name: '云川市晨光纺织有限公司' };
const jiangyue = { code: '91320199MA1DEM023W', name: '云川江月软件（集团）有限公司' };
const yuanshan = { code: '91320199MA1DEM031P', name: '云川市远山建材有限公司' };
const jiugang = { code: '91320199MA1DEM04XF', name: '云川市旧港贸易有限公司' };
const qinghe = { code: '91320199MA1DEM058F', name: '云川市青禾餐饮管理有限公司' };
const xingfan = { code: '91320199MA1DEM066A', name: '云川市星帆物流有限公司' };
const bailu = { code: '91320199MA1DEM0745', name: '云川市白鹭环保科技有限公司' };
const changting = { code: '91320199MA1DEM0820', name: '云川市长亭印务有限公司' };
const kindergarten = { code: '12320199D21430709T', name: '云川市第三实验幼儿园' };
const jianshe = { code: '11320199MB1DEM1745', name: '云川市住房和城乡建设局' };
const xiehui = { code: '51320199MJ1DEM1817', name: '云川市餐饮行业协会' };
const gonghui = { code: '81320199MC1DEM215J', name: '云川市纺织行业工会联合会' };
const lanjing = { code: '91320199MA1DEM12X3', name: '云川蓝鲸精密机械有限公司' };
const shaoniangong = { code: '12320199MB1DEM22X0', name: '云川市少年宫' };
const tongzhou = { code: '31320199MD1DEM1040', name: '江苏同舟（云川）律师事务所' };

const ayguli = { name: '阿依古丽·买买提', idNumber: '320199197902140584' };
const lindqvist = { name: 'ERIK LINDQVIST', idNumber: 'E44710236' };
const songZhiwei = { name: '宋知微', idNumber: '32019919700821012X' };
const chenBaiyan = { name: '陈柏言', idNumber: 'H03217845' };

export const DEMO_ACCOUNTS: DemoAccount[] = [
  {
    id: 'u-2001',
    title: '法人认证成功',
    about: '由法定代表人本人认证，当场通过。',
    english: 'Verified as legal representative',
    unit: jiangyue,
    role: 'administrator',
    claims: [
      {
        outcome: '认证成功',
        legalRepresentative: { name: '沈嘉禾', idNumber: '320199198211050322' },
        foundedOn: '2011-03-22',
      },
    ],
  },
  {
    id: 'u-2002',
    title: '代理人认证成功',
    about: '由办理过社保业务的代理人认证。',
    english: 'Verified as agent',
    unit: qinghe,
    role: 'administrator',
    claims: [
      {
        outcome: '认证成功',
        legalRepresentative: ayguli,
        foundedOn: '2016-09-01',
        agent: { name: '林晚晴', idNumber: '320199199102171488' },
      },
    ],
  },
  {
    id: 'u-2003',
    title: '代理人无办理记录',
    about: '未通过；换一位同事后通过。',
    english: 'Agent without record',
    unit: xingfan,
    role: 'administrator',
    claims: [
      {
        outcome: '认证未通过，没有查到代理人的办理记录',
        legalRepresentative: chenBaiyan,
        foundedOn: '2014-12-05',
        agent: { name: '郑知遥', idNumber: '320199199308290255' },
      },
      {
        outcome: '换一位办理过业务的代理人，认证成功',
        legalRepresentative: chenBaiyan,
        foundedOn: '2014-12-05',
        agent: { name: '江一帆', idNumber: '320199199501121197' },
      },
    ],
  },
  {
    id: 'u-2004',
    title: '信息不一致',
    about: '填旧的未通过，改正后通过。',
    english: 'Data differs from the register',
    unit: yuanshan,
    role: 'administrator',
    claims: [
      {
        outcome: '认证未通过，与登记信息不一致',
        legalRepresentative: { name: '韩立业', idNumber: '320199197010150736' },
        foundedOn: '1999-11-08',
      },
      {
        outcome: '改为现任法定代表人，认证成功',
        legalRepresentative: { name: '韩立新', idNumber: '320199196809211179' },
        foundedOn: '1999-11-08',
      },
    ],
  },
  {
    id: 'u-2005',
    title: '登记状态异常',
    about: '信息都对，但已吊销，不能认证。',
    english: 'Organization is not active',
    unit: jiugang,
    role: 'administrator',
    claims: [
      {
        outcome: '认证未通过，登记状态异常',
        legalRepresentative: { name: '卢明远', idNumber: '320199197104062366' },
        foundedOn: '1996-04-15',
      },
    ],
  },
  {
    id: 'u-2006',
    title: '正在核验',
    about: '登记系统繁忙，稍后自动完成核验。',
    english: 'Being verified',
    unit: bailu,
    role: 'administrator',
    claims: [
      {
        outcome: '正在核验，约20秒后自动通过',
        legalRepresentative: { name: '顾望舒', idNumber: '320199198808170415' },
        foundedOn: '2019-05-06',
      },
    ],
  },
  {
    id: 'u-2007',
    title: '已认证',
    about: '登录后直接办理业务。',
    english: 'Already verified',
    unit: chenguang,
    role: 'administrator',
    claims: [
      {
        outcome: '认证成功',
        legalRepresentative: { name: '周文静', idNumber: '320199197603122140' },
        foundedOn: '2003-06-18',
      },
    ],
    atStart: ['certify'],
  },
  {
    id: 'u-2015',
    title: '代理人已认证',
    about: '法定代表人可以替换，代理人可以撤回；有先前的认证记录。',
    english: 'Verified by an agent, with earlier verifications',
    unit: lanjing,
    role: 'administrator',
    claims: [
      {
        outcome: '代理人认证，或在认证中心撤回',
        legalRepresentative: lindqvist,
        foundedOn: '2007-08-16',
        agent: { name: '梁思远', idNumber: '320199198809120612' },
      },
      {
        outcome: '法定代表人替换代理人办理的认证，认证成功',
        legalRepresentative: lindqvist,
        foundedOn: '2007-08-16',
      },
    ],
    atStart: ['certify', 'withdraw', 'certify'],
  },
  {
    id: 'u-2016',
    title: '认证将要到期',
    about: '代理人已撤回认证，七天内重新认证；业务照常办理。',
    english: 'Verification ends in a week',
    unit: shaoniangong,
    role: 'administrator',
    claims: [
      {
        outcome: '代理人重新认证，认证成功',
        legalRepresentative: songZhiwei,
        agent: { name: '何知秋', idNumber: '320199199304251080' },
      },
      { outcome: '法定代表人重新认证，认证成功', legalRepresentative: songZhiwei },
    ],
    atStart: ['certify', 'withdraw'],
  },
  {
    id: 'u-2008',
    title: '经办人登录',
    about: '不能认证，看到怎样请管理员办理。',
    english: 'Operator',
    unit: changting,
    loginName: 'changting_jb',
    role: 'operator',
    claims: [],
  },
  {
    id: 'u-2011',
    title: '同单位的管理员',
    about: '认证后，经办人也能办理业务。',
    english: 'Administrator of the operator’s organization',
    unit: changting,
    role: 'administrator',
    claims: [
      {
        outcome: '认证成功',
        legalRepresentative: { name: '方敬业', idNumber: '320199197401190153' },
        foundedOn: '2001-05-18',
      },
    ],
  },
  {
    id: 'u-2009',
    title: '组织机构代码登录',
    about: '老用户用九位组织机构代码登录。',
    english: 'Login with the old organization code',
    unit: kindergarten,
    loginName: 'D2143070-9',
    role: 'administrator',
    claims: [
      {
        outcome: '认证成功',
        legalRepresentative: { name: '许清和', idNumber: '320199197212030644' },
      },
    ],
  },
  {
    id: 'u-2010',
    title: '多位负责人',
    about: '登记了两位负责人，填哪一位都可以。',
    english: 'Two representatives',
    unit: tongzhou,
    role: 'administrator',
    claims: [
      {
        outcome: '认证成功',
        legalRepresentative: { name: '唐一诺', idNumber: '320199199009080223' },
        foundedOn: '2009-07-30',
      },
    ],
  },
  {
    id: 'u-2012',
    title: '机关',
    about: '证书上没有成立日期，表单也不填。',
    english: 'Government body',
    unit: jianshe,
    role: 'administrator',
    claims: [
      {
        outcome: '认证未通过，与登记信息不一致',
        legalRepresentative: { name: '魏长青', idNumber: '320199197609170450' },
      },
      {
        outcome: '改正证件号，认证成功',
        legalRepresentative: { name: '魏长青', idNumber: '320199197609170434' },
      },
    ],
  },
  {
    id: 'u-2013',
    title: '社会组织',
    about: '登记信息来自民政部门。',
    english: 'Social organization',
    unit: xiehui,
    role: 'administrator',
    claims: [
      {
        outcome: '认证未通过，与登记信息不一致',
        legalRepresentative: { name: '简明月', idNumber: '320199198111230625' },
        foundedOn: '2018-04-22',
      },
      {
        outcome: '改正成立日期，认证成功',
        legalRepresentative: { name: '简明月', idNumber: '320199198111230625' },
        foundedOn: '2008-04-22',
      },
    ],
  },
  {
    id: 'u-2014',
    title: '没有登记来源',
    about: '这类单位的登记信息没有接入，填写以后带材料原件到办事窗口核验。',
    english: 'No register connected: verified at the counter',
    unit: gonghui,
    role: 'administrator',
    claims: [
      {
        outcome: '人工核验中',
        legalRepresentative: { name: '顾书宁', idNumber: '320199197503120818' },
      },
    ],
  },
];
