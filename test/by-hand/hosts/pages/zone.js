Zone.current.fork({ name: 'portal' }).run(() => {
  document.addEventListener('certification-submitted', (event) => {
    document.querySelector('output').textContent = event.detail.outcome;
  });
});
