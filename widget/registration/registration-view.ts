/** The form (figure 2.2): the portal's own fields, the unit, its people, their phone and e-mail. */
import { type Task, TaskStatus } from '@lit/task';
import { type TemplateResult, html, nothing } from 'lit';
import { groupPhone } from '../../bff/contract/contact.ts';
import { isMismatch } from '../../bff/contract/reasons.ts';
import { CONTACT_FIELDS, PHONE } from '../../bff/contract/registration-fields.ts';
import type { CounterPapers } from '../../bff/contract/wire.ts';
import type { Refusal } from '../../bff/contract/zh-Hans/refusals.ts';
import { type ProblemMessage, problemOf } from '../api/problems.ts';
import { type Failure, type RequestError, isShort } from '../api/result.ts';
import type { Copy } from '../dialog/copy.ts';
import { helpView } from '../dialog/help.ts';
import type { Action } from '../dialog/button.ts';
import { type IconKind, icon } from '../dialog/icon.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { fieldView, linkView, stay } from '../form/field-view.ts';
import { type Field, isInput } from '../form/fields.ts';
import { type FormButton, type FormFrameModel, formFrame } from '../form/form-view.ts';
import { paragraphs } from '../results/block.ts';
import {
  isCountShown,
  namingFields,
  problemText,
  refusalText,
  remainingIn,
  retryText,
} from '../results/problem-text.ts';
import type { Copying } from '../results/copying.ts';
import { type ReferenceModel, referenceView } from '../results/reference.ts';
import type { RegistrationWords } from './registration-words.ts';
import type { PhoneState, Stage } from './state.ts';
import {
  canRetry,
  isExpired,
  isInactive,
  isSessionOver,
  needsOtherCode,
  proofFor,
  waitFor,
  wasSentTo,
} from './transition.ts';
import type { AllWords } from './words.ts';

export interface RegistrationModel extends FormFrameModel {
  readonly unitFields: readonly Field[];
  readonly legalFields: readonly Field[];
  readonly codeField: Field;
  readonly stage: Stage;
  /** The papers for the counter, where there is one. */
  readonly counter: CounterPapers | undefined;
  readonly phone: PhoneState;
  /** The request for a code; its error is a `RequestError`. */
  readonly code: Task<readonly [], undefined>;
  /** The number of the last request for one. */
  readonly asked: string;
  /** The typed phone number; 11 digits when complete. */
  readonly number: string;
  /** When the user can try again, in milliseconds like `now`. */
  readonly retryAt: number | undefined;
  readonly now: number;
  /** The last field is filled in, so the button becomes the primary action. */
  readonly codeTyped: boolean;
  /** The portal's help, as text. */
  readonly help: string | undefined;
  readonly copying: Copying;
  /**
   * Nothing can be sent now: the form waits for the answer, for the time of the next try, or for
   * the page.
   */
  readonly waits: boolean;
  /** The browser knows that it has no connection. */
  readonly isOffline: boolean;
  requestCode(): Promise<void>;
  /**
   * Opens the same page in another tab, which gets a new session. This tab does not lose the typed
   * values.
   */
  reopen(): void;
  /** The user has typed or chosen, in a field of the form or of the page. */
  edited(event: Event): void;
  submit(event?: Event): void;
}

interface Shown {
  kind: IconKind;
  copy: Copy;
  more?: readonly unknown[] | undefined;
  /** The ways on, or the papers to bring. */
  list?: readonly string[];
  /** After the list: the portal's help, in a notice with a refusal. */
  help?: unknown;
  /** The reference of the answer. */
  reference?: TemplateResult | undefined;
}

const noticeView = ({ kind, copy, more = [], list = [], help, reference }: Shown): TemplateResult => html`
  <div
    class="notice ${kind}"
    part="notice"
    id="notice"
    role="group"
    tabindex="-1"
    aria-labelledby="notice-title"
    aria-describedby="notice-text"
    data-whole
  >
    <p class="title" id="notice-title">${icon(kind)}${copy.title}</p>
    <div id="notice-text">
      ${paragraphs([...copy.text, ...more])}
      ${
        list.length > 1
          ? html`<ul>
              ${list.map((each) => html`<li>${unbroken(each)}</li>`)}
            </ul>`
          : paragraphs(list)
      }
      ${help}
    </div>
    ${reference}
  </div>
`;

const referencesIn = ({ copying }: RegistrationModel, { problems, timeOf }: AllWords): ReferenceModel => ({
  words: problems.reference,
  timeOf,
  copying,
});

