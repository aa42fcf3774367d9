const { createElement: h, Fragment, useEffect, useState } = React;
const { HashRouter, Route, Routes, useNavigate } = ReactRouter;
const attributes = ATTRIBUTES;
RECIPE;
function Portal() {
  const [user, setUser] = useState();
  const navigate = useNavigate();
  window.logIn = async (unit) => {
    await fetch('/session/login?unit=' + unit, { method: 'POST' });
    setUser({ id: unit });
    await navigate('/home');
    document.querySelector('#search').focus();
  };
  window.logOut = () => logOut(navigate);
  return h(
    Fragment,
    null,
    h('input', { id: 'search' }),
    h(
      Routes,
      null,
      h(Route, { path: '/login', element: h('h1', { id: 'login' }, '登录') }),
      h(Route, { path: '/home', element: h('h1', { id: 'home' }, '大厅') }),
      attributes &&
        h(Route, {
          path: '/pay',
          element: h(Guarded, { business: '社保缴费' }, h('h1', { id: 'pay' }, '缴费')),
        }),
    ),
    attributes && user && h(Certification, { user }),
  );
}
location.hash ||= '#/login';
ReactDOM.createRoot(document.querySelector('#app')).render(h(HashRouter, null, h(Portal)));
