/** `keys rotate`: encrypts everything under the newest master key, and publishes a new key for assertions. */
import { writeEvents } from '../events/event.ts';
import { reseal } from '../protection/reseal.ts';
import { replaceSigningKey } from '../signing/keys.ts';
import type { Resources } from '../resources.ts';
import { SEALED_COLUMNS } from '../sealed-columns.ts';
import { inParts, type AddCommands, type Context, type CommandResult } from './command.ts';

interface Rotation extends Pick<Context, 'now' | 'signal' | 'io' | 'actor'> {
  resources: Pick<Resources, 'database' | 'cipher' | 'keys'>;
}

/** An interrupted rotation can be run again. */
export async function rotateKeys({
  resources: { database, cipher, keys },
  now,
  actor,
  signal,
  io,
}: Rotation): Promise<CommandResult> {
  const newest = keys[0].id;
  const total = { resealed: 0, unreadable: 0 };
  for (const [index, column] of SEALED_COLUMNS.entries()) {
    const { resealed, unreadable } = await reseal(database, cipher, newest, column, signal);
    total.resealed += resealed;
    total.unreadable += unreadable;
    io.progress(index + 1, SEALED_COLUMNS.length, 'columns');
  }
  await replaceSigningKey({ database, cipher, keys, now }, actor);
  const detail = { newest, ...total };
  await writeEvents(database, keys, [{ at: new Date(now()), actor, type: 'keys.rotated', detail }]);
  const { resealed, unreadable } = total;
  const left =
    unreadable > 0
      ? ` ${unreadable} could not be opened, because their key is not in MASTER_KEYS, or they were altered: add the key and run this again.`
      : '';
  return {
    json: detail,
    text: `${resealed} values are encrypted under the key ${newest} now. A new key for assertions is published, and signs in six minutes at the latest.${left}`,
    exit: unreadable > 0 ? 1 : 0,
  };
}

const NOTES =
  'First bring the new key to every BFF, in two steps, each with a restart of all of them: at the end of MASTER_KEYS (or of ' +
  'the file master-keys in DATA_DIR), where it only reads; then in front, where it writes. Then run this. An old ' +
  'key may be removed when this command reports nothing unreadable, every file was imported in full again, ' +
  'and the attempts of its time have expired (180 days), because digests cannot be made again.';

const INTERRUPTED =
  'Interrupted: some values are encrypted under the new key, others are not yet. Run the command again for the rest.';

export const addKeysCommand: AddCommands = (program, plan) => {
  program
    .command('keys')
    .description('The master keys.')
    .command('rotate')
    .description(
      'Encrypts everything anew under the newest of MASTER_KEYS, and publishes a new key for assertions.',
    )
    .addHelpText('after', `\n${NOTES}`)
    .action(() => plan(inParts(rotateKeys, INTERRUPTED)));
};
