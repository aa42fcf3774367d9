/** The dialogs of the automatic re-check: consent, sending, confirmation, and the refusal of a claim that differs. */
import type { TemplateResult } from 'lit';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import type { Named } from '../procedure/state.ts';
import { remainingIn } from '../results/problem-text.ts';
import type { ResultsModel } from '../results/results-view.ts';
import type { RecheckWords } from './recheck-words.ts';

export type RecheckDialog = Named<'consent' | 'keeping' | 'recheck-kept' | 'recheck-refused'>;

export function recheckView(
  dialog: RecheckDialog,
  words: RecheckWords,
  { state, words: { results }, dateOf, dispatch, help }: ResultsModel,
): TemplateResult {
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  // Offer the form only while attempts are left, else it would be refused.
  const attempts = state.known?.attempts;
  const usedUp = attempts?.remaining === 0;
  const back = usedUp ? button(results.close, 'cancel') : button(words.back, 'back');
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
          text: [words.differs.text[0], ...remainingIn(results, attempts)],
        }),
        icon: 'warning',
        help: helpView(help),
        actions: [back],
      });
  }
}
