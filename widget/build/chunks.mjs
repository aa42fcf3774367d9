/** Decides which modules share a file, and names the files. */

/** Modules that both forms need are in one file. */
export const manualChunks = (id) =>
  /\/(widget\/(form|results|session\/draft)|lit-html\/directives\/live|bff\/contract\/(wire|identifiers|forms))\b/.test(
    id,
  )
    ? 'form'
    : undefined;

/** A part's chunk is named after its folder, a language's chunk after the language. `loading/import-again.ts` finds them by name. */
export const chunkFileNames = ({ facadeModuleId, name }) => {
  const [, folder = '', file] = /([\w-]+)\/(index|registration)\.ts$/.exec(facadeModuleId ?? '') ?? [];
  const part = { index: folder, registration: `registration-${folder}` }[file] ?? name;
  return `chunks/${part}-[hash:6].js`;
};
