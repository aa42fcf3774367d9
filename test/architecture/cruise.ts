/** Runs dependency-cruiser with the repository's rules over a tree. */
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IResolveOptions } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** The repository's rules. */
export const { forbidden = [], options = {} } = await extractDepcruiseConfig(
  fileURLToPath(new URL('../../.dependency-cruiser.mjs', import.meta.url)),
);

export interface Violation {
  rule: string;
  from: string;
  to: string;
}

/** Folders are relative to `baseDir`, whose layout is that of the repository. */
export async function violationsIn(baseDir: string, folders: string[]): Promise<Violation[]> {
  const { output } = await cruise(
    folders,
    { ...options, baseDir, ruleSet: { forbidden }, validate: true },
    options.enhancedResolveOptions as Partial<IResolveOptions>,
    { tsConfig: extractTSConfig('tsconfig.json') },
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }));
}
