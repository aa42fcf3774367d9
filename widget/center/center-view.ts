/** The center (manual, step 8): a row for each kind, and this site's last submissions. */
import { type TemplateResult, html, nothing } from 'lit';
import type { Kind, KindView, Status } from '../../bff/contract/wire.ts';
import { helpView } from '../dialog/help.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { hasLapsed, isInForce, realNameOf } from '../procedure/known.ts';
import { isHeld } from '../procedure/open-ways.ts';
import { isRevocation } from '../procedure/claims.ts';
import { opensNewTab } from '../results/links.ts';
import { recordList } from '../results/record.ts';
import { blocksView, mainButton, waitsFor, withdrawnView } from './blocks.ts';
import { applicantOf, historyView, termsView } from './center-lists.ts';
import type { CenterModel } from './center-model.ts';
import { agentLines, hintsOf } from './limits.ts';
import { causeOf, whyOf } from './reasons.ts';
import { statusIcon } from './status-icon.ts';
import { troubleRow } from './center-trouble.ts';
import type { CenterWords } from './center-words.ts';

const isRevoked = ({ status, reason }: KindView): boolean => hasLapsed(status) && isRevocation(reason);

/** A held unit is told by another sentence whom to ask. */
const asksWhy = (view: KindView, { known }: CenterModel): boolean => isRevoked(view) && !isHeld(known);

/** The lines under the state, of the real-name certification only. */
function remarks(view: KindView, model: CenterModel): unknown[] {
  const { status, submission } = view;
  const { results } = model;
  const applicant = applicantOf(view, model);
  switch (status) {
    case 'certified':
      return [
        ...(applicant ? [applicant] : []),
        ...(submission ? [results.pending.said] : []),
        ...(view.due ? [] : agentLines(model)), // The notice of an end says it.
      ];
    case 'pending':
      return [results.pending.said];
    case 'uncertified':
    case 'lapsed':
      return [
        ...whyOf(view, model),
        ...(asksWhy(view, model) ? [html`${model.words.askWhy}${helpView(model.help)}`] : []),
        ...hintsOf(model),
      ];
    case 'not-open':
    default:
      return [];
  }
}

const what = (kind: Kind, words: CenterWords, about = words.about[kind]): TemplateResult =>
  html`<p class="name" part="label" id="${kind}-label">${words.kinds[kind]}</p>
    <p class="about" part="hint">${about}</p>`;

const aboutOf = (
  { kind, status, method }: KindView,
  { status: answer }: CenterModel,
  words: CenterWords,
): string | undefined =>
  kind === 'real-name' && (isInForce(status) ? method === 'counter' : answer?.form.source === 'counter')
    ? words.aboutCounter
    : undefined;

/**
 * Beside the state, or under the button on a narrow screen: so nothing that is there already moves
 * when it arrives.
 */
function remarksView(view: KindView, model: CenterModel): unknown {
  const lines = remarks(view, model);
  return lines.length
    ? html`<div class="remarks">
        ${lines.map((line) => html`<div class="about under">${unbroken(line)}</div>`)}
      </div>`
    : nothing;
}

/** The state in words, after the state whose icon it has, and before its detail. */
function stateOf(
  view: KindView,
  model: CenterModel,
): [like: Status, said: string, detail?: string | false | undefined] {
  const { words, dateOf } = model;
  const { kind, status, since, reason } = view;
  const waits = kind === 'real-name' && waitsFor(view, model);
  if (waits) return ['pending', words.waits[waits]];
  const said = words.status[status] ?? words.unknown; // a status of a later version
  if (isInForce(status)) return [status, said, since && dateOf(since)];
  const why = hasLapsed(status) ? causeOf(reason, model) : undefined;
  return isRevoked(view) ? [status, why ?? said, !isHeld(model.known) && said] : [status, said, why];
}

