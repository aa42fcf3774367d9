/**
 * Words for an agent's certification, which its agent withdraws or its head takes over;
 * `answers.ts` says who uses them. Apart, because the center shows them without an answer to a
 * claim.
 */

/** `until`: the last day in words. */
export const withdrawn = (until: string, head: string): { title: string; text: string[] } => ({
  title: '已撤回认证',
  text: [`原认证有效到${until}。请${head}或其他代理人最晚在这一天重新认证，以免影响业务办理。`],
});

/** `departed`: what an agent does who has left the unit. */
export const AGENT_DIFFERS = {
  title: '未能撤回',
  said: '填写的信息与办理认证的代理人不一致，或者当前认证不是代理人办理的。',
  next: '请核对后重新提交。',
  departed: '代理人已离开单位、无法登录的，请到办事窗口办理。',
};

/** The head's certification in the place of an agent's. `said`: why it was refused. */
export const takeoverRefused = (head: string, said: string | undefined): string =>
  `上次${head}认证未通过${said ? `：${said}` : ''}`;
