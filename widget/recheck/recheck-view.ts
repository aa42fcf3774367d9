/** The dialogs of the automatic re-check: consent, sending, confirmation, and why it could not be. */
import type { TemplateResult } from 'lit';
import { problemOf } from '../api/problems.ts';
import { type Action, type Message, message } from '../dialog/message.ts';
import type { FlowEvent, State } from '../flow/state.ts';
import type { RecheckWords } from './recheck-words.ts';

export type RecheckState = Extract<
  State,
  { name: 'recheck-consent' | 'recheck-sending' | 'recheck-kept' | 'recheck-refused' }
>;

export interface RecheckModel {
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  /** What is printed with what is kept. */
  record: Message['record'];
  dispatch: (event: FlowEvent) => void;
  /** Opens the portal's login, where that is known. */
  logIn: Action | undefined;
}

export function recheckView(
  state: RecheckState,
  words: RecheckWords,
  { dateOf, record, dispatch, logIn }: RecheckModel,
): TemplateResult {
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  const back = button(words.back, 'back');
  switch (state.name) {
    case 'recheck-consent':
      return message({ ...words.consent, actions: [back, button(words.agree, 'consent')] });
    case 'recheck-sending':
      return message({ ...words.asking, icon: 'waiting', actions: [] });
    case 'recheck-kept': {
      const close = button(words.close, 'cancel');
      return message({ ...words.kept(dateOf(state.until)), icon: 'success', record, actions: [close] });
    }
    case 'recheck-refused': {
      const { message: name, place } = problemOf(state.failure.code);
      if (name === 'claim-differs' || place === 'fields')
        return message({ ...words.differs, icon: 'warning', actions: [back] });
      const loggedOut = name === 'session-expired';
      const copy = loggedOut ? words.loggedOut : words.unavailable;
      const retry = button(words.retry, 'consent');
      const actions = loggedOut && logIn ? [back, retry, logIn] : [back, retry];
      return message({ ...copy, icon: 'warning', actions });
    }
  }
}
