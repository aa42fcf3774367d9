/** A request that came to nothing, and how it is tried again. */
import { problemOf } from '../api/problems.ts';
import { isShort } from '../api/result.ts';
import type { Action } from '../dialog/button.ts';
import { isCorrectable } from '../procedure/dialogs.ts';
import { closedUntil } from '../procedure/open-ways.ts';
import type { Named } from '../procedure/state.ts';
import { type ProblemText, problemText, retryText } from './problem-text.ts';
import { type ResultsModel, button } from './results-model.ts';
import type { SuccessionWords } from './results-words.ts';
import type { Row } from './row.ts';
import { remainingOn } from './ways.ts';

const logInAt = ({ logIn, words: { results } }: ResultsModel): Action | undefined =>
  logIn && { label: results.logIn, run: logIn };

/** An agent's withdrawal is an attempt: after the last, the second sentence advises in vain. */
function differsText(
  { title, said, next, departed }: SuccessionWords['agentDiffers'],
  { state, words: { results } }: ResultsModel,
): ProblemText {
  const { known, intent } = state;
  const isUsedUp = !!closedUntil(known, intent);
  return {
    kind: 'warning',
    copy: { title, text: isUsedUp ? [said] : [said, next] },
    more: remainingOn(results, known, intent),
    also: isUsedUp ? [results.unlock, departed] : [departed],
  };
}

export function troubleRow({ failure, during, repeated }: Named<'trouble'>, model: ResultsModel): Row {
  const { code, retryAt } = failure;
  const { now, words, succession, typed, isOffline, state } = model;
  const { results, prompt } = words;
  const {
    kind,
    copy,
    more = [],
    also,
  } = succession && code === 'agent-differs'
    ? differsText(succession.agentDiffers, model)
    : problemText(
        code,
        {
          when: results.when(retryAt ?? failure.until),
          wait: retryText(failure, prompt.retry, results, now),
          typed,
          isOffline,
        },
        results,
      );
  const loggedOut = code === 'session-expired';
  const wait = Math.ceil(((retryAt ?? now) - now) / 1000);
  const retry: Action = {
    ...button(loggedOut ? results.loggedIn : prompt.retry, 'retry', model),
    ...(wait > 0 && { disabled: true, countdown: isShort(wait) ? results.countdown(wait) : undefined }),
  };
  const back = isCorrectable(state) ? [button(results.back, 'back', model)] : [];
  // `LoginReturn` retries when the user comes back from the login.
  const on = problemOf(code).retry === 'now' ? [...back, (loggedOut && logInAt(model)) || retry] : back;
  return {
    icon: kind,
    title: copy.title,
    text: [
      ...(during === 'recheck' || during === 'counter' ? [results.notRequested] : []),
      ...copy.text,
      ...more,
      ...(loggedOut && repeated ? [results.notLoggedIn] : []),
    ],
    ...(on.length > 0 && { actions: on.slice(0, -1), ways: on.slice(-1).map((action) => ({ action })) }),
    also,
    // The user solves a session that ended without the portal's support.
    reference: loggedOut ? undefined : failure.reference,
  };
}
