/** Fills fields as a person does: typed, then left. */

export const type = (field, text) => {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  field.dispatchEvent(new FocusEvent('blur', { composed: true }));
};

/** Fills every field of a form that carries a sample. */
export const fillForm = (form) => {
  for (const field of form.querySelectorAll('[data-sample]')) type(field, field.dataset.sample);
};

/** The fields of the product's form by their ids. */
const textsOf = ({ legalRepresentative, foundedOn, agent }) => ({
  'legalRepresentative-name': legalRepresentative.name,
  'legalRepresentative-idNumber': legalRepresentative.idNumber,
  foundedOn,
  ...(agent && { 'agent-name': agent.name, 'agent-idNumber': agent.idNumber }),
});

let stop = () => {};

/**
 * Fills the form of the product in this shadow root. Its fields may come later: the agent's when 「代理人」 is chosen, and
 * in large type one after the other. Each is filled once, as it comes.
 */
export const fillClaim = (root, claim, more = {}) => {
  stop();
  const applicant = claim.agent ? 'agent' : 'legal-representative';
  const waiting = new Map([
    [`input[value="${applicant}"]`, (radio) => radio.click()],
    ...Object.entries({ ...textsOf(claim), ...more }).map(([id, text]) => [
      `#${id}`,
      (field) => type(field, text),
    ]),
  ]);
  const fill = () => {
    for (const [selector, act] of waiting) {
      const field = root.querySelector(selector);
      if (!field) continue;
      waiting.delete(selector);
      act(field);
    }
  };
  const observer = new MutationObserver(fill);
  stop = () => observer.disconnect();
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['id'] });
  fill();
};
