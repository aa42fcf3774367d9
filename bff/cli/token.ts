/** `token …`: makes a site token for tests by hand, as the portal's server would; explains the mistakes of a token. */
import { InvalidArgumentError, Option } from 'commander';
import { LIMITS, PURPOSES, ROLES, type Purpose, type Role } from '../contract/wire.ts';
import {
  type Inspection,
  inspectToken,
  mintToken,
  newestSecret,
  readSiteNow,
  recordMinting,
} from '../sites/index.ts';
import {
  CommandFailure,
  onDatabase,
  onLine,
  UsageError,
  type AddCommands,
  type Context,
  type Work,
} from './command.ts';
import { unitCode } from './unit.ts';

function lifetime(given: string): number {
  const seconds = /^[1-9]\d{0,2}$/.test(given) ? Number(given) : Infinity;
  if (seconds > LIMITS.tokenLifetime)
    throw new InvalidArgumentError(`It must be seconds, from 1 to ${LIMITS.tokenLifetime}.`);
  return seconds;
}

interface Options {
  site: string;
  unit?: string;
  name?: string;
  sub: string;
  role: Role;
  purpose: Purpose;
  expires: number;
}

export const addTokenCommands: AddCommands = (program, plan) => {
  const group = program.command('token').description('Tokens of sites: makes one, or checks one.');
  group
    .command('mint', { isDefault: true })
    .description('Makes a token of an HS256 site for tests (audited). Short form: `token --site …`.')
    .requiredOption('--site <ID>', 'the site')
    .option('--unit <CODE>', 'the unit (purpose certification)', unitCode)
    .option('--name <NAME>', 'the unit’s name')
    .option('--sub <USER>', 'the portal’s user id', 'cli')
    .addOption(new Option('--role <ROLE>', 'the user’s role at the unit').choices(ROLES).default(ROLES[0]))
    .addOption(
      new Option('--purpose <PURPOSE>', 'the purpose of the token').choices(PURPOSES).default(PURPOSES[0]),
    )
    .option('--expires <SECONDS>', 'from now', lifetime, LIMITS.tokenLifetime)
    .action((options: Options) => plan(onDatabase(mint(requestOf(options)))));
  addCheckCommand(group, plan);
};

function requestOf({ site: siteId, purpose, sub, unit: code, name, role, expires }: Options) {
  if (purpose !== 'certification') return { siteId, purpose, sub, lifetime: expires };
  if (code === undefined)
    throw new UsageError('--unit is missing: the code of the unit that the user is logged in for.');
  return { siteId, purpose, sub, unit: { code, name }, role, lifetime: expires };
}

const mint =
  (request: ReturnType<typeof requestOf>) =>
  async ({ resources, now, actor }: Context) => {
    const secret = await newestSecret(resources, request.siteId);
    if (secret === undefined)
      throw new CommandFailure(
        `There is no HS256 site ${request.siteId}: 'site list' lists the sites. Others sign tokens with their own keys.`,
      );
    const at = now();
    const token = await mintToken(secret, request, at);
    await recordMinting(resources, request, actor, at);
    const expiresAt = new Date((Math.floor(at / 1000) + request.lifetime) * 1000).toISOString();
    return { json: { token, expiresAt }, text: token };
  };

const CHECK_NOTES =
  'A token on the command line can be seen in the list of processes and in the shell’s history while it is good (five minutes):\n' +
  'where others use this machine, give - and the token on standard input.';

const addCheckCommand: AddCommands = (group, plan) => {
  group
    .command('check')
    .description(
      'Explains the mistakes of a token and how to correct them; exit code 1 when the BFF would refuse it.',
    )
    .argument('<TOKEN>', 'the token, or - to read it from standard input')
    .addHelpText('after', `\n${CHECK_NOTES}`)
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
