const app = Vue.createApp({
  data: () => ({ open: true, typed: '', outcome: '', attributes: ATTRIBUTES }),
  methods: {
    submitted(event) {
      this.outcome = event.detail.outcome;
    },
  },
});
app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('unit-');
app.use(ElementPlus).mount('#app');
function openLater() {
  ElementPlus.ElMessageBox.alert('登录状态已过期，请重新登录', '系统提示');
  return '.el-message-box .el-button--primary';
}
