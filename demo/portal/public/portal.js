/** The frame of the pages behind the login: the settings menu, and the certification state in the header. */

const WORDS = {
  certified: '已实名认证',
  uncertified: '未实名认证',
  pending: '实名核验中',
  lapsed: '需重新认证',
};

/** Paints the unit's state wherever the page shows it. */
const paint = (state, words) => {
  for (const place of document.querySelectorAll('[data-certification]:has([data-certification-text])')) {
    place.dataset.certification = state;
    place.querySelector('[data-certification-text]').textContent = words;
  }
};

document.addEventListener('certification-status', ({ detail }) => {
  const realName = detail.kinds.find(({ kind }) => kind === 'real-name');
  if (realName && WORDS[realName.status]) paint(realName.status, WORDS[realName.status]);
});

document.addEventListener('certification-error', () => {
  const known = document.querySelector('[data-certification]:not([data-certification=unknown])');
  if (!known?.querySelector('[data-certification-text]')) paint('unknown', '暂时查不到');
});

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
