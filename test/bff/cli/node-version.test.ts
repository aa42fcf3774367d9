/** The command line and package.json require the same Node.js. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodeVersionError, NEEDED_NODE } from '../../../bff/cli/node-version.ts';

it('is the version of package.json', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${NEEDED_NODE}`);
});

it.each(['20.20.2', '22.17.9', '8.0.0'])('%s is too old', (version) =>
  expect(nodeVersionError(version)).toBe(
    `unit-certification needs Node.js 22.18 or newer, and this is ${version}: install a newer one.`,
  ),
);

it.each(['22.18.0', '24.0.1', '100.0.0'])('%s is new enough', (version) =>
  expect(nodeVersionError(version)).toBeUndefined(),
);
