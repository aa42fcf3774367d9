/** Hands the widget's events to the testers' page around this one, in the order in which they come. */

const EVENTS = [
  'certification-status',
  'certification-deferred',
  'certification-login-changed',
  'certification-submitted',
  'certification-center',
  'certification-error',
  'unit-registered',
];

// For a tester who does not wait for ten minutes. The widget's script runs after this one.
if ('fast' in document.documentElement.dataset) {
  const { setTimeout } = window;
  window.setTimeout = (act, wait = 0, ...more) => setTimeout(act, wait < 60_000 ? wait : wait / 60, ...more);
}

parent.qaEvents ??= [];
for (const name of EVENTS) {
  document.addEventListener(name, ({ detail }) => {
    parent.qaEvents.push({ name, detail });
    parent.dispatchEvent(new Event('qa-event'));
  });
}
