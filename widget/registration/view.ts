/** The form 2.2: the portal's own fields, the unit, its people, how they are reached. */
import { type TemplateResult, html, nothing } from 'lit/html.js';
import type { Field } from '../fields.ts';
import type { Action } from '../views/message.ts';
import { type IconKind, icon } from '../views/icons.ts';
import { type FrameModel, applicantView, formFrame } from '../views/form.ts';
import { troubleOf, whenIn } from '../views/results.ts';
import type { Copy, Locale } from '../locales/words.ts';
import { EMAIL, PHONE, UNIT_FIELDS, groupPhone } from './fields.ts';
import type { Notice } from './notice.ts';
import type { Phone } from './phone.ts';
import type { AllWords } from './words.ts';

export interface RegistrationModel extends FrameModel {
  readonly language: Locale;
  readonly legalFields: readonly Field[];
  readonly codeField: Field;
  readonly notice: Notice | undefined;
  readonly phone: Phone;
  /** 11 digits once it is a whole number. */
  readonly number: string;
  /** When it can be tried again, in milliseconds like `now`. */
  readonly retryAt: number | undefined;
  readonly now: number;
  /** The document numbers that were typed have been taken out. */
  readonly cleared: boolean | undefined;
  requestCode(): Promise<void>;
  submit(event?: Event): void;
  retry(): void;
}

interface Shown {
  kind: IconKind;
  copy: Copy;
  more?: readonly string[] | undefined;
  action?: Action | undefined;
}

const noticeView = ({ kind, copy, more = [], action }: Shown): TemplateResult => html`
  <div
    class="notice ${kind}"
    part="notice"
    id="notice"
    role="group"
    tabindex="-1"
    aria-labelledby="notice-title"
    aria-describedby="notice-text"
  >
    <p class="title" id="notice-title">${icon(kind)}${copy.title}</p>
    <div id="notice-text">${[...copy.text, ...more].map((text) => html`<p>${text}</p>`)}</div>
    ${
      action
        ? html`<button
            type="button"
            part="button"
            aria-disabled=${!!action.disabled}
            @click=${action.disabled ? nothing : action.run}
          >
            ${action.label}
          </button>`
        : nothing
    }
  </div>
`;

function refusalView({ notice, now }: RegistrationModel, place: Notice['place'], words: AllWords): unknown {
  if (notice?.place !== place || !('reason' in notice)) return nothing;
  const { reason, attempts } = notice;
  const { refused }: { refused: Partial<Record<string, Copy>> } = words.registration;
  return noticeView({
    kind: 'danger',
    copy: refused[reason] ?? words.registration.refused.otherwise,
    more: attempts && [words.result.remaining(attempts.remaining, whenIn(words, now, attempts.resetsAt))],
  });
}

function endView(model: RegistrationModel, words: AllWords): unknown {
  const { notice, retryAt, now } = model;
  if (notice?.place !== 'end') return nothing;
  const { entry, result, registration } = words;
  const wait = Math.max(Math.ceil(((retryAt ?? now) - now) / 1000), 0);
  const retry: Action = {
    label: wait ? result.inSeconds(entry.retry, wait) : entry.retry,
    run: () => model.retry(),
    disabled: wait > 0 || model.sending,
  };
  if (notice.about !== 'trouble') {
    const kind = notice.about === 'done' ? 'success' : 'waiting';
    const action = notice.about === 'done' ? undefined : retry;
    return noticeView({ kind, copy: registration[notice.about], action });
  }
  const trouble = troubleOf(notice.failure.code, whenIn(words, now, retryAt), words);
  return noticeView({ ...trouble, action: trouble.retry ? retry : undefined });
}

/** What became of the request for a code. */
function phoneStatus(model: RegistrationModel, words: AllWords): TemplateResult | string {
  const { phone, number, now } = model;
  const { registration: own, result } = words;
  if (phone.proofFor(number)) return '';
  if (phone.busy) return own.preparing;
  const { code, retryAfter = 0 } = (phone.failed?.phone === number && phone.failed.value) || {};
  if (code) {
    const { trouble }: { trouble: Partial<Record<string, Copy>> } = result;
    const { title, text } = trouble[code] ?? trouble['misconfigured']!;
    const said =
      code === 'too-many-codes'
        ? retryAfter > 60
          ? own.codesUsedUp(whenIn(words, now, now + retryAfter * 1000))
          : own.codeTooSoon
        : /^(network|unavailable|internal|proof-of-work-invalid|too-many-requests)$/.test(code)
          ? own.codeFailed
          : `${title} · ${text[0]}`;
    return html`<span class="error" part="error">${icon('warning')}${said}</span>`;
  }
  return phone.wasSentTo(number) && phone.tries > 0 ? own.codeSent(groupPhone(number)) : '';
}

/** Keeps the focus in the field: an error that came with the blur would move the button from under the finger. */
const stay = (event: Event): void => event.preventDefault();

function phoneView(model: RegistrationModel, words: AllWords): TemplateResult {
  const { phone, number, sending } = model;
  const { registration: own, result, form } = words;
  const proven = !!phone.proofFor(number);
  const wait = proven ? 0 : phone.waitFor(number, model.now);
  const again = phone.wasSentTo(number) || wait > 0 ? own.getCodeAgain : own.getCode;
  const disabled = sending || phone.busy || wait > 0 || proven;
  return html`
    ${model.fields.view(PHONE, form, { autofocus: false, readonly: sending })}
    <div class="ask" @mousedown=${stay}>
      <button
        type="button"
        id="get-code"
        part="button"
        aria-disabled=${disabled}
        @click=${disabled ? nothing : () => model.requestCode()}
      >
        ${phone.busy ? own.sendingCode : wait ? result.inSeconds(again, wait) : again}
      </button>
    </div>
    <p class="note" role="status">${phoneStatus(model, words)}</p>
    ${model.fields.view(model.codeField, form, { autofocus: false, readonly: sending || proven })}
    <p class="note success" role="status">${proven ? html`${icon('success')}${own.proven}` : nothing}</p>
  `;
}

const group = (id: string, title: string, content: unknown): TemplateResult =>
  html`<div class="group" role="group" aria-labelledby=${id}>
    <h2 id=${id} part="heading">${title}</h2>
    ${content}
  </div>`;

export function registrationView(model: RegistrationModel, words: AllWords): TemplateResult {
  const { form, registration: own } = words;
  const { sending } = model;
  const fields = (some: readonly Field[]): unknown =>
    some.map((field) => model.fields.view(field, form, { autofocus: false, readonly: sending }));
  const body = html`<slot></slot>
    ${group('unit', own.unit, [refusalView(model, 'unit', words), fields(UNIT_FIELDS)])}
    ${group('real-name', own.realName, [
      refusalView(model, 'real-name', words),
      applicantView(model, form),
      fields(model.legalFields),
      html`<p class="note" role="status">${model.cleared ? own.cleared : nothing}</p>`,
    ])}
    ${group('contact', own.contact, [fields([EMAIL]), phoneView(model, words)])}
    <div role="status">${endView(model, words)}</div>`;
  const head = html`<p class="hint">${form.required}</p>`;
  return html`<section part="registration" lang=${model.language} aria-label=${own.title}>
    ${formFrame(model, form, head, body, own.submit)}
  </section>`;
}
