for (const type of ['certification-center', 'certification-resume'])
  document.addEventListener(type, (event) => {
    if (!event.detail.url) return;
    event.preventDefault();
    const { pathname, search } = new URL(event.detail.url, location.href);
    router.push(pathname + search);
  });
