document.addEventListener('certification-submitted', function (event) {
  $('outcome').textContent = event.detail.outcome;
});
