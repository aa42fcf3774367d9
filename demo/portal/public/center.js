/**
 * The certification center: the notices that this site has got. The service sends one a moment after the widget shows the
 * outcome; whoever is quick is here before it.
 */
import { abortAfter } from './abort-after.js';

const list = document.querySelector('[data-notices]');
const nothing = document.querySelector('[data-notices-nothing]');

/** Seconds from one look to the next: most notices come with the first. */
const PAUSES = [0.5, 1, 2, 4, 8];

/** Of several searches the last goes on. */
let search = 0;

const entry = ({ type, text, at, when }) => {
  const item = document.createElement('li');
  item.dataset.event = type;
  const [what, time] = [document.createElement('span'), document.createElement('time')];
  what.textContent = text;
  time.dateTime = at;
  time.textContent = when;
  item.append(what, ' ', time);
  return item;
};

/** Looks for new notices; gives up silently: the panel is a help, and whoever loads the page again sees them. */
const look = async () => {
  const mine = ++search;
  for (const pause of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    if (mine !== search) return;
    const answer = await fetch('/settings/certification/notices', {
      redirect: 'error', // to the login, when the session has ended
      signal: abortAfter(5_000),
    }).catch(() => undefined);
    if (!answer?.ok) return;
    const { notices } = await answer.json();
    if (notices[0]?.at === list.querySelector('time')?.dateTime) continue;
    list.replaceChildren(...notices.map(entry));
    nothing.hidden = true;
    return;
  }
};

let known;

document.addEventListener('certification-status', ({ detail }) => {
  const status = detail.kinds.find(({ kind }) => kind === 'real-name')?.status;
  const untold = status === 'certified' && !list.querySelector('[data-event="unit.certified"]');
  if (known === undefined ? untold : known !== status) look();
  known = status;
});
document.addEventListener('certification-submitted', look);
