$('#notice').dialog({ modal: true });
$('#search').focus();
function openLater() {
  $('#later').dialog('open');
  return '.later .confirm';
}
$('#later').dialog({
  autoOpen: false,
  modal: true,
  classes: { 'ui-dialog': 'later' },
  buttons: [{ text: '确定', class: 'confirm', click: () => $('#later').dialog('close') }],
});
$(document).on('certification-submitted', function (event) {
  $('output').text(event.originalEvent.detail.outcome);
});
