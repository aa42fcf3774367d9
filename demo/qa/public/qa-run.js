/** Shows the widget's events as they come, and what it has sent (told by the proxy, masked). */

const events = document.querySelector('[data-events]');
const sent = document.querySelector('[data-sent]');
const { run } = document.querySelector('[data-run]').dataset;

// On a phone the frame is below the fold: what is to be tested comes into view.
if (matchMedia('(max-width: 640px)').matches)
  document.querySelector('iframe').scrollIntoView({ block: 'end' });

const entry = (title, json) => {
  const item = document.createElement('li');
  const name = document.createElement('strong');
  name.textContent = title;
  item.append(name);
  if (json) {
    const text = document.createElement('pre');
    text.textContent = json;
    item.append(text);
  }
  return item;
};

const paint = () => {
  const known = globalThis.qaEvents ?? [];
  for (const { name, detail } of known.slice(events.childElementCount)) {
    events.append(entry(name, JSON.stringify(detail, null, 1)));
  }
};
addEventListener('qa-event', paint);
paint();

const look = async () => {
  const list = await (await fetch(`/qa/sent/${run}`)).json();
  for (const { method, path, status, took, body } of list.slice(sent.childElementCount)) {
    sent.append(entry(`${method} ${path} → ${status ?? '连接中断'}（${took}毫秒）`, body));
  }
};
setInterval(() => document.hidden || look().catch(() => undefined), 1000);
