/** `serve`: the BFF itself. Apart from the other commands, which the BFF carries out and therefore imports. */
import type { ProcessCommand } from './command.ts';

export const SERVE_COMMAND: ProcessCommand = {
  name: 'serve',
  about: 'Runs the BFF until it is stopped.',
  async runAlone(config) {
    const { serve } = await import('../server.ts'); // the other commands need no server
    await serve(config);
  },
};
