/** A form that came back from the server: it is shown from its count of errors on, and what is being put right no longer counts as wrong. */

document.querySelector('.error-count')?.closest('form').scrollIntoView();

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
