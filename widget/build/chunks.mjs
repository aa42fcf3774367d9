/** Decides which modules share a file, and names the files. */

/** All that loads behind the prompt is one file. The center needs a part of it too. */
export const manualChunks = (id) =>
  /\/(widget\/(elements\/(flow|parts|current-dialog|versions)|procedure\/(transition|opening|withdrawal|enter|dialogs|open-ways|claims)|controllers\/claim-watch|locales\/dates|page\/addresses|prompt\/prompt-copy|styles\/paper|api\/polling|form|results|session\/draft)|lit-html\/directives\/live|bff\/contract\/(wire|identifiers|forms|reference|reasons|sources))\b/.test(
    id,
  )
    ? 'flow'
    : undefined;

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
