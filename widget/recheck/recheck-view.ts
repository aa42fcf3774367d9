/** The dialogs of the automatic re-check: consent, sending, confirmation, and the refusal of a claim that differs. */
import type { TemplateResult } from 'lit';
import type { Attempts } from '../../bff/contract/wire.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import type { Named, ProcedureEvent } from '../procedure/state.ts';
import type { RecheckWords } from './recheck-words.ts';

export type RecheckDialog = Named<'consent' | 'keeping' | 'recheck-kept' | 'recheck-refused'>;

export interface RecheckModel {
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  dispatch: (event: ProcedureEvent) => void;
  attempts: Attempts | undefined;
  /** The sentences about them. */
  remaining: readonly string[];
  /** The label of the button that closes a final refusal. */
  leave: string;
  /** The portal's help, as text. */
  help: string | undefined;
}

export function recheckView(
  dialog: RecheckDialog,
  words: RecheckWords,
  { dateOf, dispatch, attempts, remaining, leave, help }: RecheckModel,
): TemplateResult {
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  // Offer the form only while attempts are left, else it would be refused.
  const usedUp = attempts?.remaining === 0;
  const back = usedUp ? button(leave, 'cancel') : button(words.back, 'back');
  switch (dialog.name) {
    case 'consent':
      return message({ ...words.consent, actions: [back, button(words.agree, 'consent')] });
    case 'keeping':
      return message({ ...words.asking, icon: 'waiting', actions: [button(words.close, 'cancel')] });
    case 'recheck-kept': {
      const close = button(words.close, 'cancel');
      return message({ ...words.kept(dateOf(dialog.until)), icon: 'success', actions: [close] });
    }
    case 'recheck-refused':
      return message({
        ...words.differs,
        ...(usedUp && {
          title: words.notRequested,
          text: [words.differs.text[0], ...remaining],
        }),
        icon: 'warning',
        help: helpView(help),
        actions: [back],
      });
  }
}
