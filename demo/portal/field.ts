/** A field of a form: label, hint, input and error, tied together for assistive technology. */
import { html } from 'hono/html';
import { type Html, icon } from './layout.ts';

export interface Field {
  name: string;
  label: string;
  hint?: string;
  /** More attributes of the input. */
  input?: Html;
  /** Demo only: the value that 「填入演示数据」 types. */
  sample?: string;
}

/** The typed values and their errors, by the fields' names. */
export interface Typed {
  values: Record<string, string>;
  errors: Record<string, string>;
}

export const EMPTY: Typed = { values: {}, errors: {} };

export function field({ name, label, hint, input, sample }: Field, { values, errors }: Typed = EMPTY): Html {
  const error = errors[name];
  const isFirst = error !== undefined && Object.keys(errors)[0] === name;
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    <input
      id="${name}"
      name="${name}"
      value="${values[name] ?? ''}"
      aria-describedby="${hint ? `${name}-hint` : ''} ${name}-error"
      ${input ?? ''}
      ${sample ? html`data-sample="${sample}"` : ''}
      ${error ? html`aria-invalid="true"` : ''}
      ${isFirst ? html`autofocus` : ''}
    />
    <p class="error" id="${name}-error" ${error ? '' : html`hidden`}>
      ${icon('error')}<span>${error ?? ''}</span>
    </p>
  </div>`;
}

/** Above the fields: how many errors there are, when there are several. */
export const errorCount = (
  { errors }: Typed,
  say = (count: number): string => `有${count}处需要更正`,
): Html | '' => {
  const count = Object.keys(errors).length;
  return count > 1 ? html`<p class="error" role="alert">${icon('error')}<span>${say(count)}</span></p>` : '';
};
