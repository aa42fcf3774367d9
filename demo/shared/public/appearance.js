/** 「长辈版」: larger type for the page and for every element of the product in it, here and on the pages to come. */

const YEAR = 31_536_000;
const button = document.querySelector('[data-large]');

button.addEventListener('click', () => {
  const large = button.getAttribute('aria-pressed') !== 'true';
  const appearance = large ? 'large' : 'standard';
  button.setAttribute('aria-pressed', String(large));
  document.documentElement.dataset.appearance = appearance;
  for (const element of document.querySelectorAll('unit-certification, unit-registration')) {
    element.setAttribute('appearance', appearance);
  }
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `appearance=${appearance}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
});
