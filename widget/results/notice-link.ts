/** The link to the portal's personal data notice, where it has one. */
import { type TemplateResult, html } from 'lit';

export const noticeLink = (url: string | undefined, name: string): TemplateResult | undefined =>
  url ? html`<a part="link" href=${url} target="_blank" rel="noopener">${name}</a>` : undefined;
