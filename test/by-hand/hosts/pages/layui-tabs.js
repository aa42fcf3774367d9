const { $, element } = layui;
const TABS =
  '<div class="layui-tab" lay-filter="tabs"><ul class="layui-tab-title"></ul><div class="layui-tab-content"></div></div>';
window.hideApp = () => $('#app').empty();
window.showApp = (name) =>
  new Promise((resolve) => {
    if (!$('#app .layui-tab').length) $('#app').html(TABS);
    if ($('#' + name).length) return resolve(element.tabChange('tabs', name));
    const content = '<div id="' + name + '"><iframe title="业务"></iframe></div>';
    element.tabAdd('tabs', { id: name, title: name, content, change: true });
    $('#' + name + ' iframe')
      .on('load', resolve)
      .attr('src', 'ENTRY'.replace('NAME', name));
  });
