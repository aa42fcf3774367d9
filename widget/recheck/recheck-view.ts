/** The dialogs of the automatic re-check: consent, sending, confirmation, and the refusal of a claim that differs. */
import { type TemplateResult, html } from 'lit';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import { referenceOf } from '../api/result.ts';
import { type Named, standingIn } from '../procedure/state.ts';
import { noticeLink } from '../results/notice-link.ts';
import { remainingIn } from '../results/problem-text.ts';
import { type ResultsModel, referenceIn } from '../results/results-view.ts';
import type { RecheckWords } from './recheck-words.ts';

export type RecheckDialog = Named<'consent' | 'keeping' | 'recheck-kept' | 'recheck-refused'>;

export function recheckView(dialog: RecheckDialog, words: RecheckWords, model: ResultsModel): TemplateResult {
  const { state, dateOf, dispatch, help } = model;
  const { results } = model.words;
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  switch (dialog.name) {
    case 'consent': {
      const { title, text } = words.consent;
      return message({
        title,
        text: [text[0], html`${text[1]}${noticeLink(model.privacyUrl, model.words.form.privacy)}`],
        actions: [button(words.notNow, 'back'), button(words.agree, 'consent')],
      });
    }
    case 'keeping':
      return message({ ...words.asking, icon: 'waiting', actions: [button(words.close, 'cancel')] });
    case 'recheck-kept': {
      const { last } = standingIn(state.known);
      return message({
        ...words.kept(dateOf(dialog.until)),
        icon: 'success',
        reference: referenceIn(last && referenceOf(last), model),
        actions: [button(words.close, 'cancel')],
      });
    }
    case 'recheck-refused': {
      // Offer the form only while attempts are left, else it would be refused.
      const attempts = state.known?.attempts;
      const usedUp = attempts?.remaining === 0;
      return message({
        ...words.differs,
        ...(usedUp && {
          title: words.notRequested,
          text: [words.differs.text[0], ...remainingIn(results, attempts)],
        }),
        icon: 'warning',
        help: helpView(help),
        actions: [usedUp ? button(results.close, 'cancel') : button(words.back, 'back')],
      });
    }
  }
}
