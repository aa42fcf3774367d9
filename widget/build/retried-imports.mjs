/**
 * Rollup plugin: browsers remember a module that could not be fetched, and fail every later `import()` of it at once. After
 * a failure `room-loader.ts` sets `import.meta.retry`, which makes the same file of the entry script another address.
 */
export const retriedImports = {
  name: 'retried-imports',
  renderDynamicImport: ({ moduleId }) =>
    /\/(room-loader|locale)\.ts$/.test(moduleId) ? { left: 'import(', right: '+import.meta.retry)' } : null,
};
