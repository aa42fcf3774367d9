/** Shows the phone's messages as they come, newest first. */

const list = document.querySelector('[data-messages]');
const empty = document.querySelector('[data-empty]');
const trouble = document.querySelector('[data-trouble]');
const shown = new Set();

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeStyle: 'medium',
  dateStyle: 'short',
  timeZone: 'Asia/Shanghai',
});

const entry = ({ phone, text, at }) => {
  const item = document.createElement('li');
  const head = element('p', 'head', '');
  const time = element('time', '', clock.format(new Date(at)));
  time.dateTime = at;
  head.append(element('strong', '', `发给 ${phone.replace(/^(\d{3})(\d{4})/, '$1 $2 ')}`), time);
  const body = element('p', 'text', '');
  // The code is what somebody looks for: it stands out, and a click selects it whole.
  for (const part of text.split(/(\d{4,8})/)) {
    body.append(/^\d{4,8}$/.test(part) ? element('b', 'code', part) : part);
  }
  item.append(head, body);
  return item;
};

const look = async () => {
  const { messages } = await (await fetch('/phone/messages')).json();
  for (const message of messages.toReversed()) {
    if (shown.has(message.id)) continue;
    shown.add(message.id);
    list.prepend(entry(message));
  }
  empty.hidden = list.childElementCount > 0;
};

const again = async () => {
  if (!document.hidden) {
    trouble.hidden = await look().then(
      () => true,
      () => false,
    );
  }
  setTimeout(again, 1000);
};
again();
