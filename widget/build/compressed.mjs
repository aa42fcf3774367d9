/**
 * Rollup plugin that writes each file also as `.br` and `.gz` for the server (`bff/widget-files/`).
 * Compressing at the highest brotli quality during a request would delay that request and block all
 * others.
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
