/** What is said before the other words are there, or when they cannot be had. */
import type { Copy } from '../dialog/copy.ts';

export interface PromptWords {
  ask: Copy;
  /** In place of the prompt's first paragraph when the unit was certified before. */
  lapsed: string;
  network: Copy;
  confirm: string;
  cancel: string;
  retry: string;
}
