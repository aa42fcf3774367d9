import type { AgainWords } from '../../prompt/prompt-words.ts';
import type { UnitWords } from '../unit-words.ts';

export function again({ head }: UnitWords): AgainWords {
  const causes: AgainWords['causes'] = {
    'representative-changed': `The ${head} has changed`,
    'registration-changed': 'The registered details have changed',
    'unit-not-active': 'The register lists your organization as not active',
    'agent-withdrew': 'The agent has withdrawn',
  };
  return {
    causes,
    title: 'Verify your organization again',
    lapsed: (reason) =>
      `${(reason && causes[reason]) ?? 'The earlier verification is no longer valid'}. Verify again to use related services.`,
    revoked: {
      title: 'The verification was revoked',
      text: ['Ask the website’s support for the reason.'],
      needed: 'Verify again to use related services.',
      confirm: 'Verify again',
    },
    due: ({ at, reason }) =>
      `${reason && causes[reason] ? `${causes[reason]}. ` : ''}Verify again by ${at}. Services work as usual until then.`,
  };
}
