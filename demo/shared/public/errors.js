/** What is being put right no longer counts as wrong, in a form that came back from the server. */

document.addEventListener('input', ({ target }) => {
  const field = target.closest('.field');
  if (!field) return;
  field.querySelector('[aria-invalid]')?.removeAttribute('aria-invalid');
  field.querySelector('.error[id]')?.remove();
  const count = document.querySelector('[data-error-count]');
  if (!count) return;
  const left = count.closest('form').querySelectorAll('.field .error[id]').length;
  if (left < 2) count.closest('.error-count').remove();
  else count.textContent = String(left);
});
