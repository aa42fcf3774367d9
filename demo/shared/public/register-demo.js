/**
 * What the demo does for whoever registers: fills the form with a made-up unit, and shows the message that has come to
 * the demo's phone, whose code it fills in. A real portal has none of this.
 */
import { fillClaim, type } from './typing.js';

const element = document.querySelector('unit-registration');
const status = document.querySelector('[data-filled]');
const place = document.querySelector('[data-message-arrived] > div');

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-registration]');
  if (!button) return;
  const { unit, phone, email, loginName, password, claim, says } = JSON.parse(button.dataset.registration);
  type(element.querySelector('#loginName'), loginName);
  for (const id of ['password', 'passwordAgain']) type(element.querySelector(`#${id}`), password);
  fillClaim(element.shadowRoot, claim, {
    'unit-name': unit.name,
    'unit-code': unit.code,
    email,
    phone,
  });
  status.textContent = says;
  // The form is several screens long: show what to press next.
  element.shadowRoot.querySelector('#get-code').scrollIntoView({ block: 'center' });
});

// For the stylesheet, which keeps what is beside the form in sight.
const side = document.querySelector('.side');
new ResizeObserver(() => side.style.setProperty('--height', `${side.offsetHeight}px`)).observe(side);

/** Fills the code in; false when the form has no place for it now. */
const fillCode = (code) => {
  const field = element.shadowRoot?.querySelector('#code');
  if (!field || field.readOnly) return false;
  type(field, code);
  place.hidden = true;
  field.focus();
  return true;
};

// From the demo's phone in another tab.
const phone = new BroadcastChannel('demo-phone');
phone.addEventListener('message', ({ data: { code } }) => {
  if (code && fillCode(code)) phone.postMessage({ filled: code });
});

/** What is on the phone, newest first; nothing when it cannot be asked. */
const messages = () =>
  fetch('/phone/messages')
    .then((answer) => answer.json())
    .then(({ messages }) => messages)
    .catch(() => []);

const PAUSE_MS = 500;
const TRIES = 60;

/** Shows the next message that comes. */
const watch = async () => {
  const old = new Set((await messages()).map(({ id }) => id));
  for (let tries = 0; tries < TRIES; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const fresh = (await messages()).find(({ id }) => !old.has(id));
    if (!fresh) continue;
    [place.querySelector('[data-code]').textContent] = /\d{4,8}/.exec(fresh.text);
    place.hidden = false;
    return;
  }
};

const pressed = (event, selector) => event.composedPath()[0].closest?.(selector);
// On the way down: on the way up the button is at work already, and says that it cannot be pressed.
element.addEventListener(
  'click',
  (event) => {
    if (pressed(event, '#get-code:not([aria-disabled=true])')) watch();
  },
  { capture: true },
);
// Typed by hand: it has been seen.
element.addEventListener('input', (event) => {
  if (pressed(event, '#code')) place.hidden = true;
});
place.querySelector('[data-fill-code]').addEventListener('click', () => {
  fillCode(place.querySelector('[data-code]').textContent);
});
