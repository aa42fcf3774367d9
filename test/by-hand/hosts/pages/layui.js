layui.layer.open({
  type: 1,
  title: '公告',
  content: '<p>系统升级公告</p>',
  area: ['400px', '200px'],
  anim: -1,
});
function openLater() {
  layui.layer.alert('登录状态已过期，请重新登录', { id: 'later' });
  return '#later ~ .layui-layer-btn a';
}
layui.$(document).on('certification-submitted', (event) => {
  layui.$('output').text(event.originalEvent.detail.outcome);
});
