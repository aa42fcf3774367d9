import type { PaperWords } from '../../results/results-words.ts';
import type { UnitWords } from '../unit-words.ts';

export const papers = ({ certificate, head }: Pick<UnitWords, 'certificate' | 'head'>): PaperWords => ({
  papers: {
    certificate: `the ${certificate}`,
    'representative-document': `the ID document of the ${head}`,
    'agent-document': 'the agent’s ID document',
    authorization: 'an authorization with the organization’s seal',
    restoration: 'the authority’s document that restores the registration',
  },
  changed: 'If a name or ID number has changed, also bring proof of it.',
  place: 'Check the counter’s place and opening hours.',
  ask: 'Ask the website’s support.',
});
