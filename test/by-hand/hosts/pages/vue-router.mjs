const { createApp, h } = Vue;
const { createRouter, createWebHashHistory, RouterView } = VueRouter;
const attributes = ATTRIBUTES;
const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'login', component: { render: () => h('h1', { id: 'login' }, '登录') } },
    { path: '/home', name: 'home', component: { render: () => h('h1', { id: 'home' }, '大厅') } },
    {
      path: '/pay',
      meta: { business: '社保缴费' },
      component: { render: () => h('h1', { id: 'pay' }, '缴费') },
    },
  ],
});
RECIPE;
createApp({
  render: () => [h('input', { id: 'search' }), h(RouterView), attributes && h('unit-certification')],
})
  .use(router)
  .mount('#app');
window.logIn = async (unit) => {
  await fetch('/session/login?unit=' + unit, { method: 'POST' });
  await router.push({ name: 'home' });
  document.querySelector('#search').focus();
};
window.logOut = async () => {
  await fetch('/session/logout', { method: 'POST' });
  await router.push({ name: 'login' });
};
