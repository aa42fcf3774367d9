/**
 * The data keys of a running process. They are read again and again, because another process may
 * replace one. Keys that were read too long ago are not handed out: a process that was stopped
 * (SIGSTOP, a paused machine) would sign with a key that was replaced meanwhile.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { Unavailable } from '../database/index.ts';
import type { KeyRing } from './keys.ts';

/** How long keys are used after they were read. Milliseconds. */
export const KEYS_USED_FOR = 30_000;
/**
 * After this time every process has the keys as they are now, and its statements of before have
 * ended. Milliseconds.
 */
export const TAKEN_UP_WITHIN = KEYS_USED_FOR + 15_000;
/** Two readings may fail before keys are too old. Milliseconds. */
const READ_EVERY = 10_000;

/** The keys may have been replaced since they were read. They are being read again. */
export class KeysTooOld extends Unavailable {
  override name = 'KeysTooOld';
  constructor(cause: unknown) {
    super(
      'the database’s keys were read too long ago, because this process was stopped or cannot read them',
      {
        cause,
      },
    );
  }
}

/**
 * Milliseconds. In a process that was stopped, or on a machine that was paused, either clock may
 * have stood still.
 */
export interface Clocks {
  monotonic(): number;
  wall(): number;
}

export const CLOCKS: Clocks = { monotonic: () => performance.now(), wall: Date.now };

/** An instant by both clocks. */
type Instant = Readonly<Record<keyof Clocks, number>>;

export const instantOf = (clocks: Clocks): Instant => ({
  monotonic: clocks.monotonic(),
  wall: clocks.wall(),
});

export interface LiveKeys {
  /** Each member throws `KeysTooOld` when the keys are. */
  keys: KeyRing;
  /**
   * Reads the keys again; later callers share a reading that has begun. Rejects when they cannot be
   * read.
   */
  refresh(): Promise<void>;
  /** Waits until every process has the keys as they are now, and has them here. */
  takenUp(signal: AbortSignal): Promise<void>;
  stop(): void;
}

export interface LiveKeysOptions {
  /** The instant before `ring` was read. */
  readAt: Instant;
  read(): Promise<KeyRing>;
  /** Called when the keys could not be read again. */
  report?: ((error: unknown) => void) | undefined;
  clocks?: Clocks;
}

export function liveKeys(
  ring: KeyRing,
  { readAt, read, report = () => undefined, clocks = CLOCKS }: LiveKeysOptions,
): LiveKeys {
  let current = { ring, readAt };
  let failure: unknown;
  let reading: Promise<void> | undefined;

  const readNow = async () => {
    const begun = instantOf(clocks);
    current = { ring: await read(), readAt: begun };
  };
  const refresh = () => (reading ??= readNow().finally(() => (reading = undefined)));
  const refreshOrReport = () =>
    refresh().then(
      () => (failure = undefined),
      (error: unknown) => report((failure = error)),
    );
  const timer = setInterval(() => void refreshOrReport(), READ_EVERY).unref();

  const fresh = (): KeyRing => {
    const { monotonic, wall } = current.readAt;
    if (Math.max(clocks.monotonic() - monotonic, clocks.wall() - wall) <= KEYS_USED_FOR) return current.ring;
    void refreshOrReport();
    throw new KeysTooOld(failure);
  };
  return {
    keys: {
      get encryption() {
        return fresh().encryption;
      },
      get digests() {
        return fresh().digests;
      },
      get replacedDigests() {
        return fresh().replacedDigests;
      },
      get macs() {
        return fresh().macs;
      },
      get replacedMacs() {
        return fresh().replacedMacs;
      },
    },
    refresh,
    async takenUp(signal) {
      await rest(TAKEN_UP_WITHIN, undefined, { signal });
      await refresh();
    },
    stop: () => clearInterval(timer),
  };
}
