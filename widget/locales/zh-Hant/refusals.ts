/** Why a certification or a registration was refused. */
import type { Copy } from '../../dialog/copy.ts';
import type { RegistrationWords } from '../../registration/registration-words.ts';
import type { ResultsWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

const texts = ({ certificate, authority, head }: UnitWords, deed: '認證' | '註冊') => ({
  'registry-mismatch': ['填寫的資料與登記資料不一致。', `請對照${certificate}和證件，核對{fields}。`],
  'unit-not-active': [
    `登記資料顯示貴單位狀態異常，如註銷或吊銷，暫不能${deed}。`,
    `請先向${authority}核實。`,
  ],
  'agent-without-record': [
    '沒有查到代理人在本單位辦理社保業務的記錄。',
    `可請辦理過業務的人員${deed}，或由${head}本人${deed}。`,
  ],
  otherwise: ['填寫的資料未能通過核驗。', `請對照${certificate}和證件核對；核對無誤的，請聯絡本網站客服。`],
});

const refused = (text: string[]): Copy => ({ title: '認證未通過', text });

export function refusals(unit: UnitWords): ResultsWords['rejected'] {
  const said = texts(unit, '認證');
  return {
    'registry-mismatch': refused(said['registry-mismatch']),
    'unit-not-active': refused(said['unit-not-active']),
    'agent-without-record': refused(said['agent-without-record']),
    'claim-expired': refused(['沒有等到核驗結果，保存的資料已刪除。', '請重新提交。']),
    'recheck-expired': refused(['自動複核已結束，沒有通過，保存的資料已刪除。', '請核對後重新提交。']),
    'claim-superseded': refused([
      '本單位後來又有一次提交，代替了這一次，保存的資料已刪除。',
      '需要的，請重新提交。',
    ]),
    otherwise: refused(said.otherwise),
  };
}

const UNIT = '單位認證未通過';
const REAL_NAME = '實名認證未通過';

export function registrationRefusals(unit: UnitWords): RegistrationWords['refused'] {
  const said = texts(unit, '註冊');
  return {
    'unit-mismatch': {
      title: UNIT,
      text: ['單位名稱和代碼與登記資料不一致。', `請對照${unit.certificate}核對。`],
    },
    'registry-mismatch': { title: REAL_NAME, text: said['registry-mismatch'] },
    'unit-not-active': { title: UNIT, text: said['unit-not-active'] },
    'agent-without-record': { title: REAL_NAME, text: said['agent-without-record'] },
    otherwise: { title: REAL_NAME, text: said.otherwise },
  };
}