/** Beside the data that the registry does not confirm. */
function refusalView(model: RegistrationModel, place: 'unit' | 'real-name', words: AllWords): unknown {
  const { stage, legalFields, help } = model;
  if (stage.name !== 'refused' || stage.place !== place) return nothing;
  const { reason, attempts } = stage;
  const { registration: own, problems } = words;
  const refused: Partial<Record<string, Refusal>> = own.refused;
  const { title, said, next } = refused[reason] ?? own.refused.otherwise;
  const standing = { isInactive: isInactive(stage), isUsedUp: attempts?.remaining === 0 };
  const left = isCountShown(standing) ? remainingIn(problems, attempts) : [];
  const asked = legalFields.map(({ id }) => id);
  const named = { said, next: namingFields(next, asked, words) };
  return noticeView({
    kind: 'danger',
    copy: { title, text: refusalText(named, standing) },
    more: left.map((each) => html`<b>${unbroken(each)}</b>`),
    list: [
      ...(standing.isInactive || standing.isUsedUp ? [] : [own.correctIt]),
      ...(isMismatch(reason) ? own.later : []),
      ...(standing.isUsedUp ? [problems.unlock] : []),
    ],
    help: helpView(help),
    reference: referenceView(stage.reference, referencesIn(model, words)),
  });
}

/** Under the code of a unit whose class no register has. */
function noSourceView({ stage, counter, help }: RegistrationModel, words: AllWords): unknown {
  if (stage.name !== 'no-source') return nothing;
  const { problems, registration, papers: said } = words;
  if (!counter)
    return noticeView({ kind: 'warning', copy: problems.trouble['no-source'], help: helpView(help) });
  const [bring, byAgent] = [counter.bring, counter.byAgent].map((papers) =>
    papers.map((paper) => said.papers[paper]),
  );
  return noticeView({
    kind: 'warning',
    copy: registration.counter,
    list: [...bring!, registration.byAgent(byAgent!)],
    help: [paragraphs([said.changed, said.place]), helpView(help || said.ask)],
  });
}

/** Above the button. */
function endView(model: RegistrationModel, words: AllWords): unknown {
  const { stage, retryAt, now, isOffline, help } = model;
  const { connection, problems, registration } = words;
  switch (stage.name) {
    case 'trouble': {
      const { failure } = stage;
      const { code } = failure;
      const wait = retryText(failure, connection.retry, problems, now);
      return noticeView({
        ...problemText(code, { when: problems.when(retryAt), wait, typed: true, isOffline }, problems),
        help: helpView(help),
        reference: isSessionOver(failure)
          ? undefined
          : referenceView(failure.reference, referencesIn(model, words)),
      });
    }
    case 'pending':
      return noticeView({ kind: 'waiting', copy: registration.pending });
    case 'stalled':
      return noticeView({ kind: 'waiting', copy: registration.stalled, help: helpView(help) });
    case 'done':
      return noticeView({ kind: 'success', copy: registration.done });
    case 'filling':
    case 'correcting':
    case 'proving':
    case 'sending':
    case 'no-source':
    case 'refused':
      return nothing;
  }
}

const reopenIn = (model: RegistrationModel, { reopen }: RegistrationWords): Action => ({
  label: reopen,
  run: () => model.reopen(),
});

/** Why nothing can be sent before the unit's code is changed. */
const whyOff = (stage: Stage, { fields, otherCode }: RegistrationWords): string | undefined =>
  stage.name === 'no-source'
    ? fields['unit.code'].errors!['no-source']
    : isInactive(stage)
      ? otherCode
      : undefined;

/** The form's only button: it registers, tries again, or shows that the form is waiting. */
function buttonOf(
  model: RegistrationModel,
  { form, connection, problems, registration }: AllWords,
): FormButton {
  const { stage, retryAt, now, sending, waits: off } = model;
  const checking = sending || stage.name === 'pending';
  const busy = checking ? form.sending : stage.name === 'done' ? registration.creating : undefined;
  if (!canRetry(stage))
    return {
      label: registration.submit,
      busy,
      off,
      sends: !needsOtherCode(stage),
      why: whyOff(stage, registration),
    };
  const seconds = Math.ceil(((retryAt ?? now) - now) / 1000);
  return {
    label: connection.retry,
    countdown: seconds > 0 && isShort(seconds) ? problems.countdown(seconds) : undefined,
    busy,
    off,
    sends: false,
    first:
      stage.name === 'trouble' && isSessionOver(stage.failure) ? reopenIn(model, registration) : undefined,
  };
}

/** Why no code was sent. */
function codeProblem(failure: Failure, { problems, registration: own }: AllWords, now: number): string {
  const { code, retryAfter = 0 } = failure;
  const name: ProblemMessage = problemOf(code).message;
  switch (name) {
    case 'too-many-codes':
      return isShort(retryAfter) ? own.codeTooSoon : own.codesUsedUp(problems.when(now + retryAfter * 1000));
    case 'codes-exhausted':
      return own.codesExhausted(problems.when(now + retryAfter * 1000));
    case 'network':
    case 'unavailable':
    case 'too-many-requests':
      return own.codeFailed;
    default: {
      const { title, text } = problemText(code, { when: problems.when(undefined) }, problems).copy;
      return [title, ...text].join(' · ');
    }
  }
}

