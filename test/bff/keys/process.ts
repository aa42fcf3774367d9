/** Processes that open the database's keys, and the commands for keys that they run. */
import type { ProfileName } from '../../../bff/keys/profile.ts';
import type { Database } from '../../../bff/database/database.ts';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { openDataKeys, readKeysAgain } from '../../../bff/keys/data-keys.ts';
import { instantOf, liveKeys } from '../../../bff/keys/live-keys.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { parseMasterKeys } from '../../../bff/keys/keys.ts';
import { testDependencies, type TestDependencies } from '../../support/dependencies.ts';

/** A process that has started with these master keys. */
export async function started(database: Database, masters: string, now: number, profile?: ProfileName) {
  let held = await openDataKeys(database, parseMasterKeys(masters), now, { profile });
  const clocks = { monotonic: () => 0, wall: () => 0 };
  const live = liveKeys(held.keys, {
    readAt: instantOf(clocks),
    read: async () => (held = await readKeysAgain(database, held)).keys,
    clocks,
  });
  live.stop(); // it reads them again only when it replaces a key
  const { keys, refresh: takenUp } = live;
  const deps: TestDependencies = testDependencies(database);
  deps.clock.now = now;
  return {
    ...deps,
    ...held,
    keys,
    takenUp,
    cipher: createCipher(keys),
    digester: createDigester(keys),
    actor: 'operator:tester' as const,
  };
}
export type Process = Awaited<ReturnType<typeof started>>;

export function command(process: Process) {
  const nothing = () => undefined;
  const io = { out: nothing, err: nothing, progress: nothing, trace: nothing };
  const { signal } = new AbortController();
  return { resources: process, io, signal, now: process.now, actor: process.actor };
}
