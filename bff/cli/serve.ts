/** `serve`: the BFF itself, with the socket through which it carries out the other commands. */
import type { AddCommands } from './command.ts';
import { startControl } from './control.ts';

export const addServeCommand: AddCommands = (program, plan) => {
  program
    .command('serve')
    .description('Runs the BFF until it is stopped.')
    .action(() =>
      plan({
        kind: 'process',
        async run(config) {
          const { serve } = await import('../server.ts'); // the other commands need no server
          await serve(config, startControl);
        },
      }),
    );
};
