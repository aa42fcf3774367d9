/** The drawer of demo accounts: once opened, as much of it is on the screen as fits. */

for (const drawer of document.querySelectorAll('[data-drawer]')) {
  drawer.addEventListener('toggle', () => {
    if (drawer.open) drawer.scrollIntoView({ block: 'nearest' });
  });
}
