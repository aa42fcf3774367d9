/** One field: its label, hint, control and error, tied together for assistive technology. */
import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Action } from '../dialog/button.ts';
import { icon } from '../dialog/icon.ts';
import { unbroken } from '../dialog/unbroken.ts';
import type { ChoiceField, InputField } from './fields.ts';
import type { FieldText } from './form-words.ts';

/** Where a field stands, as a class: in a row of its own, beside a choice, on paper only. */
export type Place = 'wide' | 'beside' | 'printed' | '';

/** How a field is shown in its form. */
export interface FieldState {
  autofocus: boolean;
  /** The form is being sent. */
  readonly: boolean;
  place?: Place | undefined;
}

export interface FieldModel extends FieldState {
  words: FieldText;
  value: string;
  wrong: boolean;
  /** The error, or why the typed value has gone, in words. */
  message: string | undefined;
  /** When the user can say that it is meant as it is: in which words, and what then happens. */
  confirm: Action | undefined;
  autocomplete: string;
  typed: (typed: string) => void;
  focused: () => void;
  /** `to`: where the focus goes within the form. */
  blurred: (to: Element | null) => void;
}

/** The id of a field's input in the shadow root. */
export const idOf = (id: string): string => id.replace('.', '-');

/** The id of an option's label, like a field's. */
export const optionOf = (choice: string, value: string): string => `${choice}-${value}`;

/**
 * The button stays where it is pressed; a chosen option stays, and keeps the focus, while the form
 * is sent.
 */
export const stay = (event: Event): void => event.preventDefault();

/** A button that looks like a link. `name`: says more than its label. */
export const linkView = ({ label, run, disabled = false }: Action, name?: string): TemplateResult =>
  html`<button
    type="button"
    class="link"
    part="link"
    aria-label=${name ?? nothing}
    aria-disabled=${disabled}
    @mousedown=${stay}
    @click=${disabled ? nothing : run}
  >
    ${label}
  </button>`;

const INPUTMODES = { date: 'numeric', name: 'text', number: 'text' } as const;

/** A date as an example stays in one line, with “for example”. */
const EXAMPLE = /([^，,\s][^，,]*\d{4}-\d\d-\d\d)/;

export function fieldView(field: InputField, model: FieldModel): TemplateResult {
  const { words, wrong, message, confirm, place = '' } = model;
  const id = idOf(field.id);
  const { control } = field;
  return html`<div class="field ${place}" part="field" data-whole>
    <div>
      <label part="label" for=${id}>${words.label}</label><span class="star" aria-hidden="true">*</span>
    </div>
    <p class="hint" part="hint" id="${id}-hint">${unbroken(words.hint, EXAMPLE)}</p>
    <input
      part="input"
      id=${id}
      required
      aria-invalid=${wrong}
      aria-describedby="${id}-hint ${id}-error"
      autocomplete=${model.autocomplete}
      spellcheck="false"
      inputmode=${control === 'text' ? (field.inputmode ?? 'text') : INPUTMODES[control]}
      ?autofocus=${model.autofocus}
      ?readonly=${model.readonly}
      .value=${live(model.value)}
      @input=${({ target }: Event) => model.typed((target as HTMLInputElement).value)}
      @focus=${model.focused}
      @blur=${({ relatedTarget }: FocusEvent) => model.blurred(relatedTarget as Element | null)}
    />
    <div id="${id}-error" aria-live="polite">
      ${
        message
          ? html`<p class="error ${wrong ? '' : 'warning'}" part=${wrong ? 'error' : 'hint'}>
                ${icon('warning')}<span>${unbroken(message, EXAMPLE)}</span>
              </p>
              ${confirm ? linkView(confirm) : nothing}`
          : nothing
      }
    </div>
  </div>`;
}

export interface ChoiceModel extends FieldState {
  words: FieldText;
  chosen: string;
  choose: (value: string) => void;
}

export function choiceView({ id, options }: ChoiceField, model: ChoiceModel): TemplateResult {
  const { words, chosen, readonly } = model;
  const option = (value: string): TemplateResult => {
    const { label, hint } = words.options![value]!;
    const labelId = idOf(optionOf(id, value));
    return html`<label class="choice" part="choice" data-whole>
      <input
        type="radio"
        name=${id}
        value=${value}
        aria-labelledby=${labelId}
        aria-describedby="${labelId}-hint"
        .checked=${live(chosen === value)}
        ?autofocus=${model.autofocus && chosen === value}
        aria-disabled=${readonly}
        @click=${readonly ? stay : nothing}
        @change=${() => model.choose(value)}
      />
      <span><span id=${labelId}>${label}</span><span class="hint" id="${labelId}-hint">${hint}</span></span>
    </label>`;
  };
  return html`<fieldset part="field" class=${model.place ?? ''} id=${idOf(id)} data-whole>
    <legend part="label">${words.label}</legend>
    ${options.map(option)}
    <p class="unseen" role="status">${words.options![chosen]!.appears}</p>
  </fieldset>`;
}
