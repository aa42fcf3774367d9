/** The dialogs of the automatic re-check: consent, sending, confirmation, and why it could not be. */
import type { TemplateResult } from 'lit';
import type { Attempts } from '../../bff/contract/wire.ts';
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
  /** What is said of the attempts that are left. */
  remaining: (attempts: Attempts | undefined) => readonly string[];
  /** What the button says that leaves a refusal which cannot be corrected. */
  leave: string;
  /** Opens the portal's login, where that is known. */
  logIn: Action | undefined;
}

export function recheckView(
  state: RecheckState,
  words: RecheckWords,
  { dateOf, record, dispatch, remaining, leave, logIn }: RecheckModel,
): TemplateResult {
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  // The form would be refused: it is led to while there are attempts.
  const usedUp = 'attempts' in state && state.attempts?.remaining === 0;
  const back = usedUp ? button(leave, 'cancel') : button(words.back, 'back');
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
        return message({
          ...words.differs,
          ...(usedUp && {
            title: words.unavailable.title,
            text: [words.differs.text[0], ...remaining(state.attempts)],
          }),
          icon: 'warning',
          actions: [back],
        });
      const loggedOut = name === 'session-expired';
      const copy = loggedOut ? words.loggedOut : words.unavailable;
      const retry = button(words.retry, 'consent');
      const actions = loggedOut && logIn ? [back, retry, logIn] : [back, retry];
      return message({ ...copy, icon: 'warning', actions });
    }
  }
}
