/** Why a certification or a registration was refused. */
import type { RefusalReason } from '../../../bff/contract/reasons.ts';
import type { Refusal } from '../../../bff/contract/zh-Hans/refusals.ts';
import type { RegistrationWords } from '../../registration/registration-words.ts';
import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

/** In both. `deed`: what was refused. `ofUnit`: the title where the unit's state is the reason. */
const common = (
  { certificate, authority, head }: UnitWords,
  deed: '認證' | '註冊',
  title: string,
  ofUnit = title,
): Record<RefusalReason | 'otherwise', Refusal> => ({
  'registry-mismatch': {
    title,
    said: '填寫的資料與登記資料不一致。',
    next: `請對照${certificate}和證件，核對{fields}。`,
  },
  'unit-not-active': {
    title: ofUnit,
    said: `登記資料顯示貴單位狀態異常，如註銷或吊銷，暫不能${deed}。`,
    next: `請先向${authority}核實。`,
  },
  'agent-without-record': {
    title,
    said: '沒有查到代理人在本單位辦理社保業務的記錄。',
    next: `可請辦理過業務的人員${deed}，或由${head}本人${deed}。`,
  },
  otherwise: {
    title,
    said: '填寫的資料未能通過核驗。',
    next: `請對照${certificate}和證件核對；核對無誤的，請聯絡本網站客服。`,
  },
});

const TITLE = '認證未通過';

export function refusals(unit: UnitWords): ResultsWords['rejected'] {
  return {
    ...common(unit, '認證', TITLE),
    'claim-expired': { title: TITLE, said: '沒有等到核驗結果，保存的資料已刪除。', next: '請重新提交。' },
    'recheck-expired': {
      title: TITLE,
      said: '自動複核已結束，沒有通過，保存的資料已刪除。',
      next: '請核對後重新提交。',
    },
    'claim-superseded': {
      title: TITLE,
      said: '本單位後來又有一次提交，代替了這一次，保存的資料已刪除。',
      next: '需要的，請重新提交。',
    },
  };
}

const UNIT = '單位認證未通過';
const REAL_NAME = '實名認證未通過';

export function registrationRefusals(unit: UnitWords): RegistrationWords['refused'] {
  return {
    ...common(unit, '註冊', REAL_NAME, UNIT),
    'unit-mismatch': {
      title: UNIT,
      said: '單位名稱和代碼與登記資料不一致。',
      next: `請對照${unit.certificate}核對。`,
    },
  };
}
