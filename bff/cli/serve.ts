/** `serve`: the BFF itself, with the socket through which it carries out the other commands. */
import type { ProcessCommand } from './command.ts';
import { startControl } from './control.ts';

export const SERVE_COMMAND: ProcessCommand = {
  name: 'serve',
  about: 'Runs the BFF until it is stopped.',
  async runAlone(config) {
    const { serve } = await import('../server.ts'); // the other commands need no server
    await serve(config, startControl);
  },
};
