/** One field: its label, hint, control and error, tied together for assistive technology. */
import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { plainNumber } from '../../bff/contract/identifiers.ts';
import type { Action } from '../dialog/button.ts';
import { icon } from '../dialog/icon.ts';
import { unbroken } from '../dialog/unbroken.ts';
import type { FieldState } from './field-set.ts';
import { type ChoiceField, type InputField, isInput } from './fields.ts';
import type { FieldWords } from './form-words.ts';

/** Where a field stands, as a class: in a row of its own, beside a choice, on paper only. */
export type Place = 'wide' | 'beside' | 'printed' | '';

/** A field, and how it is shown in its form. */
export interface FieldModel extends FieldState {
  autofocus: boolean;
  /** The form is being sent. */
  readonly: boolean;
  place?: Place | undefined;
}

/** Handlers of the events at a field. */
export interface FieldHandlers {
  type(field: InputField, typed: string): void;
  choose(choice: ChoiceField, value: string): void;
  /** The value is meant as it is. */
  confirm(field: InputField): void;
}

/** The id of a field's input in the shadow root. */
export const idOf = (id: string): string => id.replace('.', '-');

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

/** The error or the doubt, or why the typed value has gone. */
export function messageOf(
  { field, value, error, doubt, hasExpired }: FieldState,
  words: FieldWords,
): string | undefined {
  const { label, errors } = words.fields[field.id]!;
  if (hasExpired) return words.cleared(label);
  const code = error ?? doubt;
  if (!code) return undefined;
  const characters = [...plainNumber(value)].length;
  const message = errors?.[code] ?? words.error(field.control, code, label, characters);
  return error ? message : words.doubtful(message);
}

export const fieldView = (model: FieldModel, words: FieldWords, handlers: FieldHandlers): TemplateResult =>
  isInput(model.field)
    ? inputView(model.field, model, words, handlers)
    : choiceView(model.field, model, words, handlers);

function inputView(
  field: InputField,
  model: FieldModel,
  words: FieldWords,
  handlers: FieldHandlers,
): TemplateResult {
  const { error, canConfirm, place = '' } = model;
  const { control } = field;
  const { label, hint } = words.fields[field.id]!;
  const message = messageOf(model, words);
  const confirm: Action = {
    label: words.meant[control === 'name' ? 'name' : 'number'],
    run: () => handlers.confirm(field),
  };
  const id = idOf(field.id);
  return html`<div class="field ${place}" part="field" data-whole>
    <div><label part="label" for=${id}>${label}</label><span class="star" aria-hidden="true">*</span></div>
    <p class="hint" part="hint" id="${id}-hint">${unbroken(hint, EXAMPLE)}</p>
    <input
      part="input"
      id=${id}
      required
      aria-invalid=${!!error}
      aria-describedby="${id}-hint ${id}-error"
      autocomplete=${model.autocomplete}
      spellcheck="false"
      inputmode=${control === 'text' ? (field.inputmode ?? 'text') : INPUTMODES[control]}
      ?autofocus=${model.autofocus}
      ?readonly=${model.readonly}
      .value=${live(model.value)}
      @input=${({ target }: Event) => handlers.type(field, (target as HTMLInputElement).value)}
    />
    <div id="${id}-error" aria-live="polite">
      ${
        message
          ? html`<p class="error ${error ? '' : 'warning'}" part=${error ? 'error' : 'hint'}>
                ${icon('warning')}<span>${unbroken(message, EXAMPLE)}</span>
              </p>
              ${canConfirm ? linkView(confirm) : nothing}`
          : nothing
      }
    </div>
  </div>`;
}

function choiceView(
  choice: ChoiceField,
  { value: chosen, autofocus, readonly, place = '' }: FieldModel,
  words: FieldWords,
  handlers: FieldHandlers,
): TemplateResult {
  const { id, options } = choice;
  const text = words.fields[id]!;
  const option = (value: string): TemplateResult => {
    const { label, hint } = text.options![value]!;
    const labelId = `${idOf(id)}-${value}`;
    return html`<label class="choice" part="choice" data-whole>
      <input
        type="radio"
        name=${id}
        value=${value}
        aria-labelledby=${labelId}
        aria-describedby="${labelId}-hint"
        .checked=${live(chosen === value)}
        ?autofocus=${autofocus && chosen === value}
        aria-disabled=${readonly}
        @click=${readonly ? stay : nothing}
        @change=${() => handlers.choose(choice, value)}
      />
      <span><span id=${labelId}>${label}</span><span class="hint" id="${labelId}-hint">${hint}</span></span>
    </label>`;
  };
  return html`<fieldset part="field" class=${place} id=${idOf(id)} data-whole>
    <legend part="label">${text.label}</legend>
    ${options.map(option)}
    <p class="unseen" role="status">${text.options![chosen]!.appears}</p>
  </fieldset>`;
}
