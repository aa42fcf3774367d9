/** Which services a widget works with (docs/en/versions.md). */
import { VERSION } from '../../bff/contract/version.ts';

/** Both are tested together in each major and minor version. */
const releaseOf = (version: string): string | undefined => /^\d+\.\d+/.exec(version)?.[0];

/** Warns once of each other release of the service. `named`: those that it has warned of. */
export function warnUntested(named: Set<string>, service: string = VERSION): void {
  if (releaseOf(service) === releaseOf(VERSION) || named.has(service)) return;
  named.add(service);
  console.warn(
    `unit-certification: version ${VERSION} of the widget is not tested with ${service} of the service`,
  );
}