/** The result of the request for a code. */
function codeNews(model: RegistrationModel, words: AllWords): unknown {
  const { phone, number, code, asked } = model;
  if (proofFor(phone, number)) return nothing;
  return code.render({
    initial: () => sentView(model, words),
    pending: () => words.registration.preparing,
    complete: () => sentView(model, words),
    error: (error) =>
      asked === number ? notSentView((error as RequestError).failure, model, words) : sentView(model, words),
  });
}

const notSentView = (failure: Failure, model: RegistrationModel, words: AllWords): TemplateResult =>
  html`<span class="error" part="error"
      >${icon('warning')}<span>${unbroken(codeProblem(failure, words, model.now))}</span></span
    >
    ${isSessionOver(failure) ? linkView(reopenIn(model, words.registration)) : nothing}`;

/** A code was sent to the number, also before the last request. */
function sentView({ phone, number, now }: RegistrationModel, words: AllWords): unknown {
  const { registration: own } = words;
  if (!wasSentTo(phone, number) || isExpired(phone, number)) return nothing;
  return html`${own.codeSent(groupPhone(number))}${
    waitFor(phone, number, now)
      ? html`<span class="unseen"
          >${words.problems.wait(own.getCodeAgain, words.problems.inSeconds(phone.pause))}</span
        >`
      : nothing
  }`;
}

function viewOf(field: Field, model: RegistrationModel, { form }: AllWords, proven = false): TemplateResult {
  const readonly = model.sending || proven;
  return fieldView({ ...model.fields.state(field), autofocus: false, readonly }, form, model.events);
}

function phoneView(model: RegistrationModel, words: AllWords): TemplateResult {
  const { phone, number, sending, code } = model;
  const { registration: own, problems } = words;
  const asking = code.status === TaskStatus.PENDING;
  const proven = !!proofFor(phone, number);
  const wait = waitFor(phone, number, model.now);
  const again = wasSentTo(phone, number) || wait > 0 ? own.getCodeAgain : own.getCode;
  const disabled = sending || asking || wait > 0;
  return html`<div class="fields">
    ${viewOf(PHONE, model, words)}
    ${
      proven
        ? nothing
        : html`<div class="ask" @mousedown=${stay}>
            <button
              type="button"
              id="get-code"
              part="button"
              aria-disabled=${disabled}
              @click=${disabled ? nothing : () => model.requestCode()}
            >
              ${asking ? own.sendingCode : again}${
                !asking && wait ? html`<span aria-hidden="true">${problems.countdown(wait)}</span>` : nothing
              }
            </button>
          </div>`
    }
    <p class="note" id="code-news" role="status" data-whole>${codeNews(model, words)}</p>
    ${viewOf(model.codeField, model, words, proven)}
    <p class="note success" id="proven" role="status" data-whole>
      ${proven ? html`${icon('success')}${own.proven}` : nothing}
    </p>
  </div>`;
}

const group = (id: string, title: string, content: unknown): TemplateResult =>
  html`<div class="group" role="group" aria-labelledby=${id}>
    <h2 id=${id} part="heading">${title}</h2>
    ${content}
  </div>`;

export function registrationView(model: RegistrationModel, words: AllWords): TemplateResult {
  const { form, registration: own, tag } = words;
  const field = (each: Field): TemplateResult => viewOf(each, model, words);
  const fields = (some: readonly Field[]): unknown =>
    some.length ? html`<div class="fields">${some.map(field)}</div>` : nothing;
  const middle = html`<slot></slot>
    ${group('unit', own.unit, [
      refusalView(model, 'unit', words),
      fields(model.unitFields),
      noSourceView(model, words),
    ])}
    ${group('real-name', own.realName, [
      refusalView(model, 'real-name', words),
      model.legalFields.filter((each) => !isInput(each)).map(field),
      fields(model.legalFields.filter((each) => isInput(each) && !each.when)),
      fields(model.legalFields.filter(({ when }) => when)),
    ])}
    ${group('contact', own.contact, [
      fields(CONTACT_FIELDS.filter((each) => each !== PHONE)),
      phoneView(model, words),
    ])}
    <div role="status">${endView(model, words)}</div>`;
  const handle = (event: Event): void => model.events.handle(event);
  const head = html`<p class="hint">${form.required}</p>`;
  return html`<section
    class="${model.codeTyped ? 'code-typed' : ''} ${model.stage.name}"
    part="registration"
    lang=${tag}
    aria-label=${own.title}
    @input=${(event: Event) => model.edited(event)}
    @keydown=${handle}
    @copy=${handle}
    @cut=${handle}
  >
    ${formFrame(model, form, { head, middle, button: buttonOf(model, words) })}
  </section>`;
}
