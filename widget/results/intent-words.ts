/** The words of each intent: the certification, and the ways that only the center offers. */
import type { Copy } from '../dialog/copy.ts';
import type { Intent } from '../../bff/contract/next.ts';

/** A form's purpose, and what it leads to. */
export interface IntentWords {
  title: string;
  text?: string;
  submit: string;
}

/** In the dialogs of the ways that only the center offers: takeover by the legal representative, withdrawal by the agent. */
export interface SuccessionWords extends Record<Extract<Intent, 'replace' | 'withdraw'>, IntentWords> {
  /** The agent has withdrawn: until when the certification counts. */
  withdrawn: (until: string) => Copy;
  /** The legal representative has taken over while the form was open. */
  overtaken: Record<'replace' | 'withdraw', Copy>;
  /** Another agent certified the unit, or no agent did. */
  agentDiffers: Copy;
}
