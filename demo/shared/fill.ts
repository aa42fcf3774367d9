/** 「填入演示数据」: buttons by which a visitor of the demo types nothing. The scripts in `public/` do what they say. */
import { html } from 'hono/html';
import type { DemoClaim } from '../data/accounts.ts';
import { wand } from './icons.ts';

type Html = ReturnType<typeof html>;

export const FILL = '填入演示数据';

/** Fills the form that it stands in, each field by its `data-sample`. */
export const fillForm = (label = FILL): Html =>
  html`<button type="button" class="demo-fill" data-fill-form>${wand}${label}</button>`;

/**
 * For inside a `<unit-certification>`, which shows it at the foot of its form, so that it can be reached while that covers the
 * page. After a refusal the next claim's turn comes. `says`: what is told once it is done, by claim.
 */
export const fillClaims = (
  claims: readonly DemoClaim[],
  says: (claim: DemoClaim) => string,
  label = FILL,
): Html | '' => {
  if (claims.length === 0) return '';
  const data = claims.map((claim) => ({ ...claim, outcome: undefined, says: says(claim) }));
  return html`<div slot="help" class="demo-help">
    <button type="button" class="demo-fill" data-claims="${JSON.stringify(data)}">${wand}${label}</button>
    <span role="status"></span>
  </div>`;
};
