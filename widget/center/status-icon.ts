/** The icon of a status, shared by the views of the center. */
import type { TemplateResult } from 'lit';
import type { Status } from '../../bff/contract/wire.ts';
import { circled, strokes } from '../dialog/icon.ts';

const paths: Record<Status, string> = {
  certified: strokes.success,
  uncertified: 'M8 12h8',
  pending: strokes.waiting,
  lapsed: strokes.warning,
  'not-open': 'M8.5 12h.1m3.4 0h.1m3.4 0h.1',
};

export const statusIcon = (status: Status): TemplateResult =>
  circled(paths[status] ?? paths['not-open'], status);
