/** The icon of a status, shared by the views of the center. */
import { type TemplateResult, html } from 'lit';
import type { Status } from '../../bff/contract/wire.ts';
import { strokes } from '../dialog/icon.ts';

const paths: Record<Status, string> = {
  certified: strokes.success,
  uncertified: 'M8 12h8',
  pending: strokes.waiting,
  lapsed: strokes.warning,
  'not-open': 'M8.5 12h.1m3.4 0h.1m3.4 0h.1',
};

export const statusIcon = (status: Status): TemplateResult =>
  html`<svg class=${status} viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11" />
    <path d=${paths[status] ?? paths['not-open']} />
  </svg>`;
