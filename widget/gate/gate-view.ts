/** The gate's dialog (manual, step 10). */
import type { TemplateResult } from 'lit';
import { message } from '../dialog/message.ts';
import type { GateWords } from './gate-words.ts';

export interface GateModel {
  /** The name of the business; empty when it has none. */
  business: string;
  confirm: () => void;
  cancel: () => void;
}

export const gateView = (words: GateWords, { business, confirm, cancel }: GateModel): TemplateResult =>
  message({
    ...words.ask(business),
    actions: [
      { label: words.cancel, run: cancel },
      { label: words.confirm, run: confirm },
    ],
  });
