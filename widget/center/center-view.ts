/** The center (manual, step 8): a row for each kind, and this site's last submissions. */
import { type TemplateResult, html, nothing } from 'lit';
import type { Attempts, Kind, KindView } from '../../bff/contract/wire.ts';
import { type ProblemMessage, problemOf } from '../api/problems.ts';
import type { FailureCode } from '../api/result.ts';
import { actions } from './center-actions.ts';
import { historyView } from './center-history.ts';
import type { CenterLanguage, CenterModel } from './center-model.ts';
import { button, drawn } from './center-pieces.ts';
import type { CenterWords } from './center-words.ts';

/** Without limits the service tells a figure that nobody can use up. */
const MANY = 100;

/** A moment that is said is never too early. Milliseconds. */
const MINUTE_LESS_ONE = 59_999;

const nextTry = ({ resetsAt }: Attempts, timeOf: CenterLanguage['timeOf']): string | undefined =>
  resetsAt ? timeOf(Date.parse(resetsAt) + MINUTE_LESS_ONE) : undefined;

const more = (text: string): TemplateResult => html`<p class="more" part="hint">${text}</p>`;

/** What stands below the whole row: of the real-name certification only. */
function details({ status }: KindView, { words, dateOf }: CenterLanguage, model: CenterModel): unknown[] {
  const { recheck, withdrawal } = model;
  if (status === 'pending') return [more(words.pending)];
  if (status === 'certified') return [];
  return [
    recheck ? more(words.recheck(dateOf(recheck.until))) : nothing,
    withdrawal && withdrawal !== 'asking' ? more(words[withdrawal]) : nothing,
  ];
}

/** What stands under the state. */
function remark(
  { status, applicant }: KindView,
  { words, timeOf }: CenterLanguage,
  model: CenterModel,
): string | undefined {
  const { attempts, canSubmit } = model;
  if (status === 'certified') return applicant && words.by[applicant];
  if (!attempts || !canSubmit || (status !== 'uncertified' && status !== 'lapsed')) return undefined;
  const { remaining } = attempts;
  if (remaining === 0) return words.again(nextTry(attempts, timeOf));
  return remaining !== null && remaining < MANY ? words.remaining(remaining) : undefined;
}

const what = (kind: Kind, words: CenterWords): TemplateResult =>
  html`<p class="name" part="label" id="${kind}-label">${words.kinds[kind]}</p>
    <p class="about" part="hint">${words.about[kind]}</p>`;

function row(view: KindView, language: CenterLanguage, model: CenterModel): TemplateResult {
  const { words, dateOf } = language;
  const { kind, status, since, reason } = view;
  const detail =
    status === 'certified' && since ? dateOf(since) : status === 'lapsed' && reason && words.lapsed[reason];
  const own = kind === 'real-name';
  const under = own && remark(view, language, model);
  return html`<li class="row" part="row">
    <div class="what" id=${kind} tabindex="-1">${what(kind, words)}</div>
    <div class="state" part="state">
      <p>
        ${drawn(status)}<b class=${status}>${words.status[status]}</b>${detail ? ` · ${detail}` : nothing}
      </p>
      ${under ? html`<p class="about">${under}</p>` : nothing}
    </div>
    <div class="act">${own ? actions(view, words, model) : nothing}</div>
    ${own ? details(view, language, model) : nothing}
  </li>`;
}

/** The kinds are known before the unit's state is: only that is still on its way. */
const bones = (kind: Kind, words: CenterWords): TemplateResult =>
  html`<li class="row" part="row">
    <div class="what">${what(kind, words)}</div>
    <div class="state">
      ${kind === 'real-name' ? html`<p>${words.loading}</p>` : html`<div class="bone"></div>`}
    </div>
    <div class="act"></div>
  </li>`;

/** What is said of a problem, when the user can do something about it. */
function troubleText(message: ProblemMessage, words: CenterWords): string | undefined {
  switch (message) {
    case 'network':
    case 'unavailable':
    case 'too-many-requests':
      return words.failed;
    case 'session-expired':
      return words.loggedOut;
    default:
      return undefined;
  }
}

function troubleRow(code: FailureCode, words: CenterWords, model: CenterModel): TemplateResult {
  const text = troubleText(problemOf(code).message, words);
  return html`<li class="row whole" part="row">
    <div class="what" role="alert" id="trouble" tabindex="-1">
      <p class="problem" part="error">${drawn('lapsed')}${text ?? words.misconfigured}</p>
    </div>
    ${text ? button(words.retry, () => model.retry(), { primary: true }) : nothing}
  </li>`;
}

/** The business that the user came from: what it waits for, or the way to it. */
function businessView(
  { kinds, business, canSubmit }: CenterModel,
  { words, proceed }: CenterLanguage,
): unknown {
  const status = kinds?.find(({ kind }) => kind === 'real-name')?.status;
  if (!business || !status || (status !== 'certified' && !canSubmit)) return nothing;
  if (status !== 'certified') return html`<p class="business">${words.waiting(business.name)}</p>`;
  return html`<p class="business">
    <a class="button primary" part="button primary" href=${business.url}>${proceed(business.name)}</a>
  </p>`;
}

export function centerView(model: CenterModel, language: CenterLanguage): TemplateResult {
  const { kinds, failure, history } = model;
  const { words } = language;
  const loading = !kinds && !failure;
  return html`<section
    part="center"
    lang=${language.name}
    aria-label=${loading ? words.loading : words.title}
    aria-busy=${loading}
  >
    ${businessView(model, language)}
    <ul aria-live="polite">
      ${
        kinds
          ? kinds.map((view) => row(view, language, model))
          : failure
            ? troubleRow(failure, words, model)
            : (['phone', 'real-name', 'real-person'] as const).map((kind) => bones(kind, words))
      }
    </ul>
    ${kinds ? historyView(history, language) : nothing}
  </section>`;
}
