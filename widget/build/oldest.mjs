/**
 * The oldest versions of browsers that the served scripts are built for. `docs/zh/browsers.md` says
 * what else they need.
 */
export const OLDEST = { chrome: 86, firefox: 92, safari: 15 };

/**
 * For esbuild. It would write every `?.` anew for Chromium before 91, which has it from 80, but
 * mistakes `f?.(...list)`; ESLint keeps that out of the widget.
 */
export const syntax = {
  target: Object.entries(OLDEST).map(([browser, version]) => `${browser}${version}`),
  supported: { 'optional-chain': true },
};

/** For Lightning CSS: the major version in the third byte. */
export const styles = Object.fromEntries(
  Object.entries(OLDEST).map(([browser, version]) => [browser, version << 16]),
);
