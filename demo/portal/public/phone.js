/** Demo only: shows the phone's messages as they come, newest first. On the registration page a button fills the code in. */
import { type } from './demo-fill.js';

const list = document.querySelector('[data-messages]');
const registration = document.querySelector('unit-registration');
const shown = new Set();

const element = (name, text, ...children) => {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
};

const fillButton = (code) => {
  const button = element('button', '填入验证码');
  button.type = 'button';
  button.className = 'fill';
  button.addEventListener('click', () => {
    const field = registration.shadowRoot.querySelector('#code');
    if (field && !field.readOnly) type(field, code);
  });
  return button;
};

const entry = ({ phone, text, at }) => {
  const time = new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });
  const [before, code, after] = text.split(/(\d{6})/);
  const words = element('p', before, element('b', code), after);
  const item = element('li', element('small', `发给 ${phone} · ${time}`), words);
  if (registration) item.append(fillButton(code));
  return item;
};

const poll = async () => {
  try {
    const { messages } = await (await fetch('/phone/messages')).json();
    for (const message of messages.reverse()) {
      if (shown.has(message.id)) continue;
      shown.add(message.id);
      list.prepend(entry(message));
    }
  } catch {
    // The portal does not answer; the next request gets the messages of the meantime.
  }
  setTimeout(poll, 1000);
};
poll();
