/** The certification centre, for someone who was sent here from a business: the way back, once certified. */

const resume = document.querySelector('[data-resume]');

document.addEventListener('certification-status', ({ detail }) => {
  const realName = detail.kinds.find(({ kind }) => kind === 'real-name');
  resume.hidden = realName?.status !== 'certified';
});
