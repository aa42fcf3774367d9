/** The shape of the words of a visit to the counter. */
import type { Paper } from '../../bff/contract/cases.ts';

export interface PaperWords {
  papers: Record<Paper, string>;
  /** Under the papers: the licence and the document may differ. */
  changed: string;
  /** Asks to check the counter's place and hours. The portal's help follows, else `ask`. */
  place: string;
  ask: string;
}
