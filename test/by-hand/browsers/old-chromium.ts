/**
 * Old versions of Chromium, from npm packages for AWS Lambda. A run fetches them when needed into node_modules/.cache. They
 * are not in the lock file, so that an ordinary installation stays small.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { once } from '../../support/chromium.ts';

export interface PackedChromium {
  /** `name@version`. */
  specification: string;
  /** The file's digest, as the registry stated it when the version was chosen. */
  sha512: string;
}

/** The folder with `chromium` and, in `lib`, the libraries that it needs. */
export const unpack = ({ specification, sha512 }: PackedChromium): Promise<string> =>
  once(specification.replaceAll(/[@/]+/g, '-').replace(/^-/, ''), (folder) => {
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', specification, '--json', '--pack-destination', folder], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    ) as [{ filename: string }];
    const archive = join(folder, filename);
    if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== sha512)
      throw new Error(`${specification} is not the file that it was.`);
    execFileSync('tar', ['-xzf', archive, '-C', folder, 'package/bin']);
    const packed = (name: string) => brotliDecompressSync(readFileSync(join(folder, 'package/bin', name)));
    writeFileSync(join(folder, 'chromium'), packed('chromium.br'), { mode: 0o755 });
    for (const name of ['aws.tar', 'swiftshader.tar']) {
      writeFileSync(join(folder, name), packed(`${name}.br`));
      execFileSync('tar', ['-xf', join(folder, name), '-C', folder]);
      rmSync(join(folder, name));
    }
    rmSync(archive);
    rmSync(join(folder, 'package'), { recursive: true });
  });