function row(view: KindView, model: CenterModel, caseLine: unknown): TemplateResult {
  const { words } = model;
  const { kind } = view;
  const [like, said, detail] = stateOf(view, model);
  const own = kind === 'real-name';
  const why = own && !isInForce(view.status) && (isRevoked(view) || whyOf(view, model).length > 0);
  // The live region must exist before its text changes, else screen readers do not announce the
  // change.
  return html`<li class="row ${why ? 'why' : ''}" part="row" aria-live=${own ? 'polite' : nothing}>
    ${own ? html`<div class="news">${withdrawnView(model)}</div>` : nothing}
    <div class="what" id=${kind} tabindex="-1">${what(kind, words, aboutOf(view, model, words))}</div>
    <div class="state" part="state">
      <p class="marked">
        ${statusIcon(like)}
        <span class="said"
          ><b class=${like}>${said}</b>
          ${detail ? html`<span class="detail"><span class="dot">· </span>${detail}</span>` : nothing}</span
        >
      </p>
    </div>
    <div class="act">${own && !view.due ? mainButton(view, model) : nothing}</div>
    ${own ? [remarksView(view, model), ...blocksView(view, model, caseLine)] : nothing}
  </li>`;
}

/** A row while the status is loading. The name stands in its final place. */
const bones = (kind: Kind, { words, loading }: CenterModel): TemplateResult =>
  html`<li class="row" part="row">
    <div class="what">${what(kind, words)}</div>
    <div class="state">
      ${kind === 'real-name' ? html`<p>${loading}</p>` : html`<div class="bone"></div>`}
    </div>
  </li>`;

/**
 * Under the real-name certification while the height of that row is not known: no name, because it
 * would move.
 */
const lastBones = html`<li class="row" part="row"><div class="bone"></div></li>`;

/**
 * The business that the user came from: a note that it waits, or a link to it. Both take the same
 * place.
 */
function businessView({ kinds, failure, business, words, results }: CenterModel): unknown {
  if (!business || (failure && !kinds)) return nothing;
  const standing = kinds && realNameOf({ kinds });
  const inForce = isInForce(standing?.status);
  return html`<p class="business ${inForce ? 'onward' : ''}">
    <span class=${standing && !inForce ? '' : 'placeholder'}>${words.waiting(business.name)}</span>
    ${
      inForce
        ? html`<a
            class="button primary"
            part="button primary"
            href=${business.url}
            @click=${(click: MouseEvent) => {
              if (opensNewTab(click)) return;
              click.preventDefault();
              business.go();
            }}
            >${results.proceed(business.name)}</a
          >`
        : nothing
    }
  </p>`;
}

/** Printed only: the unit, and the date of the status. */
function printedUnit({ status, statusAt, words, results, dateOf }: CenterModel): unknown {
  if (!status || !statusAt) return nothing;
  const { unit } = status;
  const { unit: name, code } = results.record;
  return recordList([
    [name, unit.name],
    [code, unit.code],
    [words.asOf, dateOf(statusAt)],
  ]);
}

/** Nothing comes that would move what is below the row. */
const isComplete = ({ complete }: CenterModel, caseLine: unknown): boolean =>
  complete && caseLine !== undefined;

function rowsView(model: CenterModel, caseLine: unknown): unknown {
  const { kinds, failure } = model;
  if (!kinds && failure) return troubleRow(failure, model);
  const rows =
    // A newer service may have other kinds, for which there is no name here.
    kinds?.filter(({ kind }) => model.words.kinds[kind]).map((view) => row(view, model, caseLine)) ??
    (['phone', 'real-name'] as const).map((kind) => bones(kind, model));
  return isComplete(model, caseLine) ? rows : [...rows.slice(0, 2), lastBones];
}

/** `caseLine`: the line about the case at the counter; undefined while it is on its way. */
export function centerView(model: CenterModel, caseLine: unknown): TemplateResult {
  const { words, kinds, failure } = model;
  const loading = !kinds && !failure;
  return html`<section
    part="center"
    lang=${model.tag}
    aria-label=${loading ? model.loading : words.title}
    aria-busy=${loading}
  >
    ${printedUnit(model)} ${businessView(model)}
    <ul>
      ${rowsView(model, caseLine)}
    </ul>
    ${isComplete(model, caseLine) ? [termsView(model), historyView(model), kinds?.some((view) => asksWhy(view, model)) ? nothing : helpView(model.help)] : nothing}
  </section>`;
}
