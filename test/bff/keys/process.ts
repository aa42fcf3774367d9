/** Processes that open the database's keys, and the commands for keys that they run. */
import { replaceDataKey } from '../../../bff/cli/keys.ts';
import type { ProfileName } from '../../../bff/keys/profile.ts';
import type { Database } from '../../../bff/database/database.ts';
import { createCipher } from '../../../bff/keys/cipher.ts';
import { openDataKeys, type KeyUse } from '../../../bff/keys/data-keys.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { parseMasterKeys } from '../../../bff/keys/keys.ts';
import { testDependencies, type TestDependencies } from '../../support/dependencies.ts';

/** A process that has started with these master keys. */
export async function started(database: Database, masters: string, now: number, profile?: ProfileName) {
  const open = await openDataKeys(database, parseMasterKeys(masters), now, { profile });
  const { keys } = open;
  const deps: TestDependencies = testDependencies(database);
  deps.clock.now = now;
  return {
    ...deps,
    ...open,
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

/** Replaces the key in its three steps, each by a process of its own. */
export async function replaced(start: () => Promise<Process>, use: KeyUse): Promise<void> {
  for (const step of ['made', 'writes', 'replaced']) {
    const { json } = await replaceDataKey(use)(command(await start()));
    if ((json as { step: string }).step !== step) throw new Error(JSON.stringify(json));
  }
}
