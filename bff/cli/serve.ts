/** `serve`: runs the BFF. */
import { VARIABLES } from '../server/index.ts';
import type { AddCommands } from './command.ts';

export const addServeCommand: AddCommands = (program, plan) => {
  program
    .command('serve')
    .description('Runs the BFF until it is stopped.')
    .addHelpText(
      'after',
      `\nIt reads these environment variables (docs/en/environment.md says what each means):\n${VARIABLES.map((name) => `  ${name}`).join('\n')}`,
    )
    .action(() =>
      plan({
        kind: 'process',
        async run(config) {
          const { serve } = await import('../server/server.ts'); // the other commands need no server
          await serve(config);
        },
      }),
    );
};
