/** The demo's accounts: one tap logs in. And what is being put right no longer counts as wrong. */
import { clearError } from './errors.js';

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

form.addEventListener('input', ({ target }) => {
  const field = target.closest('.field');
  if (field) clearError(field);
});
