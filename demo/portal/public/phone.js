/** Shows the phone's messages as they come, newest first, and takes a code to the registration page in another tab. */

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

/** Registration pages of this browser; one that takes the code says so. */
const pages = new BroadcastChannel('demo-phone');
const ANSWER_MS = 400;

/** Whether a registration page has taken the code. */
const fillIn = (code) =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, ANSWER_MS, false);
    pages.onmessage = ({ data }) => {
      if (data.filled !== code) return;
      clearTimeout(late);
      resolve(true);
    };
    pages.postMessage({ code });
  });

/** Without such a page the code is copied. */
const take = async (code, status) => {
  if (await fillIn(code)) status.textContent = '已填入注册页面，请切换过去继续';
  else
    status.textContent = await navigator.clipboard.writeText(code).then(
      () => '没有打开的注册页面，已复制验证码',
      () => '没有打开的注册页面，请抄下验证码',
    );
};

const takeButton = (code) => {
  const row = element('div', 'take', '');
  const button = element('button', 'demo-fill', '填入验证码');
  const status = element('span', '', '');
  status.setAttribute('role', 'status');
  button.type = 'button';
  button.addEventListener('click', () => take(code, status));
  row.append(button, status);
  return row;
};

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
  const [code] = /\d{4,8}/.exec(text) ?? [];
  if (code) item.append(takeButton(code));
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

const poll = async () => {
  if (!document.hidden) {
    trouble.hidden = await look().then(
      () => true,
      () => false,
    );
  }
  setTimeout(poll, 1000);
};
poll();
