let shown;
window.hideApp = async () => {
  await shown?.unmount();
  shown = undefined;
};
window.showApp = async (name) => {
  await hideApp();
  shown = qiankun.loadMicroApp({ name, entry: 'ENTRY'.replace('NAME', name), container: '#app' });
  await shown.mountPromise;
};
