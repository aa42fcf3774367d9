/** Sets on the live element what is chosen, and writes the lines that do the same in a page. The address keeps the choice. */
import './qa-run.js';

const frame = document.querySelector('iframe');
const controls = document.querySelector('[data-controls]');
const snippet = document.querySelector('[data-snippet]');
const copied = document.querySelector('[data-copied]');
const stage = frame.getAttribute('src');
let form = 'HTML';

const attributes = [...controls.querySelectorAll('[data-attribute]')];
const styles = [...controls.querySelectorAll('[data-style]')];

const valueOf = (control) =>
  control.type === 'checkbox' ? (control.checked ? '' : undefined) : control.value;
/** An empty text leaves an attribute out; a switch has no text. */
const isSet = (control) => (control.type === 'checkbox' ? control.checked : control.value !== '');

const element = () => frame.contentDocument?.querySelector('unit-certification');

function apply() {
  const live = element();
  if (!live) return;
  for (const control of attributes) {
    if (isSet(control)) live.setAttribute(control.name, valueOf(control));
    else live.removeAttribute(control.name);
  }
  for (const { name, value } of styles) live.style.setProperty(name, value);
}

const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const quoted = (value) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Attributes as they are written, each on its line. */
const written = (names) =>
  [
    ['token-url', '/session/certification-token'],
    ...attributes.filter(isSet).map((c) => [c.name, valueOf(c)]),
  ]
    .map(([name, value]) => (value === '' ? names(name) : `${names(name)}="${quoted(value)}"`))
    .map((line) => `  ${line}`)
    .join('\n');

const FORMS = {
  HTML: () =>
    `<script type="module" src="${snippet.dataset.bff}/widget/unit-certification.js"></script>\n` +
    `<unit-certification\n${written((name) => name)}\n></unit-certification>`,
  React: () =>
    `import 'unit-certification/define';\n\n` +
    `<unit-certification\n  bff="${snippet.dataset.bff}"\n${written(camelCase)}\n` +
    `  oncertification-status={(event) => setStatus(event.detail)}\n/>`,
  Vue: () =>
    `import 'unit-certification/define';\n\n` +
    `<unit-certification\n  bff="${snippet.dataset.bff}"\n${written((name) => name)}\n` +
    `  @certification-status="status = $event.detail"\n/>`,
};

function paint() {
  const chosen = styles.filter(isSet).map(({ name, value }) => `  ${name}: ${value};`);
  const css = chosen.length > 0 ? `\n\n/* CSS */\n:root {\n${chosen.join('\n')}\n}` : '';
  snippet.textContent = FORMS[form]() + css;
  copied.textContent = '';
  const query = new URLSearchParams(location.search);
  for (const control of [...attributes, ...styles]) {
    if (isSet(control)) query.set(control.name, valueOf(control));
    else query.delete(control.name);
  }
  history.replaceState(null, '', `?${query}`);
}

const query = new URLSearchParams(location.search);
for (const control of [...attributes, ...styles]) {
  if (control.type === 'checkbox') control.checked = query.has(control.name);
  else if (query.has(control.name)) control.value = query.get(control.name);
}
controls.addEventListener('input', ({ target }) => {
  // Another use begins as on a page of its own, without the dialog of the last one.
  if (target.name === 'view') frame.contentWindow.location.replace(`${stage}?view=${target.value}`);
  else apply();
  paint();
});
for (const button of controls.querySelectorAll('[data-method]')) {
  // A rejection is told by the event `certification-error`.
  button.addEventListener('click', () =>
    Promise.resolve(element()?.[button.dataset.method]()).catch(() => undefined),
  );
}
const forms = [...document.querySelectorAll('[data-form]')];
for (const button of forms) {
  button.addEventListener('click', () => {
    form = button.dataset.form;
    for (const each of forms) each.setAttribute('aria-pressed', String(each === button));
    paint();
  });
}
document.querySelector('[data-copy]').addEventListener('click', async () => {
  await navigator.clipboard.writeText(snippet.textContent);
  copied.textContent = '已复制';
});
frame.addEventListener('load', apply);
apply();
paint();
