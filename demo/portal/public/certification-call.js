/** Shows the call (`certification-call.ts`) of the next step that the widget has learned. */

const BY_COUNTER = ['papers-missing', 'papers-differ', 'not-authorized'];
const ENDED = [
  'representative-changed',
  'registration-changed',
  'unit-not-active',
  'agent-withdrew',
  'revoked',
];

/** The step, or the one of its calls that is meant. */
export function callOf({ step, ways, closed, reason, again }) {
  switch (step) {
    case 'bring':
      return again ? 'bring-again' : step;
    case 'authority': // without a way, not even a closed one, officers hold the unit
      return ways.length + closed.length === 0 ? 'held' : step;
    case 'counter':
      return BY_COUNTER.includes(reason) ? 'counter-again' : step;
    case 'correct':
      return BY_COUNTER.includes(reason) ? 'correct-online' : step;
    case 'certify':
      return ENDED.includes(reason) ? 'certify-again' : step;
    default:
      return step;
  }
}

export function showCall(next) {
  const { ways, closed, reason, reference, until } = next;
  const call = callOf(next);
  document.body.dataset.call = call;
  showOnly('for', [call]);
  showOnly('reason', [reason]);
  showOnly('way', ways);
  showOnly(
    'closed',
    closed.map(({ way }) => way),
  );
  const values = {
    day: until && lastDayBefore(until),
    moment: until && nextMinute(until),
    reference: reference && `${reference.slice(0, 4)}-${reference.slice(4)}`,
    ...Object.fromEntries(closed.map((one) => [one.way, nextMinute(one.until)])),
  };
  for (const place of document.querySelectorAll('[data-value]'))
    place.textContent = values[place.dataset.value] ?? '';
  return call;
}

/** The elements with this `data-` attribute. */
function showOnly(name, wanted) {
  for (const place of document.querySelectorAll(`[data-${name}]`))
    place.hidden = !wanted.includes(place.dataset[name]);
}

const ZONE = { timeZone: 'Asia/Shanghai' };
const day = new Intl.DateTimeFormat('zh-CN', { ...ZONE, dateStyle: 'long' });
const moment = new Intl.DateTimeFormat('zh-CN', {
  ...ZONE,
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The last whole day before this instant. */
const lastDayBefore = (instant) => day.format(Date.parse(instant) + 1 - 24 * 60 * 60_000);

/** Rounded up, so that it is never too early. */
const nextMinute = (at) => moment.format(Math.ceil(new Date(at) / 60_000) * 60_000);
