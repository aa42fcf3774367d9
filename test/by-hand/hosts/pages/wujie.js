let shown;
window.hideApp = () => {
  if (shown) wujie.destroyApp(shown);
  shown = undefined;
};
window.showApp = async (name) => {
  hideApp();
  shown = name;
  await wujie.startApp({ name, url: 'ENTRY'.replace('NAME', name), el: '#app' });
};
