const { createElement: h } = React;
const attributes = ATTRIBUTES;
const submitted = (event) => {
  document.querySelector('output').textContent = event.detail.outcome;
};
const Portal = () =>
  h(
    antd.ConfigProvider,
    null,
    h(
      antd.Modal,
      { open: true, title: '公告', mask: true, transitionName: '', maskTransitionName: '' },
      h(antd.Input, { id: 'search' }),
    ),
    attributes && h('unit-certification', { ...attributes, 'oncertification-submitted': submitted }),
  );
function openLater() {
  antd.Modal.warning({ title: '登录状态已过期，请重新登录', okText: '确定' });
  return '.ant-modal-confirm .ant-btn-primary';
}
ReactDOM.createRoot(document.querySelector('#app')).render(h(Portal));
