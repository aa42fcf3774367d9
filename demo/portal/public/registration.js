/**
 * The page's part of a registration: says at the portal's own fields what is wrong, and sends the service's assertion with
 * them to the portal's server. If that refuses, the user corrects and presses 「注册」 again: the event comes again, with a
 * fresh assertion and without a new code.
 */
const element = document.querySelector('unit-registration');
const fields = [...element.querySelectorAll('input')];
const outcome = document.querySelector('[data-outcome]');

const say = (field, text) => {
  const error = document.getElementById(`${field.id}-error`);
  error.hidden = !text;
  error.querySelector('span').textContent = text;
  field.setAttribute('aria-invalid', String(Boolean(text)));
};

for (const field of fields) {
  const label = element.querySelector(`label[for=${field.id}]`).textContent;
  const hint = document.getElementById(`${field.id}-hint`).textContent;
  // These texts replace the browser's own. The element adds them to its list of errors.
  const check = () => {
    field.setCustomValidity('');
    if (field.validity.valueMissing) field.setCustomValidity(`请填写${label}`);
    else if (field.validity.patternMismatch) field.setCustomValidity(`${label}为${hint}`);
  };
  check();
  field.addEventListener('input', () => {
    check();
    say(field, '');
  });
  field.addEventListener('change', () => {
    if (field.type === 'text') field.value = field.value.normalize('NFKC').trim();
    check();
    if (field.value) say(field, field.validationMessage);
  });
  field.addEventListener('invalid', (event) => {
    event.preventDefault(); // no bubble of the browser
    say(field, field.validationMessage);
  });
}

const refuse = ({ field: name, message, logIn }) => {
  element.withdraw();
  const field = fields.find((each) => each.name === name);
  if (field) {
    field.setCustomValidity(message);
    say(field, message);
    field.focus();
    return;
  }
  outcome.querySelector('span').textContent = message;
  outcome.querySelector('a').hidden = !logIn;
  outcome.hidden = false;
};

element.addEventListener('unit-registered', async ({ detail: { assertion } }) => {
  outcome.hidden = true;
  const body = new URLSearchParams({ assertion });
  for (const { name, value } of fields) body.set(name, value);
  try {
    const answer = await fetch('/register', { method: 'POST', body });
    // An answer that is not JSON is an error page of a proxy.
    const reply = await answer.json().catch(() => undefined);
    if (reply?.location) location.assign(reply.location);
    else refuse(reply ?? { message: '暂时没有办成，内容都在，请稍后再点“注册”。' });
  } catch {
    refuse({ message: '网络连接中断，内容都在。恢复后再点“注册”，不会重复注册。' });
  }
});

element.addEventListener('input', () => {
  outcome.hidden = true;
});
