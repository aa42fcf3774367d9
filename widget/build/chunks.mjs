/** Decides which modules share a file, and names the files. */

/** Modules that form and center need are in one file. */
export const manualChunks = (id) =>
  /\/(widget\/(form|results|session\/draft)|lit-html\/directives\/live|bff\/contract\/(wire|identifiers|forms|reference))\b/.test(
    id,
  )
    ? 'form'
    : undefined;

/** In the registration's file is all but the words of each language, and what is needed rarely. */
export const registrationChunks = (id) =>
  /\/widget\/(locales\/(?!zh-Hans\/connection\b)[\w-]+\/|debug\/)/.test(id) ? undefined : 'unit-registration';

/**
 * A part's chunk is named after its folder, a language's chunk after the language, with the script's `prefix`. `loading/import-again.ts` finds them
 * by name.
 */
export const chunkFileNames =
  (prefix) =>
  ({ facadeModuleId, name }) => {
    const id = facadeModuleId ?? '';
    const [, folder = name] = /([\w-]+)\/(?:index|registration)\.ts$/.exec(id) ?? [];
    const [, language, part] = /locales\/([\w-]+)\/(?!index|registration)([\w-]+)\.ts$/.exec(id) ?? [];
    return `chunks/${prefix}${language ? `${part}-${language}` : folder}-[hash:6].js`;
  };
