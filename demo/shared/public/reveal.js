/** Shows and hides a password. Hidden again when the form goes, so that browsers take it for one and offer to keep it. */

const buttons = document.querySelectorAll('[data-reveal]');
const show = (button, shown) => {
  button.setAttribute('aria-pressed', String(shown));
  document.getElementById(button.dataset.reveal).type = shown ? 'text' : 'password';
};
for (const button of buttons) {
  button.addEventListener('click', () => show(button, button.getAttribute('aria-pressed') !== 'true'));
}
const hide = () => {
  for (const button of buttons) show(button, false);
};
document.addEventListener('submit', hide);
addEventListener('pagehide', hide);
