document.addEventListener('click', function (event) {
  const link = event.target.closest('a[data-business]');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  window.UnitCertification.requireCertified(link.dataset.business).then(function (passes) {
    if (passes) window.location.href = link.href;
  });
});
