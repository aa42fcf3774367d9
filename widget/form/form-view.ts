/** The form 1.3, with the fields of a choice 1.4. With `steps`, one field at a time. */
import { type TemplateResult, html, nothing } from 'lit';
import type { UnitView } from '../../bff/contract/wire.ts';
import { helpView } from '../dialog/help.ts';
import { icon } from '../dialog/icon.ts';
import { type Action, buttonView } from '../dialog/button.ts';
import { bar } from '../dialog/message.ts';
import type { FieldEvents } from './field-events.ts';
import type { Target } from './field-focus.ts';
import type { FieldSet } from './field-set.ts';
import { fieldView, linkView, messageOf, stay } from './field-view.ts';
import type { Field } from './fields.ts';
import { noticeLink } from '../results/links.ts';
import type { IntentWords } from '../results/results-words.ts';
import type { FieldText, FormWords, PageFormWords } from './form-words.ts';
import { placesOf } from './places.ts';

/** A field of the page itself, which its browser or the page finds invalid. */
export interface OwnField {
  element: HTMLInputElement;
  message: string;
}

/** The data of every form, and the handlers of its events. */
export interface FormFrameModel {
  readonly fields: FieldSet;
  readonly events: FieldEvents;
  readonly sending: boolean;
  readonly privacyUrl: string | undefined;
  /** The fields to count at the top, with what is wrong with each. */
  readonly inSummary: readonly (Field | OwnField)[];
  /** Sending takes longer than usual, which a line above the buttons says. */
  readonly slow: boolean;
  goTo(target: Target): Promise<void>;
  submit(event: Event): void;
}

export interface FormModel extends FormFrameModel {
  readonly unit: UnitView | undefined;
  /** The fields that the form can have, in its order. */
  readonly possible: readonly Field[];
  /** Those that it has now. */
  readonly all: readonly Field[];
  /** Those of the step that is shown: the others are only printed. */
  readonly shown: readonly Field[];
  /** When the fields come one at a time: which step this is, counted from 1. */
  readonly step: { number: number; of: number } | undefined;
  /**
   * In steps, once all was answered: the list of the answers, or the step of one that is corrected.
   */
  readonly review: 'list' | 'answer' | undefined;
  /** The button sends the form; else it leads to the next step, or back to the list. */
  readonly sends: boolean;
  /** The request has left: it cannot be taken back. */
  readonly underWay: boolean;
  /** The portal's help, as text. */
  readonly help: string | undefined;
  previous(): void;
  cancel(): void;
}

/** Each error leads to its field. */
const summaryItem = (each: Field | OwnField, model: FormFrameModel, words: PageFormWords): Action =>
  'element' in each
    ? { label: each.message, run: () => void model.goTo(each.element) }
    : { label: messageOf(model.fields.state(each), words)!, run: () => void model.goTo(each.id) };

const summaryView = (
  wrong: FormFrameModel['inSummary'],
  model: FormFrameModel,
  words: PageFormWords,
): TemplateResult => html`
  <div
    class="summary"
    part="summary"
    id="summary"
    role="group"
    tabindex="-1"
    aria-labelledby="errors"
    data-whole
  >
    <p id="errors">${icon('warning')}${words.summary(wrong.length)}</p>
    <ul>
      ${wrong.map((each) => html`<li>${linkView(summaryItem(each, model, words))}</li>`)}
    </ul>
  </div>
`;

/** The button that sends the form, or leads to its next step. */
export interface FormButton {
  label: string;
  /** Shown beside the label, but not in the button's accessible name. */
  countdown?: string | undefined;
  /** Shown instead of the label while the user waits. */
  busy: string | undefined;
  off: boolean;
  /** It sends what was typed: the form says what the user agrees to by that. */
  sends: boolean;
  /** Shown beside it: why it is off. */
  why?: string | undefined;
  /** An action that must come first. Its button is the primary one until then. */
  first?: Action | undefined;
}

/** The frame of the forms of both elements: the title and the buttons stay, the middle scrolls. */
export interface FormFrame {
  head: unknown;
  middle: unknown;
  button: FormButton;
  /** Shown before the button. */
  before?: TemplateResult;
}

