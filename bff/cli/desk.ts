/** `desk …`: the people who are logged in at the desk. */
import { InvalidArgumentError } from 'commander';
import { endSessionsOf } from '../desk/index.ts';
import { knownActor, UNKNOWN_ACTOR, writeEvents } from '../events/index.ts';
import { REASON } from './audited.ts';
import { argument, command, type Group } from './table.ts';

function subject(given: string): string {
  if (given.trim() === '') throw new InvalidArgumentError('It is the person’s subject at the provider.');
  return given;
}

const endSessions = command({
  name: 'end-sessions',
  about: 'Logs a person out of the desk everywhere, at once.',
  arguments: { subject: argument('as events name the person, without `staff:`', subject) },
  options: { reason: REASON },
  async run({ resources: { database, keys }, now, actor }, { subject: given, reason }) {
    const at = now();
    const ended = await endSessionsOf(database, given, at);
    // A subject that has no session and no event may be a person's number.
    const isKnown = ended > 0 || (await knownActor(database, `staff:${given}`)) !== UNKNOWN_ACTOR;
    const detail = { subject: isKnown ? given : UNKNOWN_ACTOR, reason, ended };
    await writeEvents(database, keys, [{ at: new Date(at), actor, type: 'desk.sessions-ended', detail }]);
    return { json: { subject: given, ended }, text: `${given}: ${ended} sessions ended.` };
  },
});

export const DESK: Group = {
  name: 'desk',
  about: 'The people who are logged in at the desk.',
  commands: [endSessions],
};
