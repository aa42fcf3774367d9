function go(route) {
  history.pushState(null, '', '#/' + route);
  const { content } = document.querySelector('.' + route);
  document.querySelector('main').replaceChildren(document.importNode(content, true));
  document.querySelector('#search').focus();
}
window.logIn = async (unit) => {
  await fetch('/session/login?unit=' + unit, { method: 'POST' });
  go('home');
};
window.logOut = async () => {
  await fetch('/session/logout', { method: 'POST' });
  go('login');
};
go('login');
