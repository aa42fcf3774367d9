/** The center (manual, step 8): a row for each kind, with its state, date and reason. */
import { type TemplateResult, html, nothing } from 'lit';
import type { CertificationStatus, KindView, Status } from '../../bff/contract/wire.ts';
import { type ProblemMessage, problemOf } from '../api/problems.ts';
import type { FailureCode } from '../api/result.ts';
import type { CenterWords } from './center-words.ts';

/** What a language has for the center. */
export interface CenterLanguage {
  name: string;
  words: CenterWords;
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
}

export interface CenterModel {
  /** Undefined while it is asked for. */
  readonly kinds: readonly KindView[] | undefined;
  /** False for operators. */
  readonly canSubmit: boolean;
  readonly recheck: CertificationStatus['recheck'];
  /** Why the status could not be had, when it could not. */
  readonly failure: FailureCode | undefined;
  /** How the withdrawal went, once it was asked for. */
  readonly withdrawal: 'asking' | 'withdrawn' | 'notWithdrawn' | undefined;
  certify(): void;
  withdraw(): void;
  retry(): void;
}

const paths: Record<Status, string> = {
  certified: 'm7.5 12.3 3.2 3.2 6-6.6',
  uncertified: 'M8 12h8',
  pending: 'M12 7v5.2l3.4 2.1',
  lapsed: 'M12 7v6m0 3.4v.1',
  'not-open': 'M8.5 12h.1m3.4 0h.1m3.4 0h.1',
};

const NAME = 'real-name-label';

const button = (
  label: string,
  run: () => void,
  { primary = false, disabled = false, describedBy = '' } = {},
): TemplateResult =>
  html`<button
    type="button"
    part="button ${primary ? 'primary' : ''}"
    class=${primary ? 'primary' : ''}
    aria-disabled=${disabled}
    aria-describedby=${describedBy}
    @click=${disabled ? nothing : run}
  >
    ${label}
  </button>`;

const drawn = (status: Status): TemplateResult =>
  html`<svg class=${status} viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11" />
    <path d=${paths[status]} />
  </svg>`;

const more = (text: string): TemplateResult => html`<p class="more" part="hint">${text}</p>`;

/** What stands below the state: of the real-name certification only. */
function details(view: KindView, { words, dateOf }: CenterLanguage, model: CenterModel): unknown[] {
  const { recheck, withdrawal } = model;
  const { last, status } = view;
  if (status === 'pending') return [more(words.pending)];
  if (status === 'certified') return [];
  return [
    last?.outcome === 'rejected'
      ? more(words.last(words.reasons[last.reason ?? ''], dateOf(last.at)))
      : nothing,
    recheck ? more(words.recheck(dateOf(recheck.until))) : nothing,
    withdrawal && withdrawal !== 'asking' ? more(words[withdrawal]) : nothing,
  ];
}

function actions(view: KindView, words: CenterWords, model: CenterModel): unknown {
  if (view.status !== 'uncertified' && view.status !== 'lapsed') return nothing;
  if (!model.canSubmit) return html`<span class="quiet">${words.operator}</span>`;
  return [
    model.recheck
      ? button(words.withdraw, () => model.withdraw(), {
          disabled: model.withdrawal === 'asking',
          describedBy: NAME,
        })
      : nothing,
    button(words.certify, () => model.certify(), { primary: true, describedBy: NAME }),
  ];
}

function row(view: KindView, language: CenterLanguage, model: CenterModel): TemplateResult {
  const { words, dateOf } = language;
  const { kind, status, since, reason } = view;
  const detail =
    status === 'certified' && since ? dateOf(since) : status === 'lapsed' && reason && words.lapsed[reason];
  const own = kind === 'real-name';
  return html`<li class="row ${own && model.recheck ? 'two' : ''}" part="row">
    <div class="what" id=${kind} tabindex="-1">
      <p class="name" part="label" id="${kind}-label">${words.kinds[kind]}</p>
      <p class="state" part="state">
        ${drawn(status)}<b class=${status}>${words.status[status]}</b
        >${detail ? html`<span>${` · ${detail}`}</span>` : nothing}
      </p>
      ${own ? details(view, language, model) : nothing}
    </div>
    ${own ? actions(view, words, model) : nothing}
  </li>`;
}

const bones = html`<li class="row" part="row">
  <div class="what" aria-hidden="true">
    <div class="bone"></div>
    <div class="bone"></div>
  </div>
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

export function centerView(model: CenterModel, language: CenterLanguage): TemplateResult {
  const { kinds, failure } = model;
  const { words } = language;
  const loading = !kinds && !failure;
  return html`<section
    part="center"
    lang=${language.name}
    aria-label=${loading ? words.loading : words.title}
    aria-busy=${loading}
  >
    <ul aria-live="polite">
      ${
        kinds
          ? kinds.map((view) => row(view, language, model))
          : failure
            ? troubleRow(failure, words, model)
            : [bones, bones, bones]
      }
    </ul>
  </section>`;
}
