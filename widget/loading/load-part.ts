/** Loads parts after the first dialog, by literal imports that bundlers can follow. */
import { TIMEOUT, within } from '../api/deadline.ts';

/** Imports a chunk from a new address. Set by the script build (`import-again.ts`); undefined in a portal's own bundle. */
type ImportAgain = (chunk: string, attempt: number) => Promise<unknown>;

let importAgain: ImportAgain | undefined;
/** By chunk: what has arrived, or is on the way. */
const parts = new Map<string, Promise<unknown>>();
const failures = new Map<string, number>();

export function setImportAgain(by: ImportAgain): void {
  importAgain = by;
}

/** A part did not arrive. The error is logged already. */
export class NotLoaded extends Error {}

/** Loads a part once; logs a failure, and rejects with `NotLoaded`. `chunk` is its name in the script build. */
export function loadPart<Part>(chunk: string, literalImport: () => Promise<Part>): Promise<Part> {
  const part = (parts.get(chunk) as Promise<Part> | undefined) ?? importPart(chunk, literalImport);
  parts.set(chunk, part);
  return part;
}

/**
 * Browsers remember a module that could not be fetched and fail every later import of it, so the next try needs a new address. A
 * request that hangs is given up after `TIMEOUT`, because browsers would wait for minutes.
 */
async function importPart<Part>(chunk: string, literalImport: () => Promise<Part>): Promise<Part> {
  const failed = failures.get(chunk) ?? 0;
  try {
    const part = failed && importAgain ? (importAgain(chunk, failed) as Promise<Part>) : literalImport();
    return await within(TIMEOUT, part);
  } catch (error) {
    failures.set(chunk, failed + 1);
    parts.delete(chunk);
    console.error(`unit-certification: "${chunk}" did not load`, error);
    throw new NotLoaded(chunk);
  }
}
