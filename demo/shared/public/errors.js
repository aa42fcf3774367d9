/** What is being put right no longer counts as wrong. */
export const clearError = (field) => {
  field.querySelector('[aria-invalid]')?.removeAttribute('aria-invalid');
  field.querySelector('.error')?.remove();
  const count = document.querySelector('[data-error-count]');
  if (!count) return;
  const left = count.closest('form').querySelectorAll('.field .error[id]').length;
  if (left < 2) count.closest('.error-count').remove();
  else count.textContent = String(left);
};
