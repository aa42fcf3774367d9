/** The frame of the pages behind the login: the settings menu, and the certification state in the header. */

const WORDS = {
  certified: '已实名认证',
  uncertified: '未实名认证',
  pending: '实名核验中',
  lapsed: '需重新认证',
};

/** Paints the unit's state wherever the page shows it, in words or by what is to be done about it. */
const paint = (state, words) => {
  for (const place of document.querySelectorAll('[data-certification]')) {
    place.dataset.certification = state;
    const text = place.querySelector('[data-certification-text]');
    if (text) text.textContent = words;
  }
};

const moment = new Intl.DateTimeFormat('zh-CN', {
  ...{ month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  timeZone: 'Asia/Shanghai',
});

/** With no attempt left there is no 「立即认证」, but until when. */
const limit = ({ remaining, resetsAt } = {}) => {
  const none = remaining === 0;
  for (const button of document.querySelectorAll('[data-certify]')) button.hidden = none;
  for (const note of document.querySelectorAll('[data-exhausted]')) {
    note.hidden = !none;
    note.textContent = resetsAt
      ? `提交次数已用完，${moment.format(new Date(resetsAt))}后可再提交`
      : '提交次数已用完';
  }
};

document.addEventListener('certification-status', ({ detail }) => {
  const realName = detail.kinds.find(({ kind }) => kind === 'real-name');
  if (realName && WORDS[realName.status]) paint(realName.status, WORDS[realName.status]);
  limit(detail.attempts);
});

document.addEventListener('certification-error', () => {
  const known = document.querySelector('.state[data-certification]:not([data-certification=unknown])');
  if (!known) paint('unknown', '暂时查不到');
});

for (const button of document.querySelectorAll('[data-certify]')) {
  button.addEventListener('click', async () => {
    await customElements.whenDefined('unit-certification');
    document.querySelector('unit-certification:not([view])').open();
  });
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const status = button.parentElement.querySelector('[data-copied]');
  button.addEventListener('click', async () => {
    status.textContent = await navigator.clipboard.writeText(button.dataset.copy).then(
      () => '已复制，可以发给管理员',
      () => button.dataset.copy,
    );
  });
}

const menu = document.querySelector('[data-menu]');
const button = menu.querySelector('button');
const panel = menu.querySelector('.menu-panel');
const links = [...panel.querySelectorAll('a')];

const setOpen = (open) => {
  panel.hidden = !open;
  button.setAttribute('aria-expanded', String(open));
};

button.addEventListener('click', () => setOpen(panel.hidden));
menu.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !panel.hidden) {
    setOpen(false);
    button.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  if (panel.hidden) setOpen(true);
  const at = links.indexOf(document.activeElement);
  const first = step > 0 ? 0 : links.length - 1;
  links[at < 0 ? first : (at + step + links.length) % links.length].focus();
});
menu.addEventListener('focusout', ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) setOpen(false);
});
document.addEventListener('pointerdown', ({ target }) => {
  if (!menu.contains(target)) setOpen(false);
});
