/**
 * Rollup plugin: each file also as `.br` and `.gz`, so that the server (`bff/widget-files/`) only sends what is
 * ready: compressing brotli at its best takes longer than a request may wait, and would stop all others meanwhile.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Source maps are large and only developers load them. */
const brotliQuality = (name) => (name.endsWith('.map') ? 5 : constants.BROTLI_MAX_QUALITY);

async function compress(file) {
  const bytes = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality(file),
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((small) => writeFile(`${file}.br`, small)),
    promisify(gzip)(bytes, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
  ]);
}

export function compressed() {
  return {
    name: 'compressed',
    async writeBundle({ dir, file }, bundle) {
      const folder = dir ?? dirname(file);
      await Promise.all(Object.keys(bundle).map((name) => compress(join(folder, name))));
    },
  };
}