export const formFrame = (
  model: FormFrameModel,
  words: PageFormWords,
  { head, middle, button, before }: FormFrame,
): TemplateResult => {
  const { sending, privacyUrl, inSummary } = model;
  const { label, countdown, busy, off, sends, why, first } = button;
  return html`<form novalidate part="form" @submit=${(event: Event) => model.submit(event)}>
    <div class="head">${head}</div>
    <div class="middle" data-scrolls>
      ${inSummary.length > 1 ? summaryView(inSummary, model, words) : nothing} ${middle}
    </div>
    <div class="foot">
      ${privacyUrl && sends ? consentView(privacyUrl, label, words) : nothing}
      <p class="slow" role="status">${why ?? (model.slow ? words.slow : nothing)}</p>
      <div class="actions" part="actions" @mousedown=${stay}>
        ${before}
        <button
          class="${first ? '' : 'primary'} swap"
          part="button ${first ? '' : 'primary'}"
          aria-disabled=${off}
          ?autofocus=${sending}
        >
          <span ?hidden=${!!busy}
            >${label}${countdown ? html`<span aria-hidden="true">${countdown}</span>` : nothing}</span
          >
          <span ?hidden=${!busy}>${busy ?? words.sending}</span>
        </button>
        ${first ? buttonView(first, { primary: true }) : nothing}
      </div>
    </div>
  </form>`;
};

/** On paper the fields themselves stand in its place. */
const reviewView = (model: FormModel, words: FormWords): TemplateResult =>
  html`<dl class="review">
    ${model.all.map((field) => {
      const text: FieldText = words.fields[field.id as keyof FormWords['fields']];
      const { value } = model.fields.state(field);
      const { label } = text;
      return html`<div>
        <dt>${label}</dt>
        <dd>${text.options?.[value]?.label ?? value}</dd>
        <dd>
          ${linkView(
            { label: words.review.change, run: () => void model.goTo(field.id), disabled: model.sending },
            `${words.review.change} ${label}`,
          )}
        </dd>
      </div>`;
    })}
  </dl>`;

const hintOf = ({ step, review }: FormModel, words: FormWords): string => {
  if (review === 'list') return words.review.hint;
  return step && !review ? words.step(step.number, step.of) : words.required;
};

const consentView = (url: string, submit: string, words: PageFormWords): TemplateResult =>
  html`<p class="hint consent">${words.consent(submit)}${noticeLink(url, words.privacy)}</p>`;

/** `intent`: of the form's purpose. `last`: why the last submission was refused. */
export function formView(
  model: FormModel,
  words: FormWords,
  intent: IntentWords,
  last?: string,
): TemplateResult {
  const { unit, step, review, sending, sends } = model;
  const { title, text, submit } = intent;
  const head = html`<h2 id="title" part="title" tabindex="-1">${bar}${title}</h2>
    <div id="text" class="context">
      ${
        unit
          ? html`<p class="unit" part="unit">
              <span>${words.unit}</span><strong>${unit.name ?? unit.code}</strong>${
                unit.name ? html`<span>${unit.code}</span>` : nothing
              }
            </p>`
          : nothing
      }
      ${text ? html`<p class="intent">${text}</p>` : nothing}
      <p class=${review === 'list' ? 'hint intent' : 'hint'}>${hintOf(model, words)}</p>
      ${last ? html`<p class="intent error warning">${icon('warning')}<span>${last}</span></p>` : nothing}
    </div>`;
  const { all, shown } = model;
  const places = placesOf(all, shown, !!step);
  // One place for each possible field: when another comes or goes, it keeps focus and caret.
  const fields = model.possible.map((field) => {
    const index = all.indexOf(field);
    const autofocus = !sending && field === shown[0];
    return index < 0
      ? nothing
      : fieldView(
          { ...model.fields.state(field), autofocus, readonly: sending, place: places[index] },
          words,
          model.events,
        );
  });
  const middle = html`${review === 'list' ? reviewView(model, words) : nothing}
    <div class="fields">${fields}</div>
    ${helpView(model.help)}`;
  const cancel: Action = { label: words.cancel, run: () => model.cancel(), disabled: model.underWay };
  const previous: Action = { label: words.previous, run: () => model.previous(), disabled: sending };
  const before = html`${buttonView(cancel)}
  ${step && !review && step.number > 1 ? buttonView(previous) : nothing}`;
  const busy = sending ? words.sending : undefined;
  const label = sends ? submit : review ? words.review.done : words.next;
  const next = { label, busy, off: sending, sends };
  return formFrame(model, words, { head, middle, button: next, before });
}
