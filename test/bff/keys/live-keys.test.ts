/** The keys of a running process: how long they are used, by both clocks, and how they are read again. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createCipher, ifReadable } from '../../../bff/keys/cipher.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { instantOf, KEYS_USED_FOR, KeysTooOld, liveKeys } from '../../../bff/keys/live-keys.ts';
import type { KeyRing } from '../../../bff/keys/keys.ts';
import { isUnavailable } from '../../../bff/database/database.ts';
import { keysOf, newKeyText } from '../../support/keys.ts';

const OLD = newKeyText('old');
const NEW = newKeyText('new');
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** Keys that are read under `OLD` first. `answer` ends the reading that is under way. */
function begin() {
  const time = { monotonic: 5_000, wall: 1_700_000_000_000 };
  const clocks = { monotonic: () => time.monotonic, wall: () => time.wall };
  const waiting: { resolve(ring: KeyRing): void; reject(error: Error): void }[] = [];
  const failures: unknown[] = [];
  const live = liveKeys(keysOf(OLD), {
    readAt: instantOf(clocks),
    read: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    report: (error) => failures.push(error),
    clocks,
  });
  stops.push(live.stop);
  return { ...live, time, waiting, failures };
}

describe('keys that were read too long ago', () => {
  it.each(['monotonic', 'wall'] as const)('are not used when only the %s clock went on', async (clock) => {
    const { keys, time, waiting } = begin();
    const [cipher, digester] = [createCipher(keys), createDigester(keys)];
    const sealed = cipher.seal('text', 'place');
    time[clock] += KEYS_USED_FOR;
    expect(cipher.open(sealed, 'place')).toBe('text');
    expect(waiting).toHaveLength(0);

    time[clock] += 1;
    for (const use of [
      () => cipher.seal('text', 'place'),
      () => cipher.open(sealed, 'place'),
      () => ifReadable(() => cipher.open(sealed, 'place')),
      () => digester.of('number', 'x'),
      () => digester.all('number', 'x'),
      () => digester.ever('number', 'x'),
      () => keys.macs,
      () => keys.replacedMacs,
    ])
      expect(use).toThrow(KeysTooOld);
    expect(waiting).toHaveLength(1);

    waiting[0]!.resolve(keysOf(`${NEW},${OLD}`));
    await turn();
    expect(digester.of('number', 'x')).toMatch(/^new\./);
    expect(cipher.seal('text', 'place')).toMatch(/^new\./);
    expect(cipher.open(sealed, 'place')).toBe('text');
  });

  it('are used again when a clock was put back and the other one has not gone so far', () => {
    const { keys, time } = begin();
    time.wall -= 3_600_000;
    time.monotonic += KEYS_USED_FOR;
    expect(keys.macs).toHaveLength(1);
    time.monotonic += 1;
    expect(() => keys.macs).toThrow(KeysTooOld);
  });

  it('count from the beginning of their reading', async () => {
    const { keys, time, waiting, refresh } = begin();
    const done = refresh();
    time.monotonic += KEYS_USED_FOR + 1; // the answer is on its way, or the process was stopped
    waiting[0]!.resolve(keysOf(NEW));
    await done;
    expect(() => keys.macs).toThrow(KeysTooOld);
  });

  it('are told as unavailable, with the reason for which they could not be read; the next use reads again', async () => {
    const { keys, time, waiting, failures } = begin();
    time.wall += KEYS_USED_FOR + 1;
    const error = (): unknown => {
      try {
        return keys.encryption;
      } catch (thrown) {
        return thrown;
      }
    };
    expect(isUnavailable(error())).toBe(true);
    const cut = new Error('cut');
    waiting[0]!.reject(cut);
    await turn();
    expect(failures).toEqual([cut]);
    expect(error()).toMatchObject({ cause: cut });
    expect(waiting).toHaveLength(2);
    waiting[1]!.resolve(keysOf(NEW));
    await turn();
    expect(keys.encryption[0].id).toBe('new');
  });
});
