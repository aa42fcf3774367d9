import { VARIABLES } from '../server/index.ts';
import type { ProcessCommand } from './table.ts';

export const SERVE: ProcessCommand = {
  name: 'serve',
  about: 'Runs the BFF until it is stopped.',
  notes: `It reads these environment variables (docs/en/environment.md says what each means):\n${VARIABLES.map((name) => `  ${name}`).join('\n')}`,
  async runProcess(config) {
    const { serve } = await import('../server/server.ts'); // the other commands need no server
    await serve(config);
  },
};
