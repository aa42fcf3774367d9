/** Builds `dist/widget/`: stable entry names, hashed chunks, source maps, manifest. */
import { fileURLToPath } from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import MagicString from 'magic-string';
import esbuild from 'rollup-plugin-esbuild';
import { elementsManifest } from './widget/build/elements-manifest.mjs';
import { manifest } from './widget/build/manifest.mjs';
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

const TARGET = 'es2022';
const shared = [
  smallTask,
  smallLit,
  nodeResolve(),
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
    // One file, so that a page's first dialog costs one request.
    preserveEntrySignatures: 'allow-extension',
    input: { 'unit-certification': 'widget/unit-certification.ts' },
    plugins: [...shared, minify, described, elementsManifest()],
    output: {
      dir: 'dist/widget',
      format: 'es',
      freeze: false,
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
    },
  },
  {
    input: 'widget/unit-certification.classic.ts',
    plugins: [...shared, minify, described],
    output: { file: 'dist/widget/unit-certification.classic.js', format: 'iife', sourcemap: true },
  },
];
