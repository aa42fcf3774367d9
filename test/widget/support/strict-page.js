/** The strict page's script: adds the widget as the query says, and reports violations of the policy to the test. */
const query = new URLSearchParams(location.search);
const violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
);
window.violations = violations;

const element = document.createElement(query.get('element') ?? 'unit-certification');
for (const [name, value] of query) if (name !== 'page') element.setAttribute(name, value);
document.body.append(element);
