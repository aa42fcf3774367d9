/** A result as data, and its dialog: news, next step, other ways, help and reference. */
import { type TemplateResult, html, nothing } from 'lit';
import type { Way } from '../../bff/contract/next.ts';
import type { Reference } from '../api/result.ts';
import { helpView } from '../dialog/help.ts';
import type { IconKind } from '../dialog/icon.ts';
import { type Action, buttonView } from '../dialog/button.ts';
import { message } from '../dialog/message.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { paragraphs } from './block.ts';
import { referenceView } from './reference.ts';
import { type ResultsModel, button } from './results-model.ts';

/** `text`: whom the way is for. Without it the title and the text have said it. */
export interface WayOn {
  /** Undefined for another try of the same. */
  way?: Way;
  text?: string;
  action: Action;
}

export interface Row {
  icon?: IconKind;
  title: string;
  /** The number that the user needs first. */
  lead?: Reference | undefined;
  text: readonly unknown[];
  /** The open ways, the best one first: its button is the primary. */
  ways?: readonly WayOn[];
  /**
   * Ways beside a case that waits. None is the primary. They come before the facts, so that a phone
   * shows them without scrolling.
   */
  beside?: readonly WayOn[];
  /**
   * Beside that button; where no way is open the last one is the primary. Without ways and actions
   * there is only 关闭, which is no next step and so no primary.
   */
  actions?: readonly Action[];
  /** Below the primary: facts that the user must know, and sentences that only some need. */
  facts?: TemplateResult | undefined;
  also?: readonly string[] | undefined;
  reference?: Reference | undefined;
  /** It is good news, or its facts have the help. */
  hidesHelp?: true;
}

/** The × in the corner of a dialog whose primary leads on. */
export const closeView = ({ label, run }: Action): TemplateResult =>
  html`<button type="button" class="close" part="close" aria-label=${label} @click=${run}>
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12m0-12-12 12" /></svg>
  </button>`;

const block = ({ text, action }: WayOn): TemplateResult =>
  html`<div class="way">${text ? html`<p>${unbroken(text)}</p>` : nothing}${buttonView(action)}</div>`;

/** Folded, unless there is only one. */
function othersView(others: readonly WayOn[], title: string): unknown {
  if (others.length < 2) return others.map(block);
  return html`<details class="others" part="others">
    <summary>${title}</summary>
    ${others.map(block)}
  </details>`;
}

/** The second layer: its parts, with the portal's help before the last one, the reference. */
export function belowView(
  parts: readonly unknown[],
  help: unknown,
  reference?: TemplateResult | undefined,
): unknown {
  const shown = parts.filter((part) => part !== undefined && !(Array.isArray(part) && part.length === 0));
  // Help alone belongs to the text.
  if (shown.length === 0 && !reference) return help;
  return html`<div class="below">${shown}${help}${reference ?? nothing}</div>`;
}

export function rowView(row: Row, model: ResultsModel): TemplateResult {
  const { results } = model.words;
  const [first, ...rest] = row.ways ?? [];
  const others = [...rest, ...(row.beside ?? [])];
  const leave = button(results.close, 'cancel', model);
  const text = first?.text ? [...row.text, first.text] : row.text;
  const also = row.also ?? [];
  const { icon, title, facts, lead, reference } = row;
  const { timeOf, copying } = model;
  const references = { words: results.reference, timeOf, copying };
  const waysView = othersView(others, results.others(others.length));
  return message({
    icon,
    title,
    lead: referenceView(lead, references),
    text,
    actions: first
      ? [...(row.actions ?? []), first.action]
      : (row.actions ?? [{ ...leave, secondary: true }]),
    close: first && closeView(leave),
    below: belowView(
      [...(row.beside ? [waysView, facts] : [facts, waysView]), paragraphs(also)],
      row.hidesHelp ? nothing : helpView(model.help),
      referenceView(reference, references),
    ),
  });
}
