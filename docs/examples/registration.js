const element = document.querySelector('unit-registration');
const loginName = document.querySelector('#login');
const password = document.querySelector('#password');

element.addEventListener('unit-registered', async ({ detail }) => {
  const answer = await fetch('/register', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      assertion: detail.assertion,
      loginName: loginName.value,
      password: password.value,
    }),
  });
  if (answer.ok) location.assign('/');
  else {
    element.withdraw();
    loginName.setCustomValidity(await answer.text());
    loginName.reportValidity();
  }
});
loginName.addEventListener('input', () => loginName.setCustomValidity(''));
