/** The buttons 「填入演示数据」: in a form of the page, and at the foot of the certification form. */
import { fillClaim, fillForm } from './typing.js';

/** How many submissions of this page were refused: then the account has something else to show, if it has. */
let refused = 0;
document.addEventListener('certification-submitted', ({ detail }) => {
  if (detail.outcome !== 'rejected') return;
  refused += 1;
  for (const told of document.querySelectorAll('.demo-help [role=status]')) told.textContent = '';
});

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-fill-form], [data-claims]');
  if (!button) return;
  if ('fillForm' in button.dataset) return fillForm(button.form);
  const claims = JSON.parse(button.dataset.claims);
  const claim = claims[Math.min(refused, claims.length - 1)];
  fillClaim(button.closest('unit-certification').shadowRoot, claim);
  button.parentElement.querySelector('[role=status]').textContent = claim.says;
});
