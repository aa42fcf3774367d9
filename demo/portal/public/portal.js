/** Handles the events of the certification, the switch to larger type, and the menu. */

const ELEMENTS = 'unit-certification, unit-certification-center, unit-registration';

// The stylesheet shows the words of the status: in the header, and before a business.
document.addEventListener('certification-status', ({ detail }) => {
  const realName = detail.kinds.find(({ kind }) => kind === 'real-name');
  const { status, due } = realName;
  document.body.dataset.status = status;
  document.body.dataset.call = callOf(realName);
  if (due) say('[data-due]', lastDayBefore(due.at));
  if (status !== 'certified' && status !== 'pending') callToCounter(detail);
});

// The page is still the former unit's.
document.addEventListener('certification-login-changed', () => location.reload());

function callOf({ status, reason, due, last }) {
  if (due) return 'due';
  const mayCertify = status !== 'certified' && status !== 'pending';
  if (mayCertify && [reason, last?.reason].includes('unit-not-active')) return 'inactive';
  return reason === 'revoked' ? reason : status;
}

/** A claim that waits comes before the call to certify, and so does the time when something is possible again. */
function callToCounter({ case: held, caseAttempts, recheck, form, attempts, canSubmit }) {
  if (held?.state === 'open') {
    document.body.dataset.status = 'counter';
    document.body.dataset.call = held.seen ? 'seen' : 'counter';
    say('[data-case]', `${held.reference.slice(0, 4)}-${held.reference.slice(4)}`);
    say('[data-until]', lastDayBefore(held.until));
    return;
  }
  if (recheck) {
    document.body.dataset.status = document.body.dataset.call = 'recheck';
    say('[data-until]', day.format(new Date(recheck.until)));
    return;
  }
  if (!canSubmit) return;
  const onlyCounter = form.source === 'counter';
  const noCases = caseAttempts?.remaining === 0;
  const usedUp = attempts.remaining === 0;
  if (onlyCounter) document.body.dataset.call = noCases ? 'no-cases' : 'to-counter';
  else if (usedUp) document.body.dataset.call = 'used-up';
  if (held?.state === 'refused') document.body.dataset.call = 'refused';
  say('[data-refusal]', REFUSALS[held?.reason] ?? '请咨询办事窗口');
  say('[data-again]', usedUp ? nextMinute(attempts.resetsAt) : '');
  say('[data-cases-again]', noCases ? nextMinute(caseAttempts.resetsAt) : '');
  show('[data-cases-left]', !noCases);
  show('[data-cases-used-up]', noCases);
  show('[data-used-up]', usedUp && !onlyCounter);
  show('[data-left]', !usedUp && !onlyCounter);
  show('[data-for=refused] [data-certify]', onlyCounter ? !noCases : !usedUp);
}

const REFUSALS = {
  'papers-missing': '材料不全或已过期',
  'papers-differ': '材料与填写的信息不一致',
  'not-authorized': '到场人员没有单位的授权',
  'papers-in-doubt': '材料需要进一步核实',
  'unit-not-active': '单位登记状态异常',
};

const ZONE = { month: 'long', day: 'numeric', timeZone: 'Asia/Shanghai' };
const day = new Intl.DateTimeFormat('zh-CN', ZONE);
const lastDayBefore = (instant) => day.format(Date.parse(instant) + 1 - 24 * 60 * 60_000);
const moment = new Intl.DateTimeFormat('zh-CN', {
  ...ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Rounded up, so that it is never too early. */
const nextMinute = (at) => moment.format(Math.ceil(new Date(at) / 60_000) * 60_000);

function show(where, is) {
  for (const place of document.querySelectorAll(where)) place.hidden = !is;
}

function say(where, text) {
  for (const place of document.querySelectorAll(where)) place.textContent = text;
}

for (const button of document.querySelectorAll('[data-certify]')) {
  button.addEventListener('click', async () => {
    await customElements.whenDefined('unit-certification');
    document.querySelector('unit-certification:not([for])').open();
  });
}

// The product's script did not load: say so instead of showing what needs it.
document.querySelector('script[src*="/widget/unit-"]')?.addEventListener('error', () => {
  show(`${ELEMENTS}, [data-certify], [data-fill-registration]`, false);
  show('[data-unloaded]', true);
});
for (const button of document.querySelectorAll('[data-reload]'))
  button.addEventListener('click', () => location.reload());

// A closed dialog gives the focus back to what opened it. When that has gone, or was nothing, the page begins at its content.
document.addEventListener('focusout', ({ target }) => {
  if (target.localName !== 'unit-certification') return;
  setTimeout(() => {
    if (document.activeElement === document.body)
      document.querySelector('main').focus({ preventScroll: true });
  });
});

// 「长辈版」 changes this page and the product in it at once, and the next pages by a cookie.
const large = document.querySelector('[data-large]');
large.addEventListener('click', () => {
  const appearance = large.getAttribute('aria-pressed') === 'true' ? 'standard' : 'large';
  large.setAttribute('aria-pressed', String(appearance === 'large'));
  document.documentElement.dataset.appearance = appearance;
  for (const element of document.querySelectorAll(ELEMENTS)) element.setAttribute('appearance', appearance);
  document.cookie = `appearance=${appearance}; Path=/; Max-Age=31536000; SameSite=Lax`;
});

// The browser opens and closes the menu; Escape and a click elsewhere close it too.
const menu = document.querySelector('.menu');
document.addEventListener('click', ({ target }) => {
  if (menu && !menu.contains(target)) menu.open = false;
});
menu?.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !menu.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
