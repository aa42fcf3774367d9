const { h, KeepAlive, nextTick, ref } = Vue;
const attributes = ATTRIBUTES;
const outcome = ref('');
const away = ref(false);
const submitted = (event) => (outcome.value = event.detail.outcome);
const Certification = {
  render: () => attributes && h('unit-certification', { ...attributes, onCertificationSubmitted: submitted }),
};
const Other = { render: () => h('p', '其他') };
Vue.createApp({
  render: () => [
    h('input', { id: 'search' }),
    h(KeepAlive, () => h(away.value ? Other : Certification)),
    h('output', { hidden: true }, outcome.value),
  ],
  mounted: () => document.querySelector('#search').focus(),
}).mount('#app');
window.disturb = async () => {
  away.value = true;
  await nextTick();
  away.value = false;
  await nextTick();
};
