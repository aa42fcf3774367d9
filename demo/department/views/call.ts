/** What a unit that is not certified has to do, above what it came for; department.js keeps it true. */
import { html } from 'hono/html';
import { drawn } from '../../shared/icons.ts';
import { inPhrases } from '../../shared/phrases.ts';
import { WORDS } from '../words/index.ts';
import { type Frame, type Html, ICONS } from './frame.ts';

/** `business`: the one before which it stands. */
export function certificationCall({ language, session, status }: Frame, business?: string): Html {
  const words = WORDS[language];
  const operator = session?.account.role === 'operator';
  const said = { ...words.call, ...(business && { uncertified: words.callBefore(business) }) };
  const calls = (['uncertified', 'lapsed', 'pending'] as const).map((state) => {
    const { title, text } = operator && state !== 'pending' ? said.operator : said[state];
    const certifies = !operator && state !== 'pending';
    return html`<div data-for="${state}">
      <span class="call-icon">${drawn(state === 'pending' ? ICONS.clock : ICONS.alert)}</span>
      <div>
        <h2>${inPhrases(title)}</h2>
        <p>${text}</p>
        <p class="error" data-used-up hidden></p>
      </div>
      ${certifies ? html`<button type="button" class="primary" data-certify>${words.certify}</button>` : ''}
    </div>`;
  });
  return html`<section class="call" aria-label="${words.certification}" data-state="${status ?? 'unknown'}">
    ${calls}
  </section>`;
}
