/** The fields of forms, each with its hint and the mistake at it. */
import { html } from 'hono/html';
import { attribute, type Html, type Said, spaced } from './text.ts';

/** The text of a field, and its mistake. */
export interface Mistake {
  given: string;
  error: string;
}

interface Field {
  id: string;
  /** The name under which the value is sent. Default: the id. */
  name?: string;
  label: string;
  hint?: string;
  /** The mistake in its value; '' is none. */
  error?: string | undefined;
  value?: string;
  isRequired?: boolean;
}

/** The mistake at the field `id`; '' shows none. */
export const fieldError = (id: string, error: string): Html =>
  error === '' ? html`` : html`<p class="error" id="${id}-error" role="alert">${error}</p>`;

/** The attributes of a control that tell its hint and its mistake. The page opens at a mistake. */
export const described = ({ id, hint = '', error = '' }: Pick<Field, 'id' | 'hint' | 'error'>): Html => {
  const ids = spaced(hint === '' ? '' : `${id}-hint`, error === '' ? '' : `${id}-error`);
  return html`${attribute('aria-describedby', ids)} ${error === '' ? '' : html`aria-invalid="true" autofocus`}`;
};

const named = ({ id, name = id }: Field): Html => html`id="${id}" name="${name}"`;

const around = ({ id, label, hint = '', error = '' }: Field, control: Html): Html =>
  html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint === '' ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`} ${control}
    ${fieldError(id, error)}
  </div>`;

interface TextField extends Field {
  /** Characters. */
  maximum?: number;
  placeholder?: string;
  /** For numbers and codes. */
  isCode?: boolean;
}

export const textField = (field: TextField): Html => {
  const { value = '', maximum, placeholder, isRequired = false, isCode = false } = field;
  return around(
    field,
    html`<input
      type="text"
      ${named(field)}
      value="${value}"
      ${isCode ? html`class="code" spellcheck="false"` : ''}
      ${isRequired ? 'required' : ''}
      ${attribute('maxlength', maximum)}
      ${attribute('placeholder', placeholder)}
      autocomplete="off"
      ${described(field)}
    />`,
  );
};

export const dayField = (field: Field): Html => {
  const { value = '', isRequired = false } = field;
  return around(
    field,
    html`<input
      type="date"
      ${named(field)}
      value="${value}"
      ${isRequired ? 'required' : ''}
      ${described(field)}
    />`,
  );
};

/** `isCode`: for long text that is copied in, not written. */
export const textArea = (field: Omit<TextField, 'placeholder' | 'isRequired'>): Html => {
  const { value = '', maximum, isCode = false } = field;
  const more = html`${isCode ? html`class="code long" spellcheck="false"` : ''}
  ${attribute('maxlength', maximum)}`;
  // A browser drops the first line break of a text area, so one is written before the text.
  return around(
    field,
    html`<textarea ${named(field)} ${more} ${described(field)}>${'\n'}${value}</textarea>`,
  );
};

export interface Option {
  value: string;
  words: string;
}

export interface OptionGroup {
  title: string;
  options: readonly Option[];
}

/** `value`: of the chosen option. */
export const selectField = (field: Field & { options: readonly (Option | OptionGroup)[] }): Html => {
  const optionOf = ({ value, words: text }: Option): Html =>
    html`<option value="${value}" ${value === field.value ? 'selected' : ''}>${text}</option>`;
  return around(
    field,
    html`<select ${named(field)} ${described(field)}>
      ${field.options.map((one) =>
        'options' in one
          ? html`<optgroup label="${one.title}">${one.options.map(optionOf)}</optgroup>`
          : optionOf(one),
      )}
    </select>`,
  );
};

interface Tick {
  name: string;
  value: string;
  words: Said;
  isChecked: boolean;
}

/** The boxes of one kind. `id`: that of their mistake. */
interface Ticks {
  type: 'checkbox' | 'radio';
  id: string;
  error: string;
}

const tick = ({ name, value, words: text, isChecked }: Tick, { type, id, error }: Ticks): Html =>
  html`<label class="check">
    <input
      type="${type}"
      name="${name}"
      value="${value}"
      ${isChecked ? 'checked' : described({ id, error })}
    />${text}
  </label>`;

/** A box alone. `mistake`: shown by its form under `id`. */
export const checkBox = (box: Tick, mistake: Pick<Ticks, 'id' | 'error'> = { id: '', error: '' }): Html =>
  tick(box, { type: 'checkbox', ...mistake });

interface Choice {
  /** Also the id of its mistake. */
  name: string;
  legend: string;
  hints?: readonly Html[];
  error?: string | undefined;
  options: readonly Option[];
}

const choice = (
  { name, legend, hints = [], error = '', options }: Choice,
  ticks: Pick<Ticks, 'type'>,
  isChecked: (value: string) => boolean,
): Html => {
  const boxes = options.map((one) =>
    tick({ ...one, name, isChecked: isChecked(one.value) }, { ...ticks, id: name, error }),
  );
  return html`<fieldset>
    <legend>${legend}</legend>
    ${hints} ${ticks.type === 'radio' ? html`<div class="choices">${boxes}</div>` : boxes}
    ${fieldError(name, error)}
  </fieldset>`;
};

/** Several of the options. */
export const checksField = ({ values, ...field }: Choice & { values: readonly string[] }): Html =>
  choice(field, { type: 'checkbox' }, (value) => values.includes(value));

/**
 * One of the options. That none is chosen is said by the page: the browser would say it in words of
 * its own.
 */
export const radiosField = ({ value: chosen, ...field }: Choice & { value: string }): Html =>
  choice(field, { type: 'radio' }, (value) => value === chosen);
