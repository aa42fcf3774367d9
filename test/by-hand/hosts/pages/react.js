const { createElement: h, useState } = React;
const attributes = ATTRIBUTES;
function Portal() {
  const [outcome, setOutcome] = useState('');
  const [times, setTimes] = useState(0);
  window.disturb = () => ReactDOM.flushSync(() => setTimes((before) => before + 1));
  return h(
    'main',
    { className: 'times-' + times },
    h('input', { id: 'search', autoFocus: true }),
    attributes &&
      h('unit-certification', {
        ...attributes,
        'oncertification-submitted': (event) => setOutcome(event.detail.outcome),
      }),
    h('output', { hidden: true }, outcome),
  );
}
ReactDOM.createRoot(document.querySelector('#app')).render(h(React.StrictMode, null, h(Portal)));
