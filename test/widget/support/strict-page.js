/** The strict page's own script: puts the widget in as its query says, and tells the test what the browser refused. */
const query = new URLSearchParams(location.search);
const violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
);
window.violations = violations;

const element = document.createElement(query.get('element') ?? 'unit-certification');
for (const [name, value] of query) if (name !== 'page') element.setAttribute(name, value);
document.body.append(element);
