/** `keys rotate`: wraps the data keys under the newest master key. `keys replace`: replaces a data key. */
import { fanOutUpTo, vouchForMessages } from '../delivery/index.ts';
import { endSessionsBefore } from '../desk/index.ts';
import { sealAll, signAnchorAnew, writeEvents } from '../events/index.ts';
import { countOthers, createCipher, KEY_USES, type KeyUse, reseal, WRAPPED_KEYS } from '../keys/index.ts';
import { digestNeeds, type Preparation, replaceKey, type Step } from '../upkeep/index.ts';
import { replaceSigningKey } from '../signing/index.ts';
import { type Resources, SEALED_COLUMNS } from '../server/index.ts';
import {
  CommandFailure,
  inParts,
  onLostKeys,
  UsageError,
  type AddCommands,
  type Context,
  type CommandResult,
} from './command.ts';

interface Rotation extends Pick<Context, 'now' | 'signal' | 'io' | 'actor'> {
  resources: Pick<Resources, 'database' | 'cipher' | 'keys' | 'masterKeys' | 'profile' | 'begun'>;
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
    createCipher({ encryption: masterKeys }),
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
  async (rotation: Rotation): Promise<CommandResult> => {
    const { resources, now, actor } = rotation;
    const step = await replaceKey({ ...resources, now }, use, {
      prepare: () => PREPARE[use](rotation),
      record: (transaction, taken) =>
        writeEvents(transaction, resources.keys, [
          { at: new Date(now()), actor, type: 'keys.replaced', detail: { use, ...taken } },
        ]),
    });
    return { json: { use, ...step }, text: textOf(use, step), exit: step.step === 'needed' ? 1 : 0 };
  };

type Prepared = ReturnType<Preparation['prepare']>;

/** Prepares the third run, which puts the older keys of a use out of use. */
const PREPARE: Record<KeyUse, (rotation: Rotation) => Prepared> = {
  async digests({ resources: { database, keys } }) {
    return { needs: await digestNeeds(database, keys), upTo: null };
  },
  async encryption({ resources: { database, cipher, keys }, signal, io }) {
    const newest = keys.encryption[0].id;
    await endSessionsBefore(database, newest);
    const needs: string[] = [];
    for (const [index, column] of SEALED_COLUMNS.entries()) {
      await reseal(database, cipher, newest, column, signal);
      const left = await countOthers(database, newest, column);
      if (left > 0)
        needs.push(
          `${left} values of ${column.table}.${column.column} (they were altered, or a BFF was not restarted)`,
        );
      io.progress(index + 1, SEALED_COLUMNS.length, 'columns');
    }
    return { needs, upTo: null };
  },
  async macs({ resources: { database, keys }, now }) {
    const recording = { database, keys, now };
    const { position, unsealed } = await sealAll(recording);
    const isMade = await fanOutUpTo(recording, position, now);
    await vouchForMessages(recording);
    const isAnchored = await signAnchorAnew(recording);
    const needs = [
      ...(unsealed > 0
        ? [`${unsealed} events without a seal (a BFF was not restarted, or a transaction stays open)`]
        : []),
      ...(isMade ? [] : ['messages that are not made yet (a transaction stays open)']),
      ...(isAnchored ? [] : ['the anchor of the deleted events, which this service did not sign']),
    ];
    return { needs, upTo: position };
  },
};

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
      return `The key ${step.id} is the only one in use${step.upTo === null ? '' : `, and the one before it verifies what stands up to position ${step.upTo}`}. Restart every BFF: until then it takes the old key.`;
  }
}

/** New keys in the place of lost ones. A running BFF opened the keys when it started, so nothing is lost there. */
async function beginAnew({
  resources: { database, cipher, keys, begun },
  now,
  actor,
}: Rotation): Promise<CommandResult> {
  if (!begun)
    throw new CommandFailure(
      'The database’s keys are there, and MASTER_KEYS opens them: nothing is lost, and nothing was changed.',
    );
  await writeEvents(database, keys, [{ at: new Date(now()), actor, type: 'keys.begun-anew' }]);
  await replaceSigningKey({ database, cipher, keys, now }, actor);
  return {
    json: { begun },
    text: 'New keys are made. What the lost ones encrypted, digested and signed cannot be used: renew sites’ secrets, and import every source in full.',
  };
}

const ROTATE_NOTES =
  'First put the new key in front of the others in MASTER_KEYS (or in the file master-keys in DATA_DIR) of every BFF and ' +
  'restart them. Then run this. After that the old key may be taken out; keep it with the backups that were made before.';

const REPLACE_NOTES =
  'For a key that may have leaked: encryption, digests or macs (what signs events and seals). It takes three runs, with a restart of ' +
  'every BFF after each: the new key is made, it writes, and the old one is out of use. Each run says what comes next. With the ' +
  'third one, values are encrypted anew and people at the desk must log in again; an old MAC key verifies only what was sealed ' +
  'until then, and what officers proposed must be proposed again; a digest key must wait until every source was imported in ' +
  'full and the attempts of its time have expired (180 days).';

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
    .command('begin-anew')
    .description('Makes new keys for the database, when the former ones are lost and data_key is empty.')
    .action(() => plan(onLostKeys(beginAnew)));
  keys
    .command('replace <USE>')
    .description('Replaces a key of the database that may have leaked: encryption, digests or macs.')
    .addHelpText('after', `\n${REPLACE_NOTES}`)
    .action((use: string) => {
      if (!isUse(use)) throw new UsageError(`There is no key for ${use}: ${KEY_USES.join(', ')}.`);
      plan(inParts(replaceDataKey(use), REPLACEMENT_INTERRUPTED));
    });
};
