/** The words about a claim that is brought to a counter. */
import type { CaseRefusal } from '../../bff/contract/cases.ts';
import type { Copy } from '../dialog/copy.ts';
import type { PaperWords } from '../results/paper-words.ts';
import type { IntentWords } from '../results/intent-words.ts';

export interface CounterWords extends PaperWords {
  /** In the form whose claim goes to the counter. */
  form: Omit<IntentWords, 'title'>;
  /** Said before its text when no register answers for this class of units. */
  noSource: string;
  /** The hints of that form that differ: nobody asks for insurance business that the agent has handled. */
  hints: Record<'agent' | 'agent.idNumber', string>;
  /** The text says which data are kept. */
  consent: Copy;
  agree: string;
  /** Leads back to the refusal, or to the form. */
  notNow: string;
  back: string;
  asking: Copy;
  /** Titles: the case was opened just now, or waits already. */
  opened: string;
  waiting: string;
  /** The person who comes to the counter, and the last day once there is a case. `until`: a date in words. */
  comes: (agent: boolean, until?: string) => string;
  /** The labels of what the user must know: `factsView`. */
  labels: Record<'bring' | 'place' | 'kept' | 'left' | 'result', string>;
  print: string;
  /** The papers have been seen. */
  seen: string;
  /** They are to be seen again, until that day in words. */
  returned: (agent: boolean, until: string) => string;
  /** Where the result is shown. Holds on every page, and on paper. */
  result: string;
  /** How many cases may still be opened. `when`: when there may be one again, in words. */
  left: (cases: number, when: string) => string;
  /** No more may be opened for now. `when`: as for `left`. */
  usedUp: (when: string) => Copy;
  /** The same, and no more claims may be submitted until then. */
  bothUsedUp: (when: string) => string;
  /** Added to these. */
  unlock: string;
  /** Asks before the case is withdrawn. `reference`: as it is shown. `left`: how many cases may still be opened, of a limit. */
  withdrawal: {
    title: string;
    text: (reference: string) => string;
    again: (left: number | undefined) => string;
    failed: string;
    keep: string;
    confirm: string;
  };
  /** In the center. */
  line: {
    /** The title of one of `refusals`. */
    refused: string;
    /** `until`: the last day in words. */
    expired: (until: string) => Copy;
    /** The unit has no case. `restored`: it is not active by the register. */
    none: string;
    restored: string;
    /** The other way while the case waits. Its button is `online`. `refused`: the last submission was. */
    online: (refused: boolean) => string;
    /** Another site has opened the case. */
    elsewhere: string;
  };
  /** The prompt's title after that, and its button to another case. */
  refused: string;
  again: string;
  refusals: Partial<Record<string, string>> & Record<CaseRefusal | 'otherwise', string>;
  /** Added where another case may be opened. `inactive`: the unit was not active. */
  anew: (inactive: boolean) => string;
  show: string;
  /** In its place when there is nothing to print. */
  look: string;
  online: string;
  withdraw: string;
  apply: string;
}
