/**
 * Demo only: the buttons 「填入演示数据」, so that a visitor types nothing. `public/demo-fill.js` fills the fields. A real
 * portal needs none of this; it may put its hotline into the element's slot `help`.
 */
import { html } from 'hono/html';
import { DEMO_PASSWORD, type DemoClaim } from '../data/accounts.ts';
import type { DemoRegistration } from '../data/registrations.ts';
import type { Html } from './layout.ts';

const FILL = '填入演示数据';

/** Fills the page's fields that carry a sample. */
export const fillForm = (label = FILL): Html =>
  html`<button type="button" class="fill" data-fill-form>${label}</button>`;

/** For the element's slot `help`. Fills the form with the first claim, and after each refusal with the next one. */
export const fillClaims = (claims: readonly DemoClaim[], label = FILL): Html | '' =>
  claims.length > 0
    ? html`<button type="button" class="fill" data-fill-claims="${JSON.stringify(claims)}" hidden>
        ${label}
      </button>`
    : '';

/** The same with what will come of it. */
export const fillCertification = (claims: readonly DemoClaim[]): Html =>
  html`${fillClaims(claims)}<span class="muted" role="status"></span>`;

/** Fills the registration form, except for the code in the SMS. */
export const fillRegistration = ({ values, loginName }: DemoRegistration, claim: DemoClaim): Html => {
  const data = { values, loginName, password: DEMO_PASSWORD, claim };
  return html`<button type="button" class="fill" data-fill-registration="${JSON.stringify(data)}">
    ${FILL}
  </button>`;
};
