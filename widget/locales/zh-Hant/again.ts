import type { DueReason } from '../../../bff/contract/reasons.ts';
import type { AgainWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';

export function again({ head }: UnitWords): AgainWords {
  const causes: AgainWords['causes'] = {
    'representative-changed': `${head}已變更`,
    'registration-changed': '登記資料已變更',
    'unit-not-active': '登記資料顯示貴單位狀態異常',
    'agent-withdrew': '代理人已撤回認證',
  };
  /** Before what follows from it. Empty for a reason that only a newer service knows. */
  const because = (reason: DueReason | undefined): string => {
    const cause = reason && causes[reason];
    return cause ? `${cause}，` : '';
  };
  return {
    causes,
    title: '單位需要重新認證',
    lapsed: (reason) => `${because(reason)}原認證已失效，需重新認證後才能辦理相關業務。`,
    revoked: {
      title: '單位的認證已被撤銷',
      text: ['原因請諮詢本網站客服。'],
      needed: '需重新認證後才能辦理相關業務。',
      confirm: '重新認證',
    },
    due: ({ at, reason }) => `${because(reason)}請最晚在${at}重新通過實名認證。到期前，業務照常辦理。`,
  };
}
