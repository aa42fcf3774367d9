/** `unit …`: one unit's state, its limits, its certification. */
import { InvalidArgumentError } from 'commander';
import { normalizeUnitCode } from '../contract/unit-code.ts';
import { readAttempts } from '../units/findings.ts';
import { revokeUnit, showUnit, unlockUnit, type Unlisted } from '../units/administration.ts';
import { CommandFailure, onDatabase, type AddCommands } from './command.ts';

const REASON_MAXIMUM = 200;

/** Parser of a unit's code. */
export function unitCode(given: string): string {
  const code = normalizeUnitCode(given);
  if (code === undefined)
    throw new InvalidArgumentError(
      'It must be a unified social credit code (18) or an organization code (9).',
    );
  return code;
}

/** Parser of a reason. */
export function auditReason(given: string): string {
  const reason = given.trim();
  if (!reason) throw new InvalidArgumentError('The audit asks for a reason.');
  if ([...reason].length > REASON_MAXIMUM)
    throw new InvalidArgumentError(`It has ${REASON_MAXIMUM} characters at most.`);
  return reason;
}

const CODE = ['<CODE>', 'unified social credit code or organization code', unitCode] as const;
export const REASON = [
  '--reason <TEXT>',
  'why, for the audit; no names, no document numbers',
  auditReason,
] as const;

/** Explains which limits over all units `unit unlock` cannot reset, and when they end. */
const STAYS: Record<Unlisted, string> = {
  ipPerHour: 'What an address has failed over all units stays, an hour at most (LIMIT_IP_PER_HOUR).',
  agentPerDay:
    'What was tried against an agent over all units stays, a day at most (LIMIT_AGENT_PER_DAY): no record says whose it is. ' +
    'One more try is judged all the same, unless LIMIT_UNIT_PER_30_DAYS is 0.',
  personPerDay:
    'Who represents this unit only a partner knows: what was tried against that person over all units stays, a day at most ' +
    '(LIMIT_PERSON_PER_DAY). One more try is judged all the same, unless LIMIT_UNIT_PER_30_DAYS is 0.',
};

const unlockedText = ({ code, emptied, unlisted }: Awaited<ReturnType<typeof unlockUnit>>): string =>
  [`Unit ${code}: ${emptied} limits emptied.`, ...unlisted.map((limit) => STAYS[limit])].join('\n');

export const addUnitCommands: AddCommands = (program, plan) => {
  const unit = program.command('unit').description('One unit’s state, its limits, its certification.');

  unit
    .command('show')
    .description('Shows what is known of a unit: registry, certification, limits.')
    .argument(...CODE)
    .action((code: string) =>
      plan(
        onDatabase(async ({ resources, now }) => {
          const state = await showUnit(resources.database, code, now());
          return { json: state, text: JSON.stringify(state, undefined, 2) };
        }),
      ),
    );

  unit
    .command('attempts')
    .description(
      'Shows the unit’s last attempts with the rule that each failed, which users are never told (audited).',
    )
    .argument(...CODE)
    .requiredOption(...REASON)
    .action((code: string, { reason }: { reason: string }) =>
      plan(
        onDatabase(async ({ resources, now, actor }) => {
          const attempts = await readAttempts(resources.database, code, { reason, actor }, now());
          return { json: attempts, text: JSON.stringify(attempts, undefined, 2) };
        }),
      ),
    );

  unit
    .command('unlock')
    .description('Gives a unit its failed attempts back.')
    .argument(...CODE)
    .requiredOption(...REASON)
    .action((code: string, { reason }: { reason: string }) =>
      plan(
        onDatabase(async ({ resources, now, actor }) => {
          const unlocked = await unlockUnit(resources.database, code, { reason, actor }, now());
          return { json: unlocked, text: unlockedText(unlocked) };
        }),
      ),
    );

  unit
    .command('revoke')
    .description('Ends a unit’s certification; it must certify again.')
    .argument(...CODE)
    .requiredOption(...REASON)
    .action((code: string, { reason }: { reason: string }) =>
      plan(
        onDatabase(async ({ resources, now, actor }) => {
          const result = await revokeUnit(resources.database, code, { reason, actor }, now());
          if (!result.revoked)
            throw new CommandFailure(`Unit ${result.code} is not certified: there is nothing to revoke.`);
          return { json: result, text: `Unit ${result.code} has to certify again.` };
        }),
      ),
    );
};
