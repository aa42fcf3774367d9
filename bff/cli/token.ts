/** `token check`: explains the mistakes of a site's token. */
import { type Inspection, inspectToken, readSiteNow } from '../sites/index.ts';
import { argument, asGiven, command, type Group } from './table.ts';

const check = command({
  name: 'check',
  about:
    'Explains the mistakes of a token and how to correct them; exit code 1 when the BFF would refuse it.',
  notes:
    'A token on the command line can be seen in the list of processes and in the shell’s history while it is good (five minutes):\n' +
    'where others use this machine, give - and the token on standard input.',
  arguments: { token: argument('the token, or - to read it from standard input', asGiven) },
  readsLine: ({ token }) => token === '-',
  async run({ resources: { database, cipher }, io, now, line }, { token }) {
    const options = { report: (message: string) => io.err(message) };
    const find = (id: string) => readSiteNow(database, cipher, now, id, options);
    const inspection = await inspectToken(token === '-' ? line : token, find, now);
    return { json: inspection, text: textOf(inspection, now()), exit: inspection.accepted ? 0 : 1 };
  },
});

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

export const TOKEN: Group = { name: 'token', about: 'Tokens of sites.', commands: [check] };
