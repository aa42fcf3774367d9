/** The demo's accounts: one tap logs in. */

const form = document.querySelector('form[action="/login"]');

for (const button of document.querySelectorAll('.accounts button')) {
  button.addEventListener('click', () => {
    const { code, password, role } = button.dataset;
    form.elements.unitCode.value = code;
    form.elements.password.value = password;
    form.elements.role.value = role;
    form.requestSubmit();
  });
}
