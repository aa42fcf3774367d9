microApp.default.start();
window.hideApp = () => document.querySelector('#app').replaceChildren();
window.showApp = (name) =>
  new Promise((resolve) => {
    hideApp();
    const app = document.createElement('micro-app');
    app.setAttribute('name', name);
    app.toggleAttribute('iframe', SANDBOX);
    app.setAttribute('url', 'ENTRY'.replace('NAME', name));
    app.addEventListener('mounted', resolve);
    document.querySelector('#app').append(app);
  });
