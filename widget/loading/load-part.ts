/** Loads parts after the first dialog, by literal imports that bundlers can follow. */
import { TIMEOUT, within } from '../api/deadline.ts';

/**
 * The files of the parts in the script build, without their hash (`build/chunks.mjs`). Two parts in one bundle, such as the two of `debug`, have two
 * names. `registration` is in its script.
 */
export type Chunk =
  'flow' | 'gate' | 'guard' | 'kept' | 'center' | 'registration' | 'debug' | 'registration-debug';

/** Imports a chunk from a new address. Set by the script build (`import-again.ts`); undefined in a portal's own bundle. */
type ImportAgain = (chunk: string, attempt: number) => Promise<unknown>;

let importAgain: ImportAgain | undefined;
/** By chunk: what has arrived, or is on the way. */
const parts = new Map<string, Promise<unknown>>();
/** How many imports have failed. */
let failures = 0;

export function setImportAgain(by: ImportAgain): void {
  importAgain = by;
}

/** A part did not arrive. The error is logged already. */
export class NotLoaded extends Error {}

/** Loads a part once; logs a failure, and rejects with `NotLoaded`. `chunk`: a `Chunk`, or a file of a language. */
export function loadPart<Part>(chunk: string, literalImport: () => Promise<Part>): Promise<Part> {
  const part = (parts.get(chunk) as Promise<Part> | undefined) ?? importPart(chunk, literalImport);
  parts.set(chunk, part);
  return part;
}

/**
 * Browsers remember a module that could not be fetched and fail every later import of it, also by another chunk that imports it. So after
 * a failure all that loads comes from a new address. A
 * request that hangs is given up after `TIMEOUT`, because browsers would wait for minutes.
 */
async function importPart<Part>(chunk: string, literalImport: () => Promise<Part>): Promise<Part> {
  try {
    const part = failures && importAgain ? (importAgain(chunk, failures) as Promise<Part>) : literalImport();
    return await within(TIMEOUT, part);
  } catch (error) {
    failures++;
    parts.delete(chunk);
    console.error(`unit-certification: "${chunk}" did not load`, error);
    throw new NotLoaded(chunk);
  }
}
