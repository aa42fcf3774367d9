/** Demo only: fills forms as a person does. It reaches into the product's shadow root, which no portal does. */

export const type = (field, text) => {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  field.dispatchEvent(new FocusEvent('blur', { composed: true }));
};

/** The fields of the product's forms by their ids: `foundedOn`, `agent-name`, `unit-code`. */
const textsOf = ({ outcome: _, ...claim }) =>
  Object.fromEntries(
    Object.entries(claim).flatMap(([member, value]) =>
      typeof value === 'string'
        ? [[member, value]]
        : Object.entries(value).map(([part, text]) => [`${member}-${part}`, text]),
    ),
  );

let stop = () => {};

/**
 * Fills the form in this shadow root. Some fields appear later: the agent's when 「代理人」 is chosen, and in larger type those
 * of the next step. Each is filled once, when it appears.
 */
export const fillClaim = (root, claim) => {
  stop();
  const waiting = new Map(Object.entries(textsOf(claim)));
  let applicant = claim.agent ? 'agent' : 'legal-representative';
  const fill = () => {
    const radio = root.querySelector(`input[value="${applicant}"]`);
    if (radio) {
      applicant = undefined;
      radio.click();
    }
    for (const [id, text] of waiting) {
      const field = root.querySelector(`#${id}`);
      if (!field) continue;
      waiting.delete(id);
      type(field, text);
    }
  };
  const observer = new MutationObserver(fill);
  stop = () => observer.disconnect();
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['id'] });
  fill();
};

const WITH_FORM = 'unit-certification, unit-certification-center';

/** Refused submissions on this page. The button fills in the claim of this index. */
let refused = 0;
document.addEventListener('certification-submitted', ({ detail }) => {
  if (detail.outcome === 'rejected') refused += 1;
});

// The slot is shown in other dialogs too; show the button in the form only.
for (const button of document.querySelectorAll('[data-fill-claims]')) {
  const element = button.closest(WITH_FORM);
  customElements.whenDefined(element.localName).then(() => {
    const show = () => {
      button.hidden = !element.shadowRoot.querySelector('form');
      if (button.hidden) button.nextElementSibling?.replaceChildren();
    };
    new MutationObserver(show).observe(element.shadowRoot, { childList: true, subtree: true });
    show();
  });
}

const ACTIONS = {
  fillForm(button) {
    for (const field of (button.form ?? document).querySelectorAll('[data-sample]')) {
      type(field, field.dataset.sample);
    }
  },
  fillClaims(button) {
    const claims = JSON.parse(button.dataset.fillClaims);
    const claim = claims[Math.min(refused, claims.length - 1)];
    fillClaim(button.closest(WITH_FORM).shadowRoot, claim);
    button.nextElementSibling?.replaceChildren(`提交后：${claim.outcome}`);
  },
  fillRegistration(button) {
    const { values, loginName, password, claim } = JSON.parse(button.dataset.fillRegistration);
    const element = document.querySelector('unit-registration');
    type(element.querySelector('#loginName'), loginName);
    type(element.querySelector('#password'), password);
    fillClaim(element.shadowRoot, { ...claim, ...values });
    // On a phone the form is far above the button.
    element.querySelector('#loginName').focus();
  },
};

document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('.fill');
  for (const [name, act] of Object.entries(ACTIONS)) if (button && name in button.dataset) act(button);
});
