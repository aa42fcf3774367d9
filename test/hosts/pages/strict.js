/** The strict page's own script: a file, for its policy allows nothing inline. */
document.addEventListener('certification-submitted', (event) => {
  document.querySelector('output').textContent = event.detail.outcome;
});
