/** Above a form in which two or more fields are wrong: how many. `public/errors.js` keeps the number true. */
import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** `words`: what is said, with `{count}` in it. */
export const errorCount = (errors: object, icon: Html, words = '有{count}处需要更正'): Html | '' => {
  const count = Object.keys(errors).length;
  if (count < 2) return '';
  const [before, after] = words.split('{count}');
  return html`<p class="error error-count">
    ${icon}<span>${before}<span data-error-count>${count}</span>${after}</span>
  </p>`;
};
