function openLater() {
  const mask = $('<div class="window-mask" style="position: fixed; inset: 0; z-index: 9001">').text(' ');
  const box = $('<div class="panel window" style="z-index: 9002"><button id="later">确定</button></div>');
  $('body').append(box, mask);
  $('#later').on('click', function () {
    box.add(mask).remove();
  });
  return '#later';
}
$('output').addClass('state');
RECIPE;
new MutationObserver(() => {
  if ($('output').hasClass('certified')) $('output').text('certified');
}).observe(document.querySelector('output'), { attributeFilter: ['class'] });
$(document).on('keydown keypress', function (event) {
  if (event.target.tagName !== 'INPUT') event.preventDefault();
});
