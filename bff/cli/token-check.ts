/** `token check`: what a token says, whose it is, and each mistake in words. */
import { inspectToken, type Inspection } from '../sites/inspect-token.ts';
import { readSiteNow } from '../sites/sites.ts';
import { onDatabase, onLine, type AddCommands, type Work } from './command.ts';

const NOTES =
  'A token on the command line can be seen in the list of processes and in the shell’s history while it is good (five minutes):\n' +
  'where others use this machine, give - and the token on standard input.';

export const addTokenCheckCommand: AddCommands = (group, plan) => {
  group
    .command('check')
    .description('Says what is wrong with a token, and what to do; exit 1 when the BFF would refuse it.')
    .argument('<TOKEN>', 'the token, or - to read it from standard input')
    .addHelpText('after', `\n${NOTES}`)
    .action((given: string) => plan(given === '-' ? onLine(check()) : onDatabase(check(given))));
};

const check =
  (given?: string): Work =>
  async ({ resources: { database, cipher }, io, now, line }) => {
    const options = { report: (message: string) => io.err(message) };
    const find = (id: string) => readSiteNow(database, cipher, now, id, options);
    const inspection = await inspectToken(given ?? line, find, now);
    return { json: inspection, text: textOf(inspection, now()), exit: inspection.accepted ? 0 : 1 };
  };

const SIGNATURE: Record<Inspection['signature'], string> = {
  verifies: 'verifies',
  'does-not-verify': 'does not verify',
  'not-checked': 'could not be checked',
};

function textOf(inspection: Inspection, now: number): string {
  const { header, claims, site, signature, mistakes, accepted, until, code } = inspection;
  const shown = (value: object | null) => (value ? JSON.stringify(value) : 'cannot be read');
  return [
    `Header:    ${shown(header)}`,
    `Claims:    ${shown(claims)}`,
    `Now:       ${Math.floor(now / 1000)} (${new Date(now).toISOString()})`,
    `Site:      ${site ? `${site.id} (${site.keys.join('; ') || 'its keys could not be read'})` : 'none'}`,
    `Signature: ${SIGNATURE[signature]}`,
    ...mistakes.flatMap(({ problem, remedy }) => [`Mistake:   ${problem}`, `  To do:   ${remedy}`]),
    accepted ? `The BFF accepts it until ${until}.` : `The BFF refuses it: ${code}.`,
  ].join('\n');
}
