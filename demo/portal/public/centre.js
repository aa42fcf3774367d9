/** The certification centre: the button that opens the form, and the words beside the state. */

const widget = document.querySelector('unit-certification');
const certify = document.querySelector('[data-certify]');
const about = document.querySelector('[data-real-name-about]');

const date = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' });

const ABOUT = {
  certified: ({ since }) =>
    since ? `${date.format(new Date(since))}通过，可以办理相关业务。` : '可以办理相关业务。',
  uncertified: () => '核对法定代表人信息与工商登记是否一致，通过后即可办理业务。',
  pending: () => '正在核验，完成后会自动更新，无需重复提交。',
  lapsed: () => '工商登记信息有变化，请重新认证后再办理业务。',
};

document.addEventListener('certification-status', ({ detail }) => {
  const realName = detail.kinds.find(({ kind }) => kind === 'real-name');
  if (!realName) return;
  about.textContent = ABOUT[realName.status]?.(realName) ?? '';
  certify.hidden = !['uncertified', 'lapsed'].includes(realName.status);
});

certify.addEventListener('click', () => widget.open());
