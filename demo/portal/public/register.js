/**
 * The registration page. `<unit-registration>` lets nothing through while the browser finds one of the portal's own
 * fields invalid; what is wrong is said at the field, in the words that the server wrote into the page. Once the unit
 * is proven, `unit-registered` comes: its assertion and the own fields go to the portal's server. When that makes no
 * account, the form's 「注册」 is the one way to try again: the service proves nothing twice, and gives a fresh assertion.
 */
import { abortAfter } from './abort-after.js';

const element = document.querySelector('unit-registration');
const unloaded = document.querySelector('[data-unloaded]');
const outcome = document.querySelector('[data-outcome]');
const message = document.querySelector('[data-message]');
const logIn = document.querySelector('[data-log-in]');
const inputs = [...element.querySelectorAll('input')];
const passwordAgain = inputs.find(({ name }) => name === 'passwordAgain');
const password = inputs.find(({ name }) => name === 'password');

let sending = false;

/** What the server has refused: by field, the value and why. */
const refused = new Map();

/** Shows what is wrong with a field; empty: nothing. */
const mark = (field, text) => {
  const place = document.getElementById(`${field.name}-error`);
  const hint = document.getElementById(`${field.name}-hint`);
  place.hidden = !text;
  place.querySelector('span').textContent = text;
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  const described = [hint?.id, text && place.id].filter(Boolean).join(' ');
  if (described) field.setAttribute('aria-describedby', described);
  else field.removeAttribute('aria-describedby');
};

/** What is wrong with a field that the server has not refused; empty: nothing. */
const wrongWith = (field) => {
  const { validity, value, dataset } = field;
  if (validity.valueMissing) return dataset.missing;
  if (validity.patternMismatch) return dataset.wrong;
  if (dataset.forbidden && new RegExp(`^(?:${dataset.forbidden})$`, 'iu').test(value)) return dataset.refused;
  return field === passwordAgain && value !== password.value ? dataset.different : '';
};

/** Has the browser know what is wrong, in the page's own words: the element counts and names it with its own errors. */
const judge = () => {
  for (const field of inputs) {
    const known = refused.get(field);
    field.setCustomValidity(known?.value === field.value ? known.text : wrongWith(field));
  }
};

/** As the server reads it: a Chinese keyboard's full-width letters are letters. A password stays as it was typed. */
const normalize = (field) => {
  const plain = field.type === 'text' ? field.value.normalize('NFKC').trim() : field.value;
  if (plain !== field.value) field.value = plain;
  judge();
};

/** What was said about the last try goes. */
const forget = () => {
  outcome.hidden = true;
};

for (const field of inputs) {
  field.addEventListener('input', () => {
    judge();
    mark(field, '');
    forget();
  });
  // Told when the field is left, not while somebody types.
  field.addEventListener('change', () => {
    normalize(field);
    if (field.value !== '') mark(field, field.validationMessage);
    if (field === password && passwordAgain.value !== '')
      mark(passwordAgain, passwordAgain.validationMessage);
  });
  // Sends the form, from the field that has not been left.
  field.addEventListener('keydown', ({ key, isComposing }) => {
    if (key !== 'Enter' || isComposing) return;
    normalize(field);
    forget();
  });
  // Asked for by the element before it sends anything: said here, instead of in the browser's bubble.
  field.addEventListener('invalid', (event) => {
    event.preventDefault();
    mark(field, field.validationMessage);
  });
}

// A button of the element's form: what comes of it is said anew, by the element or here.
element.addEventListener('click', (event) => {
  if (!event.composedPath()[0].closest('button:not([data-reveal])')) return;
  judge();
  forget();
});

// A browser fills in again what was typed before, and tells nobody.
addEventListener('pageshow', judge);

/** Whoever has typed something is asked before the page goes. */
const hold = (event) => {
  event.preventDefault();
  event.returnValue = ''; // for browsers before 2023
};
const release = () => removeEventListener('beforeunload', hold);
element.addEventListener('input', () => addEventListener('beforeunload', hold));
logIn.addEventListener('click', release);

/** No account was made. `next`: what can be done about it, as the server names it. */
const say = (text, next) => {
  outcome.hidden = false;
  message.textContent = text;
  logIn.hidden = next !== 'log-in';
  outcome.scrollIntoView({ block: 'nearest' });
};

/** Something else than the server's own answer: a proxy's error page, or nothing. */
const NO_ANSWER = { message: '暂时没有办成，内容都在，请稍后再点“注册”重试。' };

/** What the server says, or what became of the request. */
const post = async (assertion) => {
  const body = new URLSearchParams({ assertion });
  for (const { name, value } of inputs) body.set(name, value);
  let text;
  try {
    const answer = await fetch('/register', { method: 'POST', body, signal: abortAfter(15_000) });
    text = await answer.text();
  } catch {
    // Cut on the way there or back: the server makes one account of it, however often it is sent.
    return { message: '网络连接中断，内容都在。恢复后再点“注册”，不会重复注册。' };
  }
  try {
    const reply = JSON.parse(text);
    return reply.location || reply.message || inputs.some(({ name }) => reply.errors?.[name])
      ? reply
      : NO_ANSWER;
  } catch {
    return NO_ANSWER;
  }
};

const send = async (assertion) => {
  if (sending) return;
  sending = true;
  forget();
  const sent = new Map(inputs.map((field) => [field, field.value]));
  const reply = await post(assertion);
  sending = false;
  if (reply.location) {
    release();
    location.assign(reply.location);
    return;
  }
  element.withdraw?.(); // the element says that it is done; it is not
  const wrong = inputs.filter(({ name }) => reply.errors?.[name]);
  for (const field of wrong) {
    refused.set(field, { value: sent.get(field), text: reply.errors[field.name] });
  }
  judge();
  for (const field of wrong) mark(field, field.validationMessage);
  if (reply.message) say(reply.message, reply.next);
  wrong[0]?.focus();
};

element.addEventListener('unit-registered', ({ detail: { assertion } }) => {
  // The check may have taken minutes, in which the fields could be changed.
  const [wrong] = inputs.filter((field) => !field.checkValidity());
  if (!wrong) return send(assertion);
  element.withdraw?.();
  wrong.focus();
});

/** With or without the product's form. */
const show = (loaded) => {
  element.hidden = !loaded;
  unloaded.hidden = loaded;
};
// Scripts run in their order in the page: this one is there before the product's can fail.
document.querySelector('script[src$="/unit-registration.js"]').addEventListener('error', () => show(false));
const late = setTimeout(show, 10_000, false);
customElements.whenDefined(element.localName).then(() => {
  clearTimeout(late);
  show(true);
});
unloaded.querySelector('[data-refresh]').addEventListener('click', () => {
  release();
  location.reload();
});
