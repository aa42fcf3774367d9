/** Which Node.js the command line needs: what `engines` in package.json says. Nothing newer may be used in this file. */
export const NEEDED_NODE = '22.18';

const numbersOf = (version: string): [number, number] => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
};

/** What to tell the user of an older one; undefined when this one will do. */
export function nodeVersionError(version: string): string | undefined {
  const [major, minor] = numbersOf(version);
  const [neededMajor, neededMinor] = numbersOf(NEEDED_NODE);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `unit-certification needs Node.js ${NEEDED_NODE} or newer; this is ${version}.`;
}
