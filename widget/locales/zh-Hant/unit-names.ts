import type { UnitNames } from '../unit-words.ts';

export const unitNames: UnitNames = {
  certificate: {
    'registration-certificate': '登記證書',
    'credit-code-certificate': '統一社會信用代碼證書',
    'public-institution-certificate': '事業單位法人證書',
    'law-firm-license': '律師事務所執業許可證',
    'social-organization-certificate': '社會團體法人登記證書',
    'private-non-enterprise-certificate': '民辦非企業單位登記證書',
    'foundation-certificate': '基金會法人登記證書',
    'trade-union-certificate': '工會法人資格證書',
    'business-license': '營業執照',
  },
  authority: {
    'registration-authority': '登記管理機關',
    'institutional-organization': '機構編制部門',
    'foreign-affairs': '外交部門',
    'judicial-administration': '司法行政機關',
    'culture-and-tourism': '文化和旅遊部門',
    'civil-affairs': '民政部門',
    'religious-affairs': '宗教事務部門',
    'trade-union': '上級工會',
    'market-regulation': '市場監管部門',
    agriculture: '農業農村部門',
  },
  head: {
    'legal-representative': '法定代表人',
    'person-in-charge': '負責人',
    proprietor: '經營者',
  },
  foundingDatePlace: {
    certificate: '營業執照上的「成立日期」',
    'certificate-of-individual': '營業執照上的「註冊日期」',
    register: '登記的成立日期',
  },
};
