import type { DueReason, LapseReason } from '../../../bff/contract/reasons.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { connection } from './connection.ts';

/** Why a certification has lapsed, or is due. */
const causes = (head: string): Partial<Record<DueReason, string>> => ({
  'representative-changed': `${head}已變更`,
  'registration-changed': '登記資料已變更',
  'unit-not-active': '登記資料顯示貴單位狀態異常',
  'agent-withdrew': '代理人已撤回認證',
});

/** Before what follows from it. Empty for a reason that only a newer service knows. */
function because(reason: DueReason | undefined, head: string): string {
  const cause = reason && causes(head)[reason];
  return cause ? `${cause}，` : '';
}

/** The words before the sentence that the unit must certify again; a revocation is in the title. */
const lapsed = (reason: LapseReason | undefined, head: string): string =>
  reason === 'revoked' ? '' : `${because(reason, head)}原認證已失效，`;

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ...connection,
  ask: {
    title: '請完成單位實名認證',
    text: [
      '因系統升級，單位需通過實名認證後才能辦理相關業務。',
      `約2分鐘，請準備${certificate}和${head}證件。`,
    ],
  },
  lapsed: (reason) => `${lapsed(reason, head)}需重新認證後才能辦理相關業務。`,
  revoked: { title: '單位的認證已被撤銷', text: ['原因請諮詢本網站客服。'], confirm: '重新認證' },
  atCounter: `需到辦事窗口核驗：先在網上填寫，再帶${certificate}和${head}證件到窗口。`,
  due: ({ at, reason }) => ({
    title: '單位需要重新認證',
    text: [
      `${because(reason, head)}請最晚在${at}重新通過實名認證。到期前，業務照常辦理。`,
      `約2分鐘，請準備${certificate}和${head}證件。`,
    ],
  }),
  confirm: '確認',
  opening: '正在開啟…',
  moment: '請稍候，一般幾秒鐘。',
});
