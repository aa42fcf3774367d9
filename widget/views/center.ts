/** The centre 1.8: a row for each kind, with its state, date and reason. */
import { type TemplateResult, html, nothing } from 'lit/html.js';
import type { CertificationStatus, KindView, Status } from '../../bff/contract/wire.ts';
import { dateIn } from '../dates.ts';
import { type CenterWords, centerWords } from '../locales/center.ts';
import type { Locale } from '../locales/words.ts';

export interface CenterModel {
  readonly language: Locale;
  /** Undefined while it is asked for. */
  readonly kinds: readonly KindView[] | undefined;
  /** False for operators. */
  readonly canSubmit: boolean;
  readonly recheck: CertificationStatus['recheck'];
  /** Why the status could not be had, when it could not. */
  readonly failure: string | undefined;
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
function details(view: KindView, words: CenterWords, model: CenterModel): unknown[] {
  const { recheck, language, withdrawal } = model;
  const { last, status } = view;
  if (status === 'pending') return [more(words.pending)];
  if (status === 'certified') return [];
  return [
    last?.outcome === 'rejected'
      ? more(words.last(words.reasons[last.reason ?? ''], dateIn(language, last.at)))
      : nothing,
    recheck ? more(words.recheck(dateIn(language, recheck.until))) : nothing,
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

function row(view: KindView, words: CenterWords, model: CenterModel): TemplateResult {
  const { kind, status, since, reason } = view;
  const aside =
    status === 'certified' && since
      ? dateIn(model.language, since)
      : status === 'lapsed' && reason && words.lapsed[reason];
  const own = kind === 'real-name';
  return html`<li class="row ${own && model.recheck ? 'two' : ''}" part="row">
    <div class="what" id=${kind} tabindex="-1">
      <p class="name" part="label" id="${kind}-label">${words.kinds[kind]}</p>
      <p class="state" part="state">
        ${drawn(status)}<b class=${status}>${words.status[status]}</b
        >${aside ? html` <span>· ${aside}</span>` : nothing}
      </p>
      ${own ? details(view, words, model) : nothing}
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

function troubleRow(code: string, words: CenterWords, model: CenterModel): TemplateResult {
  const kind =
    code === 'session-expired'
      ? 'loggedOut'
      : /^(network|internal|unavailable|too-many-requests)$/.test(code)
        ? 'failed'
        : 'misconfigured';
  return html`<li class="row whole" part="row">
    <div class="what" role="alert" id="trouble" tabindex="-1">
      <p class="problem" part="error">${drawn('lapsed')}${words[kind]}</p>
    </div>
    ${kind === 'misconfigured' ? nothing : button(words.retry, () => model.retry(), { primary: true })}
  </li>`;
}

export function centerView(model: CenterModel): TemplateResult {
  const { language, kinds, failure } = model;
  const words = centerWords[language];
  const loading = !kinds && !failure;
  return html`<section
    part="center"
    lang=${language}
    aria-label=${loading ? words.loading : words.title}
    aria-busy=${loading}
  >
    <ul aria-live="polite">
      ${
        kinds
          ? kinds.map((view) => row(view, words, model))
          : failure
            ? troubleRow(failure, words, model)
            : [bones, bones, bones]
      }
    </ul>
  </section>`;
}
