/** What is said before the other words are there, or when they cannot be had. */
import type { LapseReason } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';

export interface PromptWords {
  ask: Copy;
  /** In place of the prompt's first paragraph when the unit was certified before. */
  lapsed: (reason: LapseReason | undefined) => string;
  /** The browser has no connection. */
  offline: Copy;
  /** A request had no answer: it is cut, or CORS refuses it, or nobody is there. */
  unreachable: Copy;
  confirm: string;
  /** In its place until the next dialog is there. */
  opening: string;
  /** In the center's place until the status is there. */
  loading: string;
  cancel: string;
  retry: string;
}
