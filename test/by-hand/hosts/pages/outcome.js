/** Shows a certification's outcome on a page. A file of its own: a strict policy allows nothing inline. */
document.addEventListener('certification-submitted', function (event) {
  document.querySelector('output').textContent = event.detail.outcome;
});
