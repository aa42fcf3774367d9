const { 'token-url': url, ...attributes } = ATTRIBUTES ?? {};
RECIPE;
if (url) {
  const session = new URL(url, location.href).searchParams.get('unit');
  const getToken = () => certificationToken('/session/certification-token', session);
  UnitCertification.configure({ getToken });
}
Vue.config.ignoredElements = [/^unit-/];
new Vue({
  el: '#app',
  data: { open: true, typed: '', outcome: '', attributes: url && attributes },
  methods: {
    submitted(event) {
      this.outcome = event.detail.outcome;
    },
  },
});
window.openLater = () => {
  ELEMENT.MessageBox.alert('登录状态已过期，请重新登录', '系统提示');
  return '.el-message-box .el-button--primary';
};
