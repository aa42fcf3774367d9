/**
 * The facts that the user must know of a case: a label, and beside it, or under it on a phone, the
 * fact.
 */
import { type TemplateResult, html } from 'lit';
import type { Paper } from '../../bff/contract/cases.ts';
import type { NewsReason } from '../../bff/contract/next.ts';
import type { Copy } from '../dialog/copy.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { traitsIn } from '../procedure/claims.ts';
import type { KeptWords } from './kept-words.ts';

type Fact = readonly [label: string, said: unknown];

export const factsView = (facts: readonly Fact[]): TemplateResult =>
  html`<dl class="facts">
    ${facts.map(
      ([label, said]) =>
        html`<dt>${label}</dt>
          <dd>${unbroken(said)}</dd>`,
    )}
  </dl>`;

/** The papers, one a line. */
export const bringFact = ({ labels, papers: names, changed }: KeptWords, papers: readonly Paper[]): Fact => [
  labels.bring,
  html`${papers.map((paper) => html`<div class="paper">${names[paper]}</div>`)}
    <div>${unbroken(changed)}</div>`,
];

/** How a case has ended. `lastDay`: of one that has expired, in words. */
export const reasonOf = ({ ends }: KeptWords, reason: NewsReason | null, lastDay: string): Copy =>
  traitsIn(reason)?.expires
    ? ends.expired(lastDay)
    : {
        title: ends.refused.title,
        text: [ends.refused.by[reason ?? 'otherwise'] ?? ends.refused.by.otherwise],
      };
