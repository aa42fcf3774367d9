/** Hands the widget's events to the testers' page around this one, in the order in which they come. */

const EVENTS = [
  'certification-status',
  'certification-deferred',
  'certification-submitted',
  'certification-center',
  'certification-error',
];

parent.qaEvents ??= [];
for (const name of EVENTS) {
  document.addEventListener(name, ({ detail }) => {
    parent.qaEvents.push({ name, detail });
    parent.dispatchEvent(new Event('qa-event'));
  });
}
