(() => {
  RECIPE;
  const attributes = ATTRIBUTES;
  async function mount({ container } = {}) {
    if (!attributes) return;
    const place = (container || document).querySelector('section');
    await addCertification(place);
    place.lastChild.classList.toggle('second', SECOND);
    for (const [name, value] of Object.entries(attributes)) place.lastChild.setAttribute(name, value);
  }
  window.app = { bootstrap: async () => {}, mount, unmount: async () => {} };
  if (!window.__POWERED_BY_QIANKUN__) mount();
})();
