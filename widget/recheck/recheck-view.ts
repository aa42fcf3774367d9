/** The dialogs of the automatic re-check: consent, sending, confirmation, the refusal of a claim that differs, the withdrawal, and that of somebody else. */
import { type TemplateResult, html } from 'lit';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import { referenceOf } from '../api/result.ts';
import { closedUntil, standingIn } from '../procedure/known.ts';
import type { Named } from '../procedure/state.ts';
import { noticeLink } from '../results/notice-link.ts';
import { remainingOn } from '../results/remaining.ts';
import { type ResultsModel, closeIn, referenceIn } from '../results/results-view.ts';
import type { RecheckWords } from './recheck-words.ts';

export type RecheckDialog = Named<
  'consent' | 'keeping' | 'recheck-kept' | 'recheck-refused' | 'withdrawal' | 'taken-back'
>;

export function recheckView(dialog: RecheckDialog, words: RecheckWords, model: ResultsModel): TemplateResult {
  const { state, dateOf, dispatch, help } = model;
  const { results } = model.words;
  const { last } = standingIn(state.known);
  const reference = referenceIn(last && referenceOf(last), model);
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  switch (dialog.name) {
    case 'consent': {
      const { title, text } = words.consent;
      return message({
        title,
        text: [text[0], text[1], html`${text[2]}${noticeLink(model.privacyUrl, model.words.form.privacy)}`],
        actions: [button(words.notNow, 'back'), button(words.agree, 'consent')],
      });
    }
    case 'keeping':
      return message({ ...words.asking, icon: 'waiting', actions: [button(words.close, 'cancel')] });
    case 'recheck-kept': {
      return message({
        ...words.kept(dateOf(dialog.until)),
        icon: 'success',
        reference,
        actions: [button(words.close, 'cancel')],
      });
    }
    case 'recheck-refused': {
      const { title, text, forgotten, gone } = words.differs;
      const otherwise = closedUntil(state.known, 'certify')
        ? [...remainingOn(results, state.known, 'certify'), results.unlock]
        : [forgotten];
      return message({
        icon: 'warning',
        title,
        text: dialog.gone ? [gone] : [...text, ...otherwise],
        help: helpView(help),
        reference,
        actions: dialog.gone
          ? [button(results.close, 'cancel')]
          : [closeIn(model), button(results.back, 'back')],
      });
    }
    case 'taken-back': {
      const { title, text } = words.takenBack;
      return message({
        icon: 'warning',
        title,
        text: [...text, ...(model.typed ? [results.kept] : [])],
        actions: [closeIn(model), button(results.proceed(''), 'back')],
      });
    }
    case 'withdrawal': {
      const { keep, confirm } = words;
      const { title, text } = words.withdrawal[dialog.of === 'claim' ? 'claim' : 'recheck'];
      return message({
        icon: 'warning',
        title,
        text,
        actions: [
          { label: confirm, run: () => dispatch({ type: 'withdraw' }) },
          button(keep, 'cancel'), // the last one has the focus: Enter alone withdraws nothing
        ],
      });
    }
  }
}
