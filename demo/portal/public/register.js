/**
 * The registration page. `<unit-registration>` lets nothing through while the browser finds one of the portal's own
 * fields invalid; what is wrong is said at the field, in the words that the server wrote into the page. Once the unit
 * is proven, `unit-registered` comes: its assertion and the own fields go to the portal's server. When that refuses,
 * 「注册」 does it again: the service proves nothing twice, and gives a fresh assertion.
 */

const element = document.querySelector('unit-registration');
const outcome = document.querySelector('[data-outcome]');
const message = document.querySelector('[data-message]');
const repeat = document.querySelector('[data-repeat]');
const logIn = document.querySelector('[data-log-in]');
const inputs = [...element.querySelectorAll('input')];
const again = inputs.find(({ name }) => name === 'passwordAgain');
const password = inputs.find(({ name }) => name === 'password');

/** The last that came. */
let assertion;
let sending = false;

/** What is wrong with a field; undefined: nothing. */
const wrongWith = ({ validity, validationMessage, dataset }) => {
  if (validity.valid) return undefined;
  if (validity.valueMissing) return dataset.missing;
  return validity.customError ? validationMessage : dataset.wrong;
};

/** Shows what is wrong with a field, or that nothing is. */
const mark = (field, text) => {
  const place = document.getElementById(`${field.name}-error`);
  const hint = document.getElementById(`${field.name}-hint`);
  place.hidden = !text;
  place.querySelector('span').textContent = text ?? '';
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  const described = [hint?.id, text && place.id].filter(Boolean).join(' ');
  if (described) field.setAttribute('aria-describedby', described);
  else field.removeAttribute('aria-describedby');
};

const compare = () => {
  const differ = again.value !== '' && again.value !== password.value;
  again.setCustomValidity(differ ? again.dataset.different : '');
};

for (const field of inputs) {
  field.addEventListener('input', () => {
    field.setCustomValidity(''); // what the server refused is being put right
    compare();
    mark(field, undefined);
    outcome.hidden = true;
  });
  // Told when the field is left, not while somebody types.
  field.addEventListener('change', () => {
    if (field.value !== '') mark(field, wrongWith(field));
    if (field === password && again.value !== '') mark(again, wrongWith(again));
  });
  // Asked for by the element before it sends anything: said here, instead of in the browser's bubble.
  field.addEventListener('invalid', (event) => {
    event.preventDefault();
    mark(field, wrongWith(field));
  });
}

/** `next`: what can be done about it, as the server names it. */
const say = (text, next) => {
  outcome.hidden = false;
  message.textContent = text;
  repeat.hidden = next !== 'repeat';
  logIn.hidden = next !== 'log-in';
  outcome.scrollIntoView({ block: 'nearest' });
};

const send = async () => {
  if (sending) return;
  sending = true;
  outcome.hidden = true;
  try {
    const body = new URLSearchParams({ assertion });
    for (const { name, value } of inputs) body.set(name, value);
    const answer = await fetch('/register', { method: 'POST', body, signal: AbortSignal.timeout(15_000) });
    const told = await answer.json();
    if (told.location) {
      location.assign(told.location);
      return;
    }
    const wrong = inputs.filter(({ name }) => told.errors?.[name]);
    for (const field of wrong) {
      field.setCustomValidity(told.errors[field.name]);
      mark(field, told.errors[field.name]);
    }
    if (told.message) say(told.message, told.next);
    wrong[0]?.focus();
  } catch {
    // Cut on the way there or back: the server makes one account of it, however often it is sent.
    say('网络连接中断，填写的内容都在。恢复后点「重试」，不会重复注册。', 'repeat');
    repeat.focus();
  } finally {
    sending = false;
  }
};

element.addEventListener('unit-registered', ({ detail }) => {
  ({ assertion } = detail);
  send();
});
repeat.addEventListener('click', send);
