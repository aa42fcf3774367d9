/**
 * `keys rotate`: wraps the data keys under the newest master key. `keys replace`: replaces a data
 * key.
 */
import { fanOutUpTo, vouchForMessages } from '../delivery/index.ts';
import { endSessionsBefore } from '../desk/index.ts';
import { sealAll, signAnchorAnew, writeEvents } from '../events/index.ts';
import { countOthers, createCipher, KEY_USES, type KeyUse, reseal, WRAPPED_KEYS } from '../keys/index.ts';
import { digestNeeds, type Prepare, replaceKey, type Replacement } from '../upkeep/index.ts';
import { replaceSigningKey } from '../signing/index.ts';
import { type Resources, SEALED_COLUMNS } from '../server/index.ts';
import { CommandFailure, type CommandResult, type Context } from './context.ts';
import { command, type Group, oneOf } from './table.ts';

interface Rotation extends Pick<Context, 'now' | 'signal' | 'io' | 'actor'> {
  resources: Pick<Resources, 'database' | 'cipher' | 'keys' | 'masterKeys' | 'profile' | 'begun' | 'takenUp'>;
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

/** All steps; an interrupted run can be run again. */
export const replaceDataKey =
  (use: KeyUse) =>
  async (rotation: Rotation): Promise<CommandResult> => {
    const { resources, now, actor, signal } = rotation;
    const replacing = { ...resources, now, actor, signal };
    const replacement = await replaceKey(replacing, use, () => PREPARE[use](rotation));
    const isDone = replacement.step === 'replaced' || use === 'digests';
    return { json: { use, ...replacement }, text: textOf(use, replacement), exit: isDone ? 0 : 1 };
  };

/** Prepares the last step, which puts the older keys of a use out of use. */
const PREPARE: Record<KeyUse, (rotation: Rotation) => ReturnType<Prepare>> = {
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
      if (left > 0) needs.push(`${left} values of ${column.table}.${column.column} (they were altered)`);
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
      ...(unsealed > 0 ? [`${unsealed} events without a seal (a transaction stays open)`] : []),
      ...(isMade ? [] : ['messages that are not made yet (a transaction stays open)']),
      ...(isAnchored ? [] : ['the anchor of the deleted events, which this service did not sign']),
    ];
    return { needs, upTo: position };
  },
};

function textOf(use: KeyUse, replacement: Replacement): string {
  const { id } = replacement;
  switch (replacement.step) {
    case 'needed': {
      const what = `still needed for ${replacement.needs.join(', ')}`;
      if (use !== 'digests') return `The key before ${id} is ${what}. After that, run this again.`;
      return replacement.needs.length > 0
        ? `Digests are made under the key ${id}. The one before is ${what}. The BFF puts it out of use by itself after that.`
        : `Digests are made under the key ${id}. The one before is needed for nothing: the BFF puts it out of use within ten minutes.`;
    }
    case 'replaced': {
      const { upTo } = replacement;
      return `The key ${id} is the only one in use${upTo === null ? '' : `, and the one before it verifies what stands up to position ${upTo}`}. Every BFF takes that up within 30 seconds.`;
    }
  }
}

/**
 * New keys in the place of lost ones. A running BFF opened the keys when it started, so nothing is
 * lost there.
 */
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

const rotate = command({
  name: 'rotate',
  about:
    'Encrypts the database’s keys under the newest of MASTER_KEYS, and publishes a new key for assertions.',
  notes:
    'First put the new key in front of the others in MASTER_KEYS (or in the file master-keys in DATA_DIR) of every BFF and ' +
    'restart them. Then run this. After that the old key may be taken out; keep it with the backups that were made before.',
  interrupted:
    'Interrupted: some keys are encrypted under the new master key, others are not yet. Run the command again for the rest.',
  run: rotateKeys,
});

const anew = command({
  name: 'begin-anew',
  about: 'Makes new keys for the database, when the former ones are lost and data_key is empty.',
  beginsAnew: true,
  run: beginAnew,
});

const replace = command({
  name: 'replace',
  about: 'Replaces a key of the database that may have leaked.',
  notes:
    'For a key that may have leaked: encryption, digests or macs (what signs events and seals). It takes two minutes, because every BFF must ' +
    'take up the new key before it writes, and again before the old one is out of use; nothing is restarted. Values are encrypted anew and ' +
    'people at the desk must log in again; an old MAC key verifies only what was sealed until then, and what officers proposed must be ' +
    'proposed again; an old digest key stays until every source was imported in full and the attempts of its time have expired (180 days), ' +
    'and the BFF puts it out of use then.',
  arguments: { use: oneOf('what the key is used for', KEY_USES) },
  interrupted:
    'Interrupted: the new key may be there, and some values encrypted under it. Run the command again for the rest.',
  run: (context, { use }) => replaceDataKey(use)(context),
});

export const KEYS: Group = { name: 'keys', about: 'The keys.', commands: [rotate, anew, replace] };
