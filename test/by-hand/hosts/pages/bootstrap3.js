$('#open').modal('show');
$('#search').focus();
function openLater() {
  $('#later').modal('show');
  // As portals with stacked boxes do: Bootstrap takes the class away with the upper one.
  $('#later').on('hidden.bs.modal', function () {
    $('body').addClass('modal-open');
  });
  return '#later button';
}
$(document).on('certification-submitted', function (event) {
  $('output').text(event.originalEvent.detail.outcome);
});
