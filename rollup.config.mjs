/** Builds `dist/widget/`: stable entry names, hashed chunks, source maps, manifest. */
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { compressed } from './bff/build/compressed.mjs';
import { elementsManifest } from './widget/build/elements-manifest.mjs';
import { manifest } from './widget/build/manifest.mjs';
import { minifiedTemplates } from './widget/build/templates.mjs';

const described = manifest();
const plugins = [
  nodeResolve({ exportConditions: ['production'] }),
  esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' }),
  minifiedTemplates(),
  terser({ ecma: 2022, module: true }),
  described,
  compressed(),
];

/** What both forms need is one file. */
const manualChunks = (id) =>
  /\/(widget\/(form|results)|lit-html\/directives\/live|bff\/contract\/(wire|identifiers))\b/.test(id)
    ? 'form'
    : undefined;

/** A part's chunk has the name of its folder, a language's that of the language: `loading/import-again.ts` finds them by it. */
const chunkFileNames = ({ facadeModuleId, name }) => {
  const [, folder = '', file] = /([\w-]+)\/(index|registration)\.ts$/.exec(facadeModuleId ?? '') ?? [];
  const part = { index: folder, registration: `registration-${folder}` }[file] ?? name;
  return `chunks/${part}-[hash:6].js`;
};

export default [
  {
    input: ['widget/unit-certification.ts', 'widget/unit-registration.ts'],
    // The certification's script is one file, so that a page's first dialog costs one request; the registration's imports it.
    preserveEntrySignatures: 'allow-extension',
    plugins: [...plugins, elementsManifest()],
    output: {
      dir: 'dist/widget',
      sourcemap: true,
      generatedCode: 'es2015',
      manualChunks,
      onlyExplicitManualChunks: true,
      chunkFileNames,
    },
  },
  ...['unit-certification', 'unit-registration'].map((name) => ({
    input: 'widget/classic.ts',
    plugins,
    output: { file: `dist/widget/${name}.classic.js`, format: 'iife', sourcemap: true },
  })),
];
