/** The form 1.3, with the agent's fields 1.4. With `steps`, one part at a time. */
import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Applicant, UnitView } from '../../bff/contract/wire.ts';
import { letCompositionEnd } from '../dialog/composition.ts';
import { helpView } from '../dialog/help.ts';
import { icon } from '../dialog/icon.ts';
import { type Action, bar } from '../dialog/message.ts';
import type { FieldSet } from './field-set.ts';
import type { Field, FieldPath } from './fields.ts';
import type { FormWords } from './form-words.ts';
import type { FormPart } from './steps.ts';

/** What every form shows, and whom it tells. */
export interface FormFrameModel {
  readonly fields: FieldSet;
  readonly applicant: Applicant;
  readonly sending: boolean;
  readonly privacyUrl: string | undefined;
  /** The fields to count at the top. */
  readonly wrong: readonly Field[];
  /** When the parts come one at a time: which one this is, counted from 1. */
  readonly step: { number: number; of: number } | undefined;
  /** What else the user should know: that it takes longer than usual, that the unit is another one. */
  status(words: FormWords): string | undefined;
  choose(applicant: Applicant): void;
  goTo(path: FieldPath): Promise<void>;
  submit(event: Event): void;
}

export interface FormModel extends FormFrameModel {
  readonly unit: UnitView | undefined;
  readonly parts: readonly FormPart[];
  /** Those that are asked now: the others are only printed. */
  readonly asked: readonly FormPart[];
  /** The request has left: it cannot be taken back. */
  readonly underWay: boolean;
  /** The portal's help, as text. */
  readonly help: string | undefined;
  previous(): void;
  cancel(): void;
}

/**
 * Nothing happens. For a pressed button the focus stays in the field: an error that came with the blur would move the
 * button. A chosen identity stays, and keeps the focus, while the form is sent.
 */
const stay = (event: Event): void => event.preventDefault();

const choiceView = (
  model: FormFrameModel,
  value: Applicant,
  { label, hint }: { label: string; hint: string },
): TemplateResult => html`
  <label class="choice" part="choice">
    <input
      type="radio"
      name="applicant"
      value=${value}
      aria-labelledby=${value}
      aria-describedby="${value}-hint"
      .checked=${live(model.applicant === value)}
      ?autofocus=${model.step && model.applicant === value}
      aria-disabled=${model.sending}
      @click=${model.sending ? stay : nothing}
      @change=${() => model.choose(value)}
    />
    <span><span id=${value}>${label}</span><span class="hint" id="${value}-hint">${hint}</span></span>
  </label>
`;

export const applicantView = (
  model: FormFrameModel,
  words: FormWords,
  printed = false,
): TemplateResult => html`
  <fieldset part="field" class=${printed ? 'printed' : ''}>
    <legend part="label">${words.applicant}</legend>
    ${choiceView(model, 'legal-representative', words.legalRepresentative)}
    ${choiceView(model, 'agent', words.agent)}
    <p class="unseen" role="status">${model.applicant === 'agent' ? words.agentToo : nothing}</p>
  </fieldset>
`;

const summaryView = (model: FormFrameModel, words: FormWords): TemplateResult => html`
  <div class="summary" part="summary" id="summary" role="group" tabindex="-1" aria-labelledby="errors">
    <p id="errors">${icon('warning')}${words.summary(model.wrong.length)}</p>
    <ul>
      ${model.wrong.map(
        (field) =>
          html`<li>
            <button type="button" class="link" part="link" @click=${() => model.goTo(field.path)}>
              ${model.fields.message(field, words)}
            </button>
          </li>`,
      )}
    </ul>
  </div>
`;

/** What is pressed now sends the form. */
const isLast = ({ step }: FormFrameModel): boolean => !step || step.number === step.of;

/** How the button that sends the form is now. */
export interface FormButton {
  label: string;
  /** Seen beside the label, and no part of the button's name. */
  countdown?: string | undefined;
  /** What it says in the place of its label while the user waits. */
  busy: string | undefined;
  off: boolean;
  /** What has to be done ahead of it, and is the primary until then. */
  first?: Action | undefined;
}

/** What the forms of both elements have around their fields: title and actions stay, the middle scrolls. */
export interface FormFrame {
  head: unknown;
  body: unknown;
  /** What the button does, in a word. */
  submit: string;
  /** Where it is more than that, and off while the form is sent. */
  button?: FormButton;
  /** What stands before the button. */
  before?: TemplateResult;
}

export const formFrame = (
  model: FormFrameModel,
  words: FormWords,
  { head, body, submit, button, before }: FormFrame,
): TemplateResult => {
  const { sending } = model;
  const { label, countdown, busy, off, first } = button ?? {
    label: submit,
    countdown: undefined,
    busy: sending ? words.sending : undefined,
    off: sending,
    first: undefined,
  };
  const { privacyUrl } = model;
  const consent =
    privacyUrl && isLast(model) && label === submit ? consentView(privacyUrl, submit, words) : nothing;
  return html`<form
    novalidate
    part="form"
    @submit=${(event: Event) => model.submit(event)}
    @mousedown=${(event: MouseEvent) => model.fields.press(event)}
    @keydown=${letCompositionEnd}
  >
    <div class="head">${head}</div>
    <div class="middle">${model.wrong.length > 1 ? summaryView(model, words) : nothing} ${body}</div>
    <div class="foot">
      ${consent}
      <p class="slow" role="status">${model.status(words)}</p>
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
        ${
          first
            ? html`<button type="button" class="primary" part="button primary" @click=${first.run}>
                ${first.label}
              </button>`
            : nothing
        }
      </div>
    </div>
  </form>`;
};

const consentView = (url: string, submit: string, words: FormWords): TemplateResult =>
  html`<p class="hint consent">
    ${words.consent(submit)}<a part="link" href=${url} target="_blank" rel="noopener">${words.privacy}</a>
  </p>`;

export function formView(model: FormModel, words: FormWords): TemplateResult {
  const { unit, step, sending } = model;
  const head = html`<h2 id="title" part="title" tabindex="-1">${bar}${words.title}</h2>
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
      <p class="hint">${step ? words.step(step.number, step.of) : words.required}</p>
    </div>`;
  const { asked } = model;
  const parts = model.parts.map((part) => {
    const printed = !asked.includes(part);
    if (part === 'applicant') return applicantView(model, words, printed);
    const autofocus = !sending && part === asked[0];
    return model.fields.view(part, words, { autofocus, readonly: sending, printed });
  });
  const body = html`<div class="fields">${parts}</div>
    ${helpView(model.help)}`;
  const button = (label: string, run: () => void, off: boolean): TemplateResult =>
    html`<button type="button" part="button" aria-disabled=${off} @click=${run}>${label}</button>`;
  const before = html`${button(words.cancel, () => model.cancel(), model.underWay)}
  ${step && step.number > 1 ? button(words.previous, () => model.previous(), sending) : nothing}`;
  return formFrame(model, words, { head, body, submit: isLast(model) ? words.submit : words.next, before });
}
