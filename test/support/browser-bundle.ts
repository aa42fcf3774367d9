/**
 * The widget's tests as bundles. Without them each page asks for two hundred modules, which takes longer than most test files. The
 * files share chunks, so that a page has each module once.
 */
import { extname, posix, relative } from 'node:path';
import { build } from 'esbuild';
import type { TestRunnerConfig } from '@web/test-runner';

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

/** The scripts that portals include: tests get the built ones. */
const SCRIPT = /\/widget\/(unit-(?:certification(?:-center)?|registration))\.ts$/;

/** Bundles the files, paths in `root`, and answers for them and their chunks. */
export async function bundledTests(root: string, files: readonly string[]): Promise<Middleware> {
  const { outputFiles } = await build({
    entryPoints: [...files],
    absWorkingDir: root,
    outbase: root,
    outdir: root,
    write: false,
    entryNames: '[dir]/[name]',
    chunkNames: 'bundled/[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'linked',
    ignoreAnnotations: true, // some packages are imported for their side effects
    conditions: ['production'], // Lit without its development warnings, as shipped
    plugins: [
      {
        name: 'files of the server',
        setup({ onResolve }) {
          onResolve({ filter: SCRIPT }, ({ path }) => ({
            path: `/built/widget/${SCRIPT.exec(path)![1]}.js`,
            external: true,
          }));
          onResolve({ filter: /^\/__web-/ }, ({ path }) => ({ path, external: true }));
        },
      },
    ],
  });
  const bundles = new Map(
    outputFiles.map(({ path, contents }) => [`/${posix.normalize(relative(root, path))}`, contents]),
  );
  return async (ctx, next) => {
    const bundle = bundles.get(ctx.path.replace(/\.ts$/, '.js'));
    if (!bundle) return void (await next());
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = extname(ctx.path) === '.map' ? 'application/json' : 'text/javascript';
    ctx.body = Buffer.from(bundle);
  };
}
