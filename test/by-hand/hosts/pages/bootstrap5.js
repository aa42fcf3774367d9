new bootstrap.Modal('.modal').show();
document.querySelector('#search').focus();
function openLater() {
  new bootstrap.Modal('#later').show();
  // As portals with stacked boxes do: Bootstrap takes the class away with the upper one.
  const again = () => document.body.classList.add('modal-open');
  document.querySelector('#later').addEventListener('hidden.bs.modal', again);
  return '#later button';
}
