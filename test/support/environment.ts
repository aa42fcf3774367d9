const NAMES = ['PATH', 'TMPDIR', 'NODE_COMPILE_CACHE'];

/** The variables of this environment that a process of the product gets: none that configures it. */
export const PLAIN_ENV: Record<string, string> = Object.fromEntries(
  NAMES.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]!]])),
);
