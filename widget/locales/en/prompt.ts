import type { LapseReason } from '../../../bff/contract/wire.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';

/** Why a verification has lapsed. */
const causes = (head: string): Record<LapseReason, string> => ({
  'representative-changed': `The ${head} has changed, so the earlier verification is no longer valid.`,
  'registration-changed':
    'The registered details have changed, so the earlier verification is no longer valid.',
  'unit-not-active':
    'The register lists your organization as not active, so the earlier verification is no longer valid.',
  'agent-withdrew': 'The agent has withdrawn, so the earlier verification is no longer valid.',
  revoked: 'The earlier verification was withdrawn.',
});

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ask: {
    title: 'Verify your organization',
    text: [
      'After a system upgrade, organizations must pass real\u2011name verification before they can use related services.',
      `It takes about 2 minutes. Have your ${certificate} and the ${head}’s ID document ready.`,
    ],
  },
  lapsed: (reason) =>
    `${reason ? causes(head)[reason] : 'The earlier verification is no longer valid.'} Verify again before you can use related services.`,
  offline: { title: 'You are offline', text: ['Select “Try again” when you are back online.'] },
  unreachable: {
    title: 'The service cannot be reached',
    text: ['Check your connection, then select “Try again”.'],
  },
  confirm: 'Start',
  opening: 'Opening…',
  loading: 'Looking up the verification',
  cancel: 'Not now',
  retry: 'Try again',
});
