/** `desk …`: the people who are logged in at the desk. */
import { InvalidArgumentError } from 'commander';
import { endSessionsOf } from '../desk/index.ts';
import { knownActor, UNKNOWN_ACTOR, writeEvents } from '../events/index.ts';
import { REASON } from './audited.ts';
import { onDatabase, type AddCommands } from './command.ts';

function subject(given: string): string {
  if (given.trim() === '') throw new InvalidArgumentError('It is the person’s subject at the provider.');
  return given;
}

export const addDeskCommands: AddCommands = (program, plan) => {
  program
    .command('desk')
    .description('The people who are logged in at the desk.')
    .command('end-sessions')
    .description('Logs a person out of the desk everywhere, at once.')
    .argument('<SUBJECT>', 'as events name the person, without `staff:`', subject)
    .requiredOption(...REASON)
    .action((given: string, { reason }: { reason: string }) =>
      plan(
        onDatabase(async ({ resources: { database, keys }, now, actor }) => {
          const at = now();
          const ended = await endSessionsOf(database, given, at);
          // A subject that has no session and no event may be a person's number.
          const isKnown = ended > 0 || (await knownActor(database, `staff:${given}`)) !== UNKNOWN_ACTOR;
          const detail = { subject: isKnown ? given : UNKNOWN_ACTOR, reason, ended };
          await writeEvents(database, keys, [
            { at: new Date(at), actor, type: 'desk.sessions-ended', detail },
          ]);
          return { json: { subject: given, ended }, text: `${given}: ${ended} sessions ended.` };
        }),
      ),
    );
};
