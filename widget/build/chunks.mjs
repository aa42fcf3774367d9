/** Which modules share a file, and what it is called. */

/** What both forms need is one file. */
export const manualChunks = (id) =>
  /\/(widget\/(form|results|session\/draft)|lit-html\/directives\/live|bff\/contract\/(wire|identifiers))\b/.test(
    id,
  )
    ? 'form'
    : undefined;

/** A part's chunk has the name of its folder, a language's that of the language: `loading/import-again.ts` finds them by it. */
export const chunkFileNames = ({ facadeModuleId, name }) => {
  const [, folder = '', file] = /([\w-]+)\/(index|registration)\.ts$/.exec(facadeModuleId ?? '') ?? [];
  const part = { index: folder, registration: `registration-${folder}` }[file] ?? name;
  return `chunks/${part}-[hash:6].js`;
};
