import { NAMES } from '../../../bff/contract/zh-Hans/unit-names.ts';
import type { UnitNames } from '../unit-words.ts';

export const unitNames: UnitNames = {
  ...NAMES,
  foundingDatePlace: {
    certificate: '营业执照上的“成立日期”',
    'certificate-of-individual': '营业执照上的“注册日期”',
    register: '登记的成立日期',
  },
};
