/** The center in the page, or what stands for it when it cannot be fetched. */
import { type TemplateResult, html } from 'lit';
import { dateOf, timeOf } from '../locales/dates.ts';
import type { Locale } from '../locales/index.ts';
import { missingCenterView } from '../prompt/prompt-view.ts';
import { defaultWords, firstWords } from './first-words.ts';
import type { Parts } from './parts.ts';
import type { ViewLoader } from './view-loader.ts';

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
      results: words.results,
    });
  if (!failed) return undefined;
  const { tag, prompt } = firstWords(language, undefined, words) ?? defaultWords();
  return html`<section class="missing" part="center" role="alert" lang=${tag}>
    ${missingCenterView(prompt, help, () => loader.retry())}
  </section>`;
}
