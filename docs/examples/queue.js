(function (page) {
  var failed =
    window.Promise &&
    new Promise(function (settle) {
      function hear(event) {
        if (/\/unit-certification/.test(event.target.src)) settle(true);
      }
      window.addEventListener('error', hear, true);
    });
  ['configure', 'signOut', 'requireCertified'].forEach(function (name) {
    page[name] = function (value) {
      if (!failed) return page.queue.push([name, value]);
      return new Promise(function (settle) {
        page.queue.push([name, value, settle, Date.now() + 10000]);
        failed.then(settle);
        setTimeout(settle, 10000, true);
      });
    };
  });
})((window.UnitCertification = window.UnitCertification || { queue: [] }));
