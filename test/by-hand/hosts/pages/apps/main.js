/** The main application: login and layout. `showApp` and `hideApp` come from the script of each library. */
function go(route) {
  const { content } = document.querySelector('.' + route);
  document.querySelector('main').replaceChildren(document.importNode(content, true));
  document.querySelector('#search').focus();
}
window.logIn = async (unit) => {
  await fetch('/session/login?unit=' + unit, { method: 'POST' });
  const known = new Promise((resolve) => {
    document.addEventListener('certification-status', resolve, { once: true });
  });
  go('home');
  // So that the main application's element prompts, where a sub-application has one too.
  if (document.querySelector('unit-certification')) await known;
  await showApp('pay');
};
window.logOut = async () => {
  await fetch('/session/logout', { method: 'POST' });
  await hideApp();
  go('login');
};
go('login');
