import type { DueReason, LapseReason } from '../../../bff/contract/reasons.ts';
import type { PromptWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { connection } from './connection.ts';

const causes = (head: string): Partial<Record<DueReason, string>> => ({
  'representative-changed': `The ${head} has changed`,
  'registration-changed': 'The registered details have changed',
  'unit-not-active': 'The register lists your organization as not active',
  'agent-withdrew': 'The agent has withdrawn',
});

/** Nothing for a reason that only a newer service knows. */
const sentence = (cause: string | undefined): string => (cause ? `${cause}. ` : '');

/** The words before the sentence that the unit must verify again; a revocation is in the title. */
function lapsed(reason: LapseReason | undefined, head: string): string {
  if (reason === 'revoked') return '';
  const cause = reason && causes(head)[reason];
  return cause
    ? `${cause}, so the earlier verification is no longer valid. `
    : 'The earlier verification is no longer valid. ';
}

export const prompt = ({ certificate, head }: UnitWords): PromptWords => ({
  ...connection,
  ask: {
    title: 'Verify your organization',
    text: [
      'After a system upgrade, organizations must pass real\u2011name verification before they can use related services.',
      `It takes about 2 minutes. Have your ${certificate} and the ${head}’s ID document ready.`,
    ],
  },
  lapsed: (reason) => `${lapsed(reason, head)}Verify again before you can use related services.`,
  revoked: {
    title: 'The verification was revoked',
    text: ['Ask the website’s support for the reason.'],
    confirm: 'Verify again',
  },
  atCounter: `Your organization is verified at the counter: fill in the form here, then bring your ${certificate} and the ${head}’s ID document.`,
  due: ({ at, reason }) => ({
    title: 'Verify your organization again',
    text: [
      `${sentence(causes(head)[reason])}Verify again by ${at}. Until then, services are available as usual.`,
      `It takes about 2 minutes. Have your ${certificate} and the ${head}’s ID document ready.`,
    ],
  }),
  confirm: 'Start',
  opening: 'Opening…',
  moment: 'This usually takes a few seconds.',
});
