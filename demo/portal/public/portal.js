/** Handles the events of the certification, the switch to larger type, and the menu. */

import { showCall } from './certification-call.js';

const ELEMENTS = 'unit-certification, unit-certification-center, unit-registration';

// The header and the call above the businesses show the status.
document.addEventListener('certification-status', ({ detail: { kinds, next } }) => {
  const { status } = kinds.find(({ kind }) => kind === 'real-name');
  const call = showCall(next);
  document.body.dataset.status = status === 'certified' ? status : (INSTEAD[call] ?? status);
});

/** The header's word in the place of the status: a claim waits, or the unit cannot certify again. */
const INSTEAD = {
  bring: 'counter',
  'bring-again': 'counter',
  deciding: 'counter',
  rechecking: 'recheck',
  held: 'uncertified',
};

// The page is still the former unit's.
document.addEventListener('certification-login-changed', () => location.reload());

function show(where, is) {
  for (const place of document.querySelectorAll(where)) place.hidden = !is;
}

for (const button of document.querySelectorAll('[data-certify]')) {
  button.addEventListener('click', async () => {
    await customElements.whenDefined('unit-certification');
    document.querySelector('unit-certification:not([for])').open();
  });
}

// The page's `load` event waits for the product's script, which defines an element of its own name. If it did not load, say so instead of
// showing what needs it.
const script = document.querySelector('script[src*="/widget/unit-"]');
const checkLoaded = () => {
  if (!script || customElements.get(/([\w-]+)\.js$/.exec(script.src)[1])) return;
  show(`${ELEMENTS}, [data-certify], [data-fill-registration]`, false);
  show('[data-unloaded]', true);
};
if (document.readyState === 'complete') checkLoaded();
else addEventListener('load', checkLoaded);
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

// The product forgets the unit when the logout has succeeded, before the page is left: other tabs then ask whether somebody is logged in.
document.querySelector('form[action="/logout"]')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { target: form } = event;
  const answer = await fetch(form.action, { method: 'POST' }).catch(() => undefined);
  if (!answer?.ok) return form.submit(); // The browser says what is wrong.
  window.UnitCertification?.queue.push(['signOut']);
  location.assign(answer.url);
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
