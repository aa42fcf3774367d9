/**
 * Shows the widget's events as they come, and its requests as the proxy has recorded them. Fills the form in, and carries out
 * the scenario's buttons.
 */
import { fillClaim } from '/assets/demo-fill.js';

const events = document.querySelector('[data-events]');
const sent = document.querySelector('[data-sent]');
const { run } = document.querySelector('[data-run]').dataset;

// On a phone the frame is below the fold, so scroll it into view.
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
const look = async () => {
  const list = await (await fetch(`/qa/sent/${run}`)).json();
  for (const { method, path, status, took, body } of list.slice(sent.childElementCount)) {
    sent.append(entry(`${method} ${path} → ${status ?? '连接中断'}（${took}ms）`, body));
  }
};
const refresh = () => {
  paint();
  look().catch(() => undefined);
};
addEventListener('qa-event', refresh);
refresh();

const frame = document.querySelector('iframe');
const fill = document.querySelector('[data-fill]');
fill.addEventListener('click', () => {
  const { claim, values } = JSON.parse(fill.dataset.fill);
  const { shadowRoot } = frame.contentDocument.querySelector(
    'unit-certification, unit-certification-center, unit-registration',
  );
  fillClaim(shadowRoot, { ...claim, ...values });
  frame.contentWindow.focus();
});

/** Changes the page without loading it, as a single-page portal does (docs/en/embedding.md). */
const changeRoute = (act) => {
  const { document: stage, customElements: elements, history } = frame.contentWindow;
  if (act === 'sign-out') elements.get('unit-certification').signOut();
  if (act !== 'another-unit') return;
  history.pushState(null, '', `${frame.src}&route=2`);
  stage.querySelector('[data-unit]').textContent = JSON.parse(fill.dataset.fill).values.unit.name;
  stage.querySelector('unit-certification, unit-certification-center').refresh();
};

for (const button of document.querySelectorAll('[data-act]')) {
  const { act } = button.dataset;
  button.addEventListener('click', async () => {
    if (act === 'second-tab') return open(frame.src);
    button.disabled = true;
    fill.dataset.fill = await (await fetch(`/qa/act/${run}/${act}`, { method: 'POST' })).text();
    button.disabled = false;
    changeRoute(act);
  });
}

setInterval(() => document.hidden || look().catch(() => undefined), 1000);
