/** One field: label, hint, input, error, tied together for assistive technology. */
import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../dialog/icon.ts';
import type { Field } from './fields.ts';
import type { FieldWords } from './form-words.ts';

export interface FieldModel {
  words: FieldWords;
  shown: string;
  /** A number that is whole, in groups, while it is typed without them: to be read back. */
  readBack: string | undefined;
  wrong: boolean;
  /** The error, or why the typed value has gone, in words. */
  said: string | undefined;
  /** When the user can say that it is meant as it is. */
  mean: ((input: HTMLInputElement) => void) | undefined;
  autocomplete: 'name' | 'off' | NonNullable<Field['autocomplete']>;
  autofocus: boolean;
  readonly: boolean;
  /** It is seen on paper only. */
  printed?: boolean;
  typed: (typed: string) => void;
  focused: (input: HTMLInputElement) => void;
  clicked: (input: HTMLInputElement) => void;
  /** `to`: where the focus goes within the form. */
  left: (to: Element | null) => void;
}

/** The id of a field's input in the shadow root. */
export const idOf = (path: string): string => path.replace('.', '-');

const inputOf = ({ target }: Event): HTMLInputElement => target as HTMLInputElement;

/** The button stays where it is pressed. */
const stay = (event: Event): void => event.preventDefault();

const meantView = (label: string, use: (input: HTMLInputElement) => void): TemplateResult =>
  html`<button
    type="button"
    class="link"
    part="link"
    @mousedown=${stay}
    @click=${({ currentTarget }: Event) =>
      use((currentTarget as Element).closest('.field')!.querySelector('input')!)}
  >
    ${label}
  </button>`;

/** A date as an example stays in one line, with “for example”. */
const wholeDates = (text: string): unknown =>
  text
    .split(/([^，,\s][^，,]*\d{4}-\d\d-\d\d)/)
    .map((part, index) => (index % 2 ? html`<span class="whole">${part}</span>` : part));

export function fieldView({ path, kind, inputmode }: Field, model: FieldModel): TemplateResult {
  const { words, wrong, said, mean, readBack } = model;
  const { label, hint } = words.fields[path]!;
  const id = idOf(path);
  return html`<div class="field ${model.printed ? 'printed' : ''}" part="field">
    <div><label part="label" for=${id}>${label}</label><span class="star" aria-hidden="true">*</span></div>
    <p class="hint over" part="hint" id="${id}-hint">
      <span ?hidden=${!!readBack}>${wholeDates(hint)}</span>
      ${readBack ? html`<span class="read-back">${words.readBack}<strong>${readBack}</strong></span>` : nothing}
    </p>
    <input
      part="input"
      id=${id}
      required
      aria-invalid=${wrong}
      aria-describedby="${id}-hint ${id}-error"
      autocomplete=${model.autocomplete}
      spellcheck="false"
      inputmode=${inputmode ?? 'text'}
      ?autofocus=${model.autofocus}
      ?readonly=${model.readonly}
      .value=${live(model.shown)}
      @input=${(event: Event) => model.typed(inputOf(event).value)}
      @focus=${(event: Event) => model.focused(inputOf(event))}
      @click=${(event: Event) => model.clicked(inputOf(event))}
      @blur=${({ relatedTarget }: FocusEvent) => model.left(relatedTarget as Element | null)}
    />
    <div id="${id}-error" aria-live="polite">
      ${
        said
          ? html`<p class="error ${wrong ? '' : 'warning'}" part=${wrong ? 'error' : 'hint'}>
                ${icon('warning')}<span>${wholeDates(said)}</span>
              </p>
              ${mean ? meantView(words.meant[kind === 'name' ? 'name' : 'number'], mean) : nothing}`
          : nothing
      }
    </div>
  </div>`;
}
