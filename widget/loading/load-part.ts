/** Parts load behind what a page shows first, by literal imports that bundlers follow. */
import { TIMEOUT, within } from '../api/deadline.ts';

/** Fetches a chunk by another address; set by the script build (`import-again.ts`), undefined in a bundle of the page's own. */
type ImportAgain = (chunk: string, attempt: number) => Promise<unknown>;

let importAgain: ImportAgain | undefined;
const failures = new Map<string, number>();

export function setImportAgain(by: ImportAgain): void {
  importAgain = by;
}

/**
 * Loads a part; rejects when it does not arrive. `chunk` names it in the script build. Browsers remember a module that could not be
 * fetched and fail every later import of it at once, so the next try needs another address. A request that hangs is as good
 * as lost: browsers would wait for minutes.
 */
export async function loadPart<Part>(chunk: string, literalImport: () => Promise<Part>): Promise<Part> {
  const failed = failures.get(chunk) ?? 0;
  try {
    const part = failed && importAgain ? (importAgain(chunk, failed) as Promise<Part>) : literalImport();
    return await within(TIMEOUT, part);
  } catch (error) {
    failures.set(chunk, failed + 1);
    throw error;
  }
}
