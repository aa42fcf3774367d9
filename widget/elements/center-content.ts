/** The center in the page, or a message when its part cannot be loaded. */
import { type TemplateResult, html, nothing } from 'lit';
import { dateOf, fullTimeOf, timeOf } from '../locales/dates.ts';
import type { Locale } from '../locales/index.ts';
import { missingCenterView } from '../prompt/prompt-view.ts';
import { defaultWords, firstWords } from './first-words.ts';
import type { Parts } from './parts.ts';
import type { ViewLoader } from './view-loader.ts';

const ROWS = ['phone', 'real-name', 'real-person'];

/** Reserves the center's space from the first paint on. `words`: undefined while the language is loading. */
const loadingView = (language: Locale, words: string | undefined): TemplateResult =>
  html`<section
    class="loading"
    part="center"
    lang=${language}
    aria-busy="true"
    aria-label=${words ?? nothing}
  >
    ${ROWS.map(
      (kind) =>
        html`<div class="row" part="row">
          <div class="bone"></div>
          ${kind === 'real-name' && words ? html`<p>${words}</p>` : html`<div class="bone"></div>`}
        </div>`,
    )}
  </section>`;

export function centerContent(
  { center }: Parts,
  loader: ViewLoader,
  { language, help }: { readonly language: Locale; readonly help: string | undefined },
): TemplateResult | undefined {
  const { words, failed } = loader;
  if (center && words)
    return center.centerView(center.controller, {
      tag: words.tag,
      words: words.center,
      dateOf: dateOf(words.tag),
      timeOf: timeOf(words.tag),
      fullTimeOf: fullTimeOf(words.tag),
      results: words.results,
      loading: words.prompt.loading,
    });
  const first = firstWords(language, undefined, words);
  if (!failed) return loadingView(language, first?.prompt.loading);
  const { tag, prompt } = first ?? defaultWords();
  return html`<section class="missing" part="center" role="alert" lang=${tag}>
    ${missingCenterView(prompt, help, () => loader.retry())}
  </section>`;
}
