/**
 * For the script build: finds a chunk's file in the build's manifest, and imports it from another
 * folder, `chunks-1/`, `chunks-2/`, …, which the server answers with the same files
 * (`bff/http/widget-routes.ts`). So what the chunk imports has a new address too.
 */
import { VERSION } from '../../bff/contract/version.ts';

const manifest = new URL('manifest.json', import.meta.url);

interface Manifest {
  version: string;
  files: Record<string, unknown>;
}

/**
 * Rejects when the server has another version by now: its chunks import by short names that mean
 * other things in this script.
 */
export async function importAgain(chunk: string, attempt: number): Promise<unknown> {
  const { version, files } = (await (await fetch(manifest)).json()) as Manifest;
  if (version !== VERSION)
    throw new Error(`${manifest.href} is of version ${version}, this script of ${VERSION}`);
  const file = Object.keys(files).find((name) => new RegExp(`^chunks/${chunk}-[\\w-]{6}\\.js$`).test(name));
  if (!file) throw new Error(`${chunk} is not in ${manifest.href}`);
  const module = (await import(
    /* @vite-ignore */ new URL(file.replace('chunks', `chunks-${attempt}`), manifest).href
  )) as object;
  // In a chunk with more than the part, Rollup exports the part as a namespace object.
  return Object.values(module).find((member) => member?.[Symbol.toStringTag] === 'Module') ?? module;
}
