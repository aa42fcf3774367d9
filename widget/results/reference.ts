/**
 * The reference of an answer that is not a success, and its time: to read out over the phone, to
 * copy, and to keep on paper.
 */
import { type TemplateResult, css, html } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { Reference } from '../api/result.ts';
import type { Copying } from './copying.ts';

export interface ReferenceWords {
  name: Record<Reference['of'], string>;
  /** Beside the time: when the number is needed. */
  hint: string;
  copy: string;
  copied: string;
  /** The browser does not allow it. */
  notCopied: string;
}

export interface ReferenceModel {
  words: ReferenceWords;
  /** An instant's day with its year, and its time, in words. */
  timeOf: (instant: number) => string;
  copying: Copying;
}

export function referenceView(
  reference: Reference | undefined,
  { words, timeOf, copying }: ReferenceModel,
): TemplateResult | undefined {
  if (!reference) return undefined;
  const { of, id, at } = reference;
  const shown = of === 'request' ? id : shownReference(id);
  const time = timeOf(at);
  const copy = (): void => void copying.copy(id, `${words.name[of]} ${shown} (${time})`);
  return html`<div class="reference" part="reference">
    <p>${words.name[of]} <b translate="no">${shown}</b></p>
    <button type="button" part="button" @click=${copy}>${words.copy}</button>
    <p class="when"><span>${time}</span> <span role="status">${words[copying.of(id) ?? 'hint']}</span></p>
  </div>`;
}

export const referenceStyles = css`
  .reference {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 8px;
    margin-top: 16px;
    padding-top: 8px;
    border-top: 1px solid var(--_line);
  }
  .reference p {
    margin: 0;
  }
  .reference b {
    font-size: 1.125em;
    letter-spacing: 0.05em;
    white-space: nowrap;
    user-select: all;
  }
  .reference .when {
    display: flex; /* the time whole, and the hint beside or under it */
    flex: 0 0 100%;
    flex-wrap: wrap;
    column-gap: 16px;
    color: var(--_muted);
    font-size: 0.875em;
  }
  /* Quieter than what the dialog asks for, with a target of the same size. */
  .reference button {
    width: auto;
    min-width: var(--_target);
    padding-left: 0;
    padding-right: 0;
    border: 0;
    background: none;
    color: var(--_primary);
    text-decoration: underline;
  }
`;
