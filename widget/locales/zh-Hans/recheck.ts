import type { RecheckWords } from '../../recheck/recheck-words.ts';

export const recheck: RecheckWords = {
  consent: {
    title: '申请自动复核',
    text: [
      '登记信息更新后，我们会用您刚才提交的信息再次核对，一致后自动通过，结果可在本网站查看。',
      '为此需要保存您填写的内容：加密保存，最长30天。认证通过或您取消复核后立即删除，不作他用。',
    ],
  },
  agree: '同意并申请',
  notNow: '暂不申请',
  back: '返回修改',
  asking: { title: '正在申请…', text: ['请稍候，不要关闭页面。'] },
  kept: (until) => ({
    title: '已申请自动复核',
    text: [
      '登记信息一有更新就会自动核对，一致后自动通过，无需重复提交。',
      `最晚${until}有结果。可以在认证中心查看，或取消自动复核。`,
    ],
  }),
  differs: {
    title: '需要重新提交',
    text: ['现在的内容与上次提交的不同，或那次提交已不能复核。', '请先返回重新提交，再申请自动复核。'],
  },
  notRequested: '暂时没有申请成功',
  close: '完成',
};
