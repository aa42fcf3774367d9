/**
 * The names of certificates, authorities and heads in Simplified Chinese, for the widget and for
 * the desk.
 */
import type { UnitClass } from '../unit-class.ts';

type Named = 'certificate' | 'authority' | 'head';

export const NAMES: { [Key in Named]: Record<UnitClass[Key], string> } = {
  certificate: {
    'registration-certificate': '登记证书',
    'credit-code-certificate': '统一社会信用代码证书',
    'public-institution-certificate': '事业单位法人证书',
    'law-firm-license': '律师事务所执业许可证',
    'social-organization-certificate': '社会团体法人登记证书',
    'private-non-enterprise-certificate': '民办非企业单位登记证书',
    'foundation-certificate': '基金会法人登记证书',
    'trade-union-certificate': '工会法人资格证书',
    'business-license': '营业执照',
  },
  authority: {
    'registration-authority': '登记管理机关',
    'institutional-organization': '机构编制部门',
    'foreign-affairs': '外交部门',
    'judicial-administration': '司法行政机关',
    'culture-and-tourism': '文化和旅游部门',
    'civil-affairs': '民政部门',
    'religious-affairs': '宗教事务部门',
    'trade-union': '上级工会',
    'market-regulation': '市场监管部门',
    agriculture: '农业农村部门',
  },
  head: {
    'legal-representative': '法定代表人',
    'person-in-charge': '负责人',
    proprietor: '经营者',
  },
};

/** The names of one class of units. */
export type ClassNames = Record<Named, string>;
