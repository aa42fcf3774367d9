/** Builds `dist/widget/`: stable entry names, hashed chunks, source maps, manifest. */
import { fileURLToPath } from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import MagicString from 'magic-string';
import esbuild from 'rollup-plugin-esbuild';
import { compressed } from './bff/build/compressed.mjs';
import { elementsManifest } from './widget/build/elements-manifest.mjs';
import { manifest } from './widget/build/manifest.mjs';
import { retriedImports } from './widget/build/retried-imports.mjs';
import { smallLit } from './widget/build/small-lit.mjs';
import { minifyTemplates } from './widget/build/minify-templates.mjs';

/** `@lit/task` needs one comparison of `@lit/reactive-element`; the package's class would be half the centre's chunk. */
const smallTask = {
  name: 'small-task',
  resolveId: (source, importer = '') =>
    source === '@lit/reactive-element' && importer.includes('/@lit/task/')
      ? fileURLToPath(new URL('widget/build/not-equal.mjs', import.meta.url))
      : null,
};

/** What both forms need stays in the chunk of the certification's, which is one file so. */
function manualChunks(id, { getModuleInfo, getModuleIds }) {
  const named = (name) => [...getModuleIds()].find((each) => each.endsWith(`/widget/${name}.ts`));
  const importedBy = (module, all = new Set()) => {
    if (module && !all.has(module)) {
      all.add(module);
      for (const each of getModuleInfo(module).importedIds) importedBy(each, all);
    }
    return all;
  };
  if (importedBy(named('unit-certification')).has(id)) return undefined;
  return importedBy(named('form-room')).has(id) ? 'form-room' : undefined;
}

const TARGET = 'es2022';
const shared = [
  smallTask,
  smallLit,
  // Lit as published, whatever NODE_ENV says: the development build is not what `small-lit` cuts.
  nodeResolve({ exportConditions: ['production', 'default', 'module', 'import'] }),
  esbuild({ target: TARGET, tsconfig: 'tsconfig.json' }),
  minifyTemplates(MagicString),
];
// What serves brotli, measured: a little less inlining and rewriting repeats more of what was said before.
const minify = terser({
  ecma: 2022,
  module: true,
  compress: {
    passes: 5,
    unsafe_arrows: true,
    unsafe_methods: true,
    unsafe_symbols: true,
    unsafe_undefined: true,
    keep_fargs: false,
    pure_getters: true,
    inline: 1,
    hoist_funs: true,
    computed_props: false,
    arrows: false,
  },
  // lit-html's own properties: all of it is in one chunk.
  mangle: { properties: { regex: /^_\$/ } },
  format: { comments: false },
});
const described = manifest();

export default [
  {
    // The certification's script is one file, so that a page's first dialog costs one request; the registration's imports it.
    preserveEntrySignatures: 'allow-extension',
    input: {
      'unit-certification': 'widget/unit-certification.ts',
      'unit-registration': 'widget/unit-registration.ts',
    },
    plugins: [...shared, retriedImports, minify, described, elementsManifest(), compressed()],
    output: {
      dir: 'dist/widget',
      format: 'es',
      freeze: false,
      sourcemap: true,
      entryFileNames: '[name].js',
      manualChunks,
      onlyExplicitManualChunks: true,
      chunkFileNames: 'chunks/[name]-[hash:6].js',
    },
  },
  ...['unit-certification', 'unit-registration'].map((name) => ({
    input: 'widget/classic.ts',
    plugins: [...shared, minify, described, compressed()],
    output: { file: `dist/widget/${name}.classic.js`, format: 'iife', sourcemap: true },
  })),
];
