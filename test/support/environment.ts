const NAMES = ['PATH', 'TMPDIR', 'NODE_COMPILE_CACHE'];

/** Of this environment what a process of the product gets: nothing that configures it. */
export const PLAIN_ENV: Record<string, string> = Object.fromEntries(
  NAMES.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]!]])),
);
