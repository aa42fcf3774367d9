/** The dialogs that say one thing, and are no result. */
import { type TemplateResult, html } from 'lit';
import { message } from '../dialog/message.ts';
import { standingIn, stepTraits } from '../procedure/known.ts';
import { opensNewTab } from './links.ts';
import { type ResultsModel, button } from './results-model.ts';
import { closeView } from './row.ts';
import { closedOn } from './ways.ts';

/** The notice after 取消: where to certify later (manual, step 6). */
export function noticeView(model: ResultsModel): TemplateResult {
  const { state, words, lastDayOf, centerUrl, centerName, goToCenter } = model;
  const { known } = state;
  const { due } = standingIn(known);
  const { notice, center, acknowledge } = words.results;
  const usedUp = closedOn(words.results, known, 'certify');
  const until = due ? notice.untilDue(lastDayOf(due.at)) : notice.until;
  const next = stepTraits(known)?.prompts ? [notice.nextLogin] : [];
  const follow = (click: MouseEvent): void => {
    if (opensNewTab(click)) return;
    click.preventDefault();
    goToCenter();
  };
  return message({
    title: notice.title,
    text: centerUrl
      ? [
          notice.menu(centerName || undefined),
          ...usedUp,
          until,
          html`<a part="link" href=${centerUrl} @click=${follow}>${center}</a>`,
        ]
      : [...next, ...usedUp, until],
    actions: [button(acknowledge, 'cancel', model)],
  });
}

export const loginChangedView = (model: ResultsModel): TemplateResult => {
  const { results } = model.words;
  return message({
    ...results.loginChanged(model.unitName),
    actions: [button(results.proceed(''), 'cancel', model)],
    close: closeView(button(results.close, 'leave', model)),
  });
};
