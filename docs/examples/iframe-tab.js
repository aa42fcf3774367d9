document.addEventListener('click', async (event) => {
  const link = event.target.closest('a.business');
  if (!link) return;
  event.preventDefault();
  const certification = top.document.querySelector('unit-certification');
  if (await certification.requireCertified(link.dataset.business)) location.href = link.href;
});
