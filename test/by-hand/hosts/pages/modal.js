document.querySelector('dialog').showModal();
function openLater() {
  document.querySelector('#later').showModal();
  return '#later button';
}
