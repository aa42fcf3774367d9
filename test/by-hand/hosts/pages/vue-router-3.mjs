const attributes = ATTRIBUTES;
Vue.use(VueRouter);
const show = (id, text) => ({ render: (h) => h('h1', { attrs: { id } }, text) });
const router = new VueRouter({
  routes: [
    { path: '/', name: 'login', component: show('login', '登录') },
    { path: '/home', name: 'home', component: show('home', '大厅') },
    { path: '/pay', meta: { business: '社保缴费' }, component: show('pay', '缴费') },
  ],
});
RECIPE;
if (attributes) {
  const { 'token-url': tokenUrl, 'privacy-url': privacyUrl, ...others } = attributes;
  window.UnitCertification.configure({ ...others, tokenUrl, privacyUrl });
  router.afterEach((to) => {
    if (to.name === 'login') window.UnitCertification.signOut();
    else
      document
        .querySelector('unit-certification')
        ?.refresh?.()
        .catch(() => {});
  });
}
Vue.config.ignoredElements = [/^unit-/];
new Vue({
  el: '#app',
  router,
  render: (h) =>
    h('div', [
      h('input', { attrs: { id: 'search' } }),
      h('router-view'),
      attributes && h('unit-certification'),
    ]),
});
window.logIn = async (unit) => {
  await fetch('/session/login?unit=' + unit, { method: 'POST' });
  await router.push({ name: 'home' });
  document.querySelector('#search').focus();
};
window.logOut = async () => {
  await fetch('/session/logout', { method: 'POST' });
  await router.push({ name: 'login' });
};
