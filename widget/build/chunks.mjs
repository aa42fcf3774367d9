/** Decides which modules share a file, and names the files. */
import { resolve } from 'node:path';

/** The modules that load with `start`: it, and all that they import, but for `import()`. */
function loadedWith(start, getModuleInfo) {
  const loaded = new Set([start]);
  for (const id of loaded) for (const imported of getModuleInfo(id).importedIds) loaded.add(imported);
  return loaded;
}

const ENTRY = resolve('widget/unit-certification.ts');
const FLOW = resolve('widget/elements/flow.ts');

/** All that loads behind the prompt is one file. The center needs a part of it too. */
export const manualChunks = (id, { getModuleInfo }) => {
  const behind = loadedWith(FLOW, getModuleInfo);
  return behind.has(id) && !loadedWith(ENTRY, getModuleInfo).has(id) ? 'flow' : undefined;
};

/** In the registration's file is all but the words of each language, and what is needed rarely. */
export const registrationChunks = (id) =>
  /\/(widget\/(locales\/(?!zh-Hans\/connection\b)[\w-]+|debug)|bff\/contract\/zh-Hans)\//.test(id)
    ? undefined
    : 'unit-registration';

/**
 * A part's chunk is named after its folder, a language's chunk after the language, with the
 * script's `prefix`. `loading/import-again.ts` finds them by name.
 */
export const chunkFileNames =
  (prefix) =>
  ({ facadeModuleId, name }) => {
    const id = facadeModuleId ?? '';
    const [, folder = name] = /([\w-]+)\/(?:index|registration)\.ts$/.exec(id) ?? [];
    const [, language, part] = /locales\/([\w-]+)\/(?!index|registration)([\w-]+)\.ts$/.exec(id) ?? [];
    return `chunks/${prefix}${language ? `${part}-${language}` : folder}-[hash:6].js`;
  };
