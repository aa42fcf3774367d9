/**
 * Shown instead of the list when the status cannot be loaded: what happened, what it means, what to
 * do.
 */
import { type TemplateResult, html, nothing } from 'lit';
import { problemOf } from '../api/problems.ts';
import type { FailureCode } from '../api/result.ts';
import { type Action, buttonView } from '../dialog/button.ts';
import type { Copy } from '../dialog/copy.ts';
import type { Waiting } from '../procedure/known.ts';
import { paragraphs } from '../results/block.ts';
import { problemText } from '../results/problem-text.ts';
import { statusIcon } from './status-icon.ts';
import type { CenterModel } from './center-model.ts';

function troubleCopy(code: FailureCode, { results }: CenterModel): Copy {
  const { copy, more = [] } = problemText(code, { when: results.when(undefined) }, results);
  return { title: copy.title, text: [...copy.text, ...more] };
}

/** To the login; when the user comes back, the center goes on by itself. */
const logInAction = (run: () => void, { results }: CenterModel): Action => ({ label: results.logIn, run });

/** A kept claim could not be withdrawn: why, and what to do. */
export function notWithdrawnView(of: Waiting, model: CenterModel): TemplateResult | typeof nothing {
  const { withdrawal, ends, logIn } = model;
  if (!ends || withdrawal?.of !== of || withdrawal.step !== 'notWithdrawn') return nothing;
  const { why } = withdrawal;
  return html`<div id="news" part="error" tabindex="-1">
    <p class="problem marked">${statusIcon('lapsed')}${ends.notWithdrawn[of]}</p>
    ${paragraphs(troubleCopy(why, model).text)}
    ${why === 'session-expired' && logIn ? buttonView(logInAction(logIn, model)) : nothing}
  </div>`;
}

export function troubleRow(code: FailureCode, model: CenterModel): TemplateResult {
  const { title, text } = troubleCopy(code, model);
  const { message, retry } = problemOf(code);
  const stays = message === 'unavailable' ? [model.words.stays] : [];
  const fault = message === 'misconfigured' ? 'fault' : '';
  const { logIn } = model;
  const toLogin = message === 'session-expired' && logIn ? logInAction(logIn, model) : undefined;
  const again: Action = { label: model.retryLabel, run: () => model.retry() };
  return html`<li class="row" part="row">
    <div class="what" role="alert" id="trouble" tabindex="-1">
      <p class="name problem ${fault} marked" part="error">${statusIcon('lapsed')}${title}</p>
      ${[...text, ...stays].map((each) => html`<p class="about under" part="hint">${each}</p>`)}
    </div>
    ${
      retry === 'now'
        ? html`<div class="act">${buttonView(toLogin ?? again, { primary: true })}</div>`
        : nothing
    }
  </li>`;
}
