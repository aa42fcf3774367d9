import { loadPart } from './load-part.ts';

/** As `askUntilDecided`, which loads when a claim is pending. Resolves to false also when it did not arrive, which the console says. */
export const poll = (ask: () => Promise<boolean | number>, signal: AbortSignal): Promise<boolean> =>
  loadPart('polling', () => import('../api/polling.ts')).then(
    ({ askUntilDecided }) => askUntilDecided(ask, signal),
    () => false,
  );
