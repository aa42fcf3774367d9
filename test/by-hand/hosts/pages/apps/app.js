(() => {
  RECIPE;
  const attributes = ATTRIBUTES;
  async function mount({ container } = {}) {
    if (!attributes) return;
    const place = (container || document).querySelector('section');
    new MutationObserver((_, added) => {
      added.disconnect();
      place.lastChild.classList.toggle('second', SECOND);
      for (const [name, value] of Object.entries(attributes)) place.lastChild.setAttribute(name, value);
    }).observe(place, { childList: true });
    addCertification(place);
  }
  window.app = { bootstrap: async () => {}, mount, unmount: async () => {} };
  if (!window.__POWERED_BY_QIANKUN__) mount();
})();
