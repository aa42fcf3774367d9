import type { RecheckWords } from '../../recheck/recheck-words.ts';

export const recheck: RecheckWords = {
  consent: {
    title: '申請自動複核',
    text: [
      '登記資料更新後，我們會用您剛才提交的資料再次核對，一致後自動通過，結果可在本網站查看。',
      '為此需要保存您填寫的內容：加密保存，最長30天。認證通過或您取消複核後立即刪除，不作他用。',
    ],
  },
  agree: '同意並申請',
  notNow: '暫不申請',
  back: '返回修改',
  asking: { title: '正在申請…', text: ['請稍候，不要關閉頁面。'] },
  kept: (until) => ({
    title: '已申請自動複核',
    text: [
      '登記資料一有更新就會自動核對，一致後自動通過，無需重複提交。',
      `最晚${until}有結果。可以在認證中心查看，或取消自動複核。`,
    ],
  }),
  differs: {
    title: '需要重新提交',
    text: ['現在的內容與上次提交的不同，或那次提交已不能複核。', '請先返回重新提交，再申請自動複核。'],
  },
  notRequested: '暫時沒有申請成功',
  close: '完成',
};
