import type { LapseReason } from '../../../bff/contract/wire.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';

/** Why a verification has lapsed. */
const CAUSES: Record<LapseReason, string> = {
  'representative-changed':
    'The legal representative has changed, so the earlier verification is no longer valid.',
  'registration-changed':
    'The business registration has changed, so the earlier verification is no longer valid.',
  'unit-not-active':
    'The business registry lists your organization as not active, so the earlier verification is no longer valid.',
  revoked: 'The earlier verification was withdrawn.',
};

export const prompt: PromptWords = {
  ask: {
    title: 'Verify your organization',
    text: [
      'After a system upgrade, organizations must pass real\u2011name verification before they can use related services.',
      'It takes about 2 minutes. Have your business license and the legal representative’s ID document ready.',
    ],
  },
  lapsed: (reason) =>
    `${reason ? CAUSES[reason] : 'The earlier verification is no longer valid.'} Verify again before you can use related services.`,
  network: {
    title: 'You are offline',
    text: [
      'What you typed is still here. Select “Try again” when you are back online. Nothing is sent twice.',
    ],
  },
  missing: 'Select “Try again” when you are back online.',
  confirm: 'Start',
  opening: 'Opening…',
  cancel: 'Not now',
  retry: 'Try again',
};
