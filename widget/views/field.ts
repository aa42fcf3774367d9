/** One field: label, hint, input, error, tied together for assistive technology. */
import { type TemplateResult, html, nothing } from 'lit/html.js';
import type { Field, FieldProblem } from '../fields.ts';
import type { FieldWords } from '../locales/words.ts';
import { icon } from './icons.ts';

export interface FieldModel {
  words: FieldWords;
  error: FieldProblem | undefined;
  autocomplete: 'name' | 'off' | NonNullable<Field['autocomplete']>;
  autofocus: boolean;
  readonly: boolean;
  typed: (typed: string) => void;
  entered: () => void;
  left: () => void;
}

/** The id of a field's input in the shadow root. */
export const idOf = (path: string): string => path.replace('.', '-');

export function fieldView({ path, kind, inputmode }: Field, model: FieldModel): TemplateResult {
  const { words, error } = model;
  const { label, hint } = words.fields[path]!;
  const id = idOf(path);
  return html`<div class="field" part="field">
    <label part="label" for=${id}>${label}</label><span class="star" aria-hidden="true">*</span>
    <p class="hint" part="hint" id="${id}-hint">${hint}</p>
    <input
      part="input"
      id=${id}
      required
      aria-invalid=${!!error}
      aria-describedby="${id}-hint ${id}-error"
      autocomplete=${model.autocomplete}
      spellcheck="false"
      inputmode=${inputmode ?? 'text'}
      ?autofocus=${model.autofocus}
      ?readonly=${model.readonly}
      @input=${(event: Event) => model.typed((event.target as HTMLInputElement).value)}
      @focus=${model.entered}
      @blur=${model.left}
    />
    <div id="${id}-error" aria-live="polite">
      ${
        error
          ? html`<p class="error" part="error">${icon('warning')}${words.error(kind, error, label)}</p>`
          : nothing
      }
    </div>
  </div>`;
}
