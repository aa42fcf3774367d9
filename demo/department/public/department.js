/** The state in the header as the widget tells it, the settings, the way back to the business, the demo accounts. */

const state = document.querySelector('.state');
const resume = document.querySelector('[data-resume]');

document.addEventListener('certification-status', ({ detail }) => {
  const realName = detail.kinds.find(({ kind }) => kind === 'real-name');
  const words = document.body.dataset[realName?.status];
  if (!words) return;
  if (state) {
    state.dataset.state = realName.status;
    state.textContent = words;
  }
  if (resume) resume.hidden = realName.status !== 'certified';
});

// The browser opens and closes the menu; it also closes on Escape, and when somebody goes elsewhere.
const menu = document.querySelector('.menu');
menu?.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !menu.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
menu?.addEventListener('focusout', ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
});
if (menu)
  document.addEventListener('pointerdown', ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });

const form = document.querySelector('form[action="/login"]');
for (const button of document.querySelectorAll('.accounts button')) {
  button.addEventListener('click', () => {
    form.elements.unitCode.value = button.dataset.code;
    form.elements.role.value = button.dataset.role;
    form.elements.password.value = 'Yunchuan2026';
    form.querySelector('.primary').focus();
  });
}
