/**
 * Rollup plugin: `manifest.json` with the version, and every file's sizes in bytes and its SRI
 * digest.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;

export function describe(bytes) {
  return {
    bytes: bytes.length,
    brotli: brotli(bytes),
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
  };
}

/** A file's static and dynamic imports, with which `verify:size` adds up the files of each step. */
const importsOf = (chunk) => ({
  ...(chunk.imports.length && { imports: chunk.imports }),
  ...(chunk.dynamicImports.length && { dynamicImports: chunk.dynamicImports }),
});

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

export function manifest() {
  const files = {};
  return {
    name: 'manifest',
    generateBundle(_options, bundle) {
      for (const [name, output] of Object.entries(bundle)) {
        if (name.endsWith('.map')) continue;
        const bytes = Buffer.from(output.type === 'chunk' ? output.code : output.source);
        files[name] = { ...describe(bytes), ...(output.type === 'chunk' && importsOf(output)) };
      }
      const source = `${JSON.stringify({ version, files }, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source });
    },
  };
}
