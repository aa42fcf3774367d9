/** What is said before the other words are there, or when they cannot be had. */
import type { LapseReason } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';

export interface PromptWords {
  ask: Copy;
  /** In place of the prompt's first paragraph when the unit was certified before. */
  lapsed: (reason: LapseReason | undefined) => string;
  network: Copy;
  /** Its text when nothing was typed, or a part did not arrive. */
  missing: string;
  confirm: string;
  /** In its place until the next dialog is there. */
  opening: string;
  /** In the center's place until the status is there. */
  loading: string;
  cancel: string;
  retry: string;
}
