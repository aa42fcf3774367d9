/** The unit's state as the widget tells it, what is to be done about it, the settings. */

const { dataset } = document.body;

const moment = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en' : 'zh-CN', {
  ...{ month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  timeZone: 'Asia/Shanghai',
});

/** As the widget says it: never too early. */
const nextMinute = (instant) => new Date(Math.ceil(Date.parse(instant) / 60_000) * 60_000);

/** With no attempt left there is no button, but until when. */
const limit = ({ remaining, resetsAt } = {}) => {
  const none = remaining === 0 && resetsAt;
  for (const button of document.querySelectorAll('[data-certify]')) button.hidden = !!none;
  for (const note of document.querySelectorAll('[data-used-up]:not(body)')) {
    note.hidden = !none;
    if (none) note.textContent = dataset.usedUp.replace('{when}', moment.format(nextMinute(resetsAt)));
  }
};

document.addEventListener('certification-status', ({ detail }) => {
  const status = detail.kinds.find(({ kind }) => kind === 'real-name')?.status;
  const words = dataset[status];
  if (!words) return;
  for (const place of document.querySelectorAll('[data-state]')) {
    place.dataset.state = status;
    const text = place.querySelector('[data-state-text]');
    if (text) text.textContent = words;
  }
  limit(detail.attempts);
});

for (const button of document.querySelectorAll('[data-certify]')) {
  button.addEventListener('click', async () => {
    await customElements.whenDefined('unit-certification');
    document.querySelector('unit-certification:not([view])').open();
  });
}

// The browser opens and closes the menu; it also closes on Escape, and when somebody goes elsewhere.
const menu = document.querySelector('.menu');
menu?.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !menu.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
menu?.addEventListener('focusout', ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
});
if (menu)
  document.addEventListener('pointerdown', ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });

// After a refusal the first wrong field is where the work goes on.
document.querySelector('main [aria-invalid]')?.focus();
