/** For the script build: finds a chunk's file in the build's manifest, and imports it by an address that the browser has not tried. */
const manifest = new URL('manifest.json', import.meta.url);

export async function importAgain(chunk: string, attempt: number): Promise<unknown> {
  const { files } = (await (await fetch(manifest)).json()) as { files: Record<string, unknown> };
  const file = Object.keys(files).find((name) => new RegExp(`^chunks/${chunk}-[\\w-]{6}\\.js$`).test(name));
  if (!file) throw new Error(`${chunk} is not in ${manifest.href}`);
  const module = (await import(
    /* @vite-ignore */ `${new URL(file, manifest).href}?attempt=${attempt}`
  )) as object;
  // Rollup gives a part a namespace of its own in a chunk that holds more than the part.
  return Object.values(module).find((member) => member?.[Symbol.toStringTag] === 'Module') ?? module;
}
