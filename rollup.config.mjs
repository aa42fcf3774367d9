/** Builds `dist/widget/`: stable entry names, hashed chunks, source maps, manifest. */
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { compressed } from './widget/build/compressed.mjs';
import { chunkFileNames, manualChunks, registrationChunks } from './widget/build/chunks.mjs';
import { cleared } from './widget/build/cleared.mjs';
import { elementsManifest } from './widget/build/elements-manifest.mjs';
import { manifest } from './widget/build/manifest.mjs';
import { syntax } from './widget/build/oldest.mjs';
import { minifiedTemplates } from './widget/build/templates.mjs';

const described = manifest();
const plugins = [
  nodeResolve({ exportConditions: ['production'] }),
  esbuild({ ...syntax, tsconfig: 'tsconfig.json' }),
  minifiedTemplates(),
  terser({ ecma: 2022, module: true, compress: { passes: 2 } }),
  described,
  compressed(),
];

const output = (prefix) => ({
  dir: 'dist/widget',
  sourcemap: true,
  generatedCode: 'es2015',
  chunkFileNames: chunkFileNames(prefix),
});

export default [
  {
    input: ['widget/unit-certification.ts', 'widget/unit-certification-center.ts'],
    // The certification's script is one file, so that a page's first dialog costs one request; the center's imports it.
    preserveEntrySignatures: 'allow-extension',
    plugins: [...plugins, elementsManifest(), cleared()],
    output: { ...output(''), manualChunks, onlyExplicitManualChunks: true },
  },
  {
    // Built alone, so that it carries only what it runs; and in one file, as it shows its form at once.
    input: 'widget/unit-registration.ts',
    preserveEntrySignatures: 'allow-extension',
    plugins,
    output: { ...output('registration-'), manualChunks: registrationChunks, onlyExplicitManualChunks: true },
  },
  ...['unit-certification', 'unit-certification-center', 'unit-registration'].map((name) => ({
    input: 'widget/classic.ts',
    plugins,
    output: { file: `dist/widget/${name}.classic.js`, format: 'iife', sourcemap: true },
  })),
  {
    input: 'widget/browser-check.ts',
    plugins: [esbuild({ target: 'es5' }), terser({ ecma: 5, ie8: true }), described, compressed()],
    output: { file: 'dist/widget/browser-check.js', format: 'iife', strict: false, sourcemap: true },
  },
];
