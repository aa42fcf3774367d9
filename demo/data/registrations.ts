/** Units without an account at the portal, and the values to type to register them. Made up, like the accounts. */
import type { DemoClaim } from './accounts.ts';

/** The values to type besides a claim, by the members of the request. */
export interface RegistrationValues {
  unit: { code: string; name: string };
  /** The demo's phone page shows the SMS; nothing is sent to a real phone. */
  phone: string;
  email: string;
}

export interface DemoRegistration {
  /** Heading on the registration page. */
  title: string;
  values: RegistrationValues;
  claims: DemoClaim[];
  /** A login name to choose. */
  loginName: string;
}

const xinhe = { name: '苏若谷', idNumber: '320199198509170220' };
const fengqiao = { name: '叶知秋', idNumber: '320199197905041135' };

export const DEMO_REGISTRATIONS: DemoRegistration[] = [
  {
    title: '法人注册',
    values: {
      unit: { code: '91320199MA1DEM146X', name: '云川市新荷文化传媒有限公司' },
      phone: '13900000014',
      email: 'office@xinhe.example',
    },
    claims: [{ outcome: '注册成功', legalRepresentative: xinhe, foundedOn: '2026-03-18' }],
    loginName: 'xinhe_2026',
  },
  {
    title: '代理人注册',
    values: {
      unit: { code: '91320199MA1DEM154Q', name: '云川枫桥（江苏）电子商务有限公司' },
      phone: '13900000015',
      email: 'hr@fengqiao.example',
    },
    claims: [
      {
        outcome: '认证未通过，没有查到代理人的办理记录',
        legalRepresentative: fengqiao,
        foundedOn: '2022-07-06',
        agent: { name: '郑知遥', idNumber: '320199199308290255' },
      },
      {
        outcome: '换一位办理过业务的代理人，注册成功',
        legalRepresentative: fengqiao,
        foundedOn: '2022-07-06',
        agent: { name: '温如玉', idNumber: '320199199301280644' },
      },
    ],
    loginName: 'fengqiao',
  },
  {
    title: '登记状态异常',
    values: {
      unit: { code: '91320199MA1DEM162K', name: '云川市石湾水产有限公司' },
      phone: '13900000016',
      email: 'shiwan@shuichan.example',
    },
    claims: [
      {
        outcome: '认证未通过，登记状态异常',
        legalRepresentative: { name: '路远', idNumber: '320199196708110758' },
        foundedOn: '1998-05-11',
      },
    ],
    loginName: 'shiwan',
  },
];
