/** The state in the header as the widget tells it, the way back to the business, and the demo accounts. */

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

const form = document.querySelector('form[action="/login"]');
for (const button of document.querySelectorAll('.accounts button')) {
  button.addEventListener('click', () => {
    form.elements.unitCode.value = button.dataset.code;
    form.elements.role.value = button.dataset.role;
    form.elements.password.value = 'Yunchuan2026';
    form.querySelector('.primary').focus();
  });
}
