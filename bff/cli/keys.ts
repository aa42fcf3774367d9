/** `keys rotate`: wraps the data keys under the newest master key. `keys replace`: replaces a data key. */
import { writeEvents } from '../events/event.ts';
import { createCipher } from '../protection/cipher.ts';
import { KEY_USES, WRAPPED_KEYS, type KeyUse } from '../protection/data-keys.ts';
import { digestNeeds, replaceKey, type Step } from '../protection/replace-key.ts';
import { reseal } from '../protection/reseal.ts';
import { replaceSigningKey } from '../signing/keys.ts';
import type { Resources } from '../resources.ts';
import { SEALED_COLUMNS } from '../sealed-columns.ts';
import { inParts, UsageError, type AddCommands, type Context, type CommandResult } from './command.ts';

interface Rotation extends Pick<Context, 'now' | 'signal' | 'io' | 'actor'> {
  resources: Pick<Resources, 'database' | 'cipher' | 'keys' | 'masterKeys' | 'profile'>;
}

/** An interrupted rotation can be run again. */
export async function rotateKeys({
  resources: { database, cipher, keys, masterKeys },
  now,
  actor,
  signal,
}: Rotation): Promise<CommandResult> {
  const newest = masterKeys[0].id;
  const { resealed, unreadable } = await reseal(
    database,
    createCipher(masterKeys),
    newest,
    WRAPPED_KEYS,
    signal,
  );
  await replaceSigningKey({ database, cipher, keys, now }, actor);
  const detail = { newest, rewrapped: resealed, unreadable };
  await writeEvents(database, keys, [{ at: new Date(now()), actor, type: 'keys.rotated', detail }]);
  const result =
    unreadable > 0
      ? `${unreadable} of the database’s keys could not be opened, because their master key is not in MASTER_KEYS: add it, restart and run this again.`
      : `The database’s keys are encrypted under the master key ${newest} (${resealed} changed): others may be taken out of MASTER_KEYS.`;
  return {
    json: detail,
    text: `${result} A new key for assertions is published, and signs in six minutes at the latest.`,
    exit: unreadable > 0 ? 1 : 0,
  };
}

/** The next step. An interrupted one can be run again. */
export const replaceDataKey =
  (use: KeyUse) =>
  async ({ resources, now, actor, signal, io }: Rotation): Promise<CommandResult> => {
    const { database, keys } = resources;
    const step = await replaceKey({ ...resources, now }, use, () => needsOf(use, { resources, signal, io }));
    if (step.step !== 'restart' && step.step !== 'needed')
      await writeEvents(database, keys, [
        { at: new Date(now()), actor, type: 'keys.replaced', detail: { use, ...step } },
      ]);
    return { json: { use, ...step }, text: textOf(use, step), exit: step.step === 'needed' ? 1 : 0 };
  };

async function needsOf(
  use: KeyUse,
  { resources: { database, cipher, keys }, signal, io }: Pick<Rotation, 'resources' | 'signal' | 'io'>,
): Promise<string[]> {
  if (use === 'digests') return digestNeeds(database, keys);
  if (use === 'macs') return []; // what was signed stays as it is, and the old key verifies it
  let left = 0;
  for (const [index, column] of SEALED_COLUMNS.entries()) {
    left += (await reseal(database, cipher, keys.encryption[0].id, column, signal)).unreadable;
    io.progress(index + 1, SEALED_COLUMNS.length, 'columns');
  }
  return left > 0 ? [`${left} values that could not be opened: they were altered`] : [];
}

function textOf(use: KeyUse, step: Step): string {
  const again = `then run \`keys replace ${use}\` again`;
  switch (step.step) {
    case 'made':
      return `The key ${step.id} is made, and reads. Restart every BFF, ${again}.`;
    case 'writes':
      return `A BFF that starts from now on writes under the key ${step.id}. Restart every BFF, ${again}.`;
    case 'restart':
      return `This process does not use the key ${step.id} yet. Restart it, ${again}.`;
    case 'needed':
      return `The key before ${step.id} is still needed for ${step.needs.join(', ')}. After that, run this again.`;
    case 'replaced':
      return `The key ${step.id} is the only one in use. Restart every BFF.`;
  }
}

const ROTATE_NOTES =
  'First put the new key in front of the others in MASTER_KEYS (or in the file master-keys in DATA_DIR) of every BFF and ' +
  'restart them. Then run this. After that the old key may be taken out; keep it with the backups that were made before.';

const REPLACE_NOTES =
  'For a key that may have leaked: encryption, digests or macs (what signs events and seals). It takes three runs, with a restart of ' +
  'every BFF after each: the new key is made, it writes, and the old one is out of use. Each run says what comes next. With the ' +
  'third one, values are encrypted anew; a digest key must wait until every source was imported in full and the attempts ' +
  'of its time have expired (180 days).';

const ROTATION_INTERRUPTED =
  'Interrupted: some keys are encrypted under the new master key, others are not yet. Run the command again for the rest.';
const REPLACEMENT_INTERRUPTED =
  'Interrupted: some values are encrypted under the new key, others are not yet. Run the command again for the rest.';

const isUse = (text: string): text is KeyUse => KEY_USES.some((use) => use === text);

export const addKeysCommand: AddCommands = (program, plan) => {
  const keys = program.command('keys').description('The keys.');
  keys
    .command('rotate')
    .description(
      'Encrypts the database’s keys under the newest of MASTER_KEYS, and publishes a new key for assertions.',
    )
    .addHelpText('after', `\n${ROTATE_NOTES}`)
    .action(() => plan(inParts(rotateKeys, ROTATION_INTERRUPTED)));
  keys
    .command('replace <USE>')
    .description('Replaces a key of the database that may have leaked: encryption, digests or macs.')
    .addHelpText('after', `\n${REPLACE_NOTES}`)
    .action((use: string) => {
      if (!isUse(use)) throw new UsageError(`There is no key for ${use}: ${KEY_USES.join(', ')}.`);
      plan(inParts(replaceDataKey(use), REPLACEMENT_INTERRUPTED));
    });
};
