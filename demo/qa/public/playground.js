/**
 * Sets the chosen attributes and styles on the live element, and writes the code that does the same in a page. The controls begin with
 * the stage's values; the address has the ones that differ.
 */
import './qa-run.js';

const frame = document.querySelector('iframe');
const controls = document.querySelector('[data-controls]');
const snippet = document.querySelector('[data-snippet]');
const copied = document.querySelector('[data-copied]');
const [stage] = frame.getAttribute('src').split('?');
let form = 'HTML';

const use = controls.querySelector('[name=view]');
const attributes = [...controls.querySelectorAll('[data-attribute]')];
const styles = [...controls.querySelectorAll('[data-style]')];

const valueOf = (control) =>
  control.type === 'checkbox' ? (control.checked ? '' : undefined) : control.value;
/** An empty text leaves an attribute out; a switch has no text. */
const isSet = (control) => (control.type === 'checkbox' ? control.checked : control.value !== '');

const element = () => frame.contentDocument?.querySelector('unit-certification, unit-certification-center');

/** The stage's element, and the attributes that it came with. */
let adopted;
let own = {};

/** Whether the value differs from the stage's. */
const isChosen = (control) => (isSet(control) ? valueOf(control) !== own[control.name] : control.name in own);

/** Reads the attributes of each new page's element, before any is changed. */
function adopt() {
  const live = element();
  if (!live || live === adopted) return;
  adopted = live;
  own = Object.fromEntries([...live.attributes].map(({ name, value }) => [name, value]));
  const query = new URLSearchParams(location.search);
  for (const control of attributes) {
    const { name } = control;
    if (control.type === 'checkbox') control.checked = query.has(name) || name in own;
    else control.value = query.get(name) ?? own[name] ?? '';
  }
}

function apply() {
  if (!adopted) return;
  for (const control of attributes) {
    if (isSet(control)) adopted.setAttribute(control.name, valueOf(control));
    else adopted.removeAttribute(control.name);
  }
  for (const { name, value } of styles) adopted.style.setProperty(name, value);
}

const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const quoted = (value) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The value for the code to copy: the chosen one, else the example for a customer's page. */
const inPage = (control) => (isChosen(control) ? valueOf(control) : control.placeholder);

/** The attributes as code, one a line. */
const written = (names) =>
  attributes
    .filter(
      (control) =>
        isSet(control) && (isChosen(control) || control.placeholder || control.type === 'checkbox'),
    )
    .map((control) => [control.name, inPage(control)])
    .map(([name, value]) => (value === '' ? names(name) : `${names(name)}="${quoted(value)}"`))
    .map((line) => `  ${line}`)
    .join('\n');

const tag = () => (use.value === 'center' ? 'unit-certification-center' : 'unit-certification');
const entry = () => (use.value === 'center' ? 'center' : 'define');

const FORMS = {
  HTML: () =>
    `<script type="module" src="${snippet.dataset.bff}/widget/${tag()}.js"></script>\n` +
    `<${tag()}\n${written((name) => name)}\n></${tag()}>`,
  React: () =>
    `import 'unit-certification/${entry()}';\n\n` +
    `<${tag()}\n  bff="${snippet.dataset.bff}"\n${written(camelCase)}\n` +
    `  oncertification-status={(event) => setStatus(event.detail)}\n/>`,
  Vue: () =>
    `import 'unit-certification/${entry()}';\n\n` +
    `<${tag()}\n  bff="${snippet.dataset.bff}"\n${written((name) => name)}\n` +
    `  @certification-status="status = $event.detail"\n/>`,
};

function paint() {
  const chosen = styles.filter(isSet).map(({ name, value }) => `  ${name}: ${value};`);
  const css = chosen.length > 0 ? `\n\n/* CSS */\n:root {\n${chosen.join('\n')}\n}` : '';
  snippet.textContent = FORMS[form]() + css;
  copied.textContent = '';
  const query = new URLSearchParams(location.search);
  query.set('view', use.value);
  for (const control of attributes) {
    if (isChosen(control)) query.set(control.name, valueOf(control) ?? '');
    else query.delete(control.name);
  }
  for (const control of styles) {
    if (isSet(control)) query.set(control.name, control.value);
    else query.delete(control.name);
  }
  history.replaceState(null, '', `?${query}`);
}

const query = new URLSearchParams(location.search);
for (const control of styles) control.value = query.get(control.name) ?? '';
// The form opens a new stage for another unit, so leave out the values of the present stage.
controls.addEventListener('formdata', ({ formData }) => {
  for (const control of attributes) if (!isChosen(control)) formData.delete(control.name);
});
controls.addEventListener('input', ({ target }) => {
  // Load the page again for another use, with its own element.
  if (target === use) frame.contentWindow.location.replace(`${stage}?view=${target.value}`);
  else apply();
  paint();
});
for (const button of controls.querySelectorAll('[data-method]')) {
  // The event `certification-error` reports a rejection.
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
function begin() {
  adopt();
  apply();
  if (adopted) paint();
}
frame.addEventListener('load', begin);
if (frame.contentDocument?.readyState === 'complete') begin();
