/**
 * The oldest Node.js that runs the command line, as `engines` in package.json says. This file must
 * run on older ones.
 */
export const NEEDED_NODE = '22.18';

const numbersOf = (version: string): [number, number] => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
};

/** The message for a version that is too old; undefined for others. */
export function nodeVersionError(version: string): string | undefined {
  const [major, minor] = numbersOf(version);
  const [neededMajor, neededMinor] = numbersOf(NEEDED_NODE);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `unit-certification needs Node.js ${NEEDED_NODE} or newer, and this is ${version}: install a newer one.`;
}
