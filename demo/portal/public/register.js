/**
 * The registration page. `<unit-registration>` proves the unit and tells so by `unit-registered`; then the assertion
 * and the portal's own fields go to the portal's server. Nothing typed is lost, and nothing has to be proven twice,
 * when a login name is taken or the line is cut: 「完成注册」 sends the same again.
 */

const element = document.querySelector('unit-registration');
const outcome = document.querySelector('[data-outcome]');
const message = document.querySelector('[data-message]');
const finish = document.querySelector('[data-finish]');
const logIn = document.querySelector('[data-log-in]');
const inputs = [...document.querySelectorAll('[data-own] input')];

/** What the service said of the unit, once it is proven. */
let assertion;
let sending = false;

const input = (name) => inputs.find((each) => each.name === name);

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

/** What is wrong with a field by the rules that the server wrote into the page; undefined: nothing. */
const wrongWith = (field) => {
  const { missing, wrong, sameAs, different } = field.dataset;
  if (field.validity.valueMissing) return missing;
  if (field.validity.patternMismatch) return wrong;
  return sameAs && input(sameAs).value !== field.value ? different : undefined;
};

/** Marks all fields; true when every one is right. The first wrong one gets the focus. */
const check = () => {
  for (const field of inputs) mark(field, wrongWith(field));
  const first = inputs.find((field) => field.hasAttribute('aria-invalid'));
  first?.focus();
  return !first;
};

for (const field of inputs) {
  // Told when the field is left, not while somebody types; what is being put right no longer counts as wrong.
  field.addEventListener('change', () => {
    mark(field, field.value === '' ? undefined : wrongWith(field));
    const again = input('passwordAgain');
    if (field.name === 'password' && again.value !== '') mark(again, wrongWith(again));
  });
  field.addEventListener('input', () => mark(field, undefined));
}

/** `next`: what can be done about it, as the server names it. */
const say = (text, next) => {
  outcome.hidden = false;
  message.textContent = text;
  finish.hidden = next === 'reassert' || next === 'log-in';
  logIn.hidden = next !== 'log-in';
  outcome.scrollIntoView({ block: 'nearest' });
};

const send = async () => {
  if (sending) return;
  if (!check()) {
    say('单位已通过认证。请更正登录信息，再点「完成注册」，不需要新的验证码。');
    return;
  }
  sending = true;
  finish.setAttribute('aria-disabled', 'true');
  try {
    const body = new URLSearchParams({ assertion });
    for (const { name, value } of inputs) body.set(name, value);
    const answer = await fetch('/register', { method: 'POST', body, signal: AbortSignal.timeout(15_000) });
    const told = await answer.json();
    if (told.location) {
      location.assign(told.location);
      return;
    }
    for (const [name, text] of Object.entries(told.errors ?? {})) mark(input(name), text);
    say(told.message ?? '单位已通过认证。请更正登录信息，再点「完成注册」，不需要新的验证码。', told.next);
    inputs.find((field) => field.hasAttribute('aria-invalid'))?.focus();
  } catch {
    // Cut on the way there or back: the server makes one account of it, however often it is sent.
    say('网络连接中断，填写的内容都在。恢复后点「完成注册」，不会重复注册。', 'repeat');
    finish.focus();
  } finally {
    sending = false;
    finish.removeAttribute('aria-disabled');
  }
};

element.addEventListener('unit-registered', ({ detail }) => {
  ({ assertion } = detail);
  send();
});
finish.addEventListener('click', send);
