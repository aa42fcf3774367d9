/** `unit …`: one unit's state, its limits, its certification. */
import { normaliseUnitCode } from '../contract/unit-code.ts';
import { CommandFailure, UsageError, type DatabaseCommand, type Input, type Option } from './command.ts';
import { revokeUnit, showUnit, unlockUnit } from '../units/administration.ts';

const REASON_MAXIMUM = 200;

const REASON: Record<string, Option> = {
  reason: { type: 'string', value: 'TEXT', about: 'why, for the audit; no names, no document numbers' },
};

function unitCode(input: Input): string {
  const code = normaliseUnitCode(input.positionals[0]!);
  if (code === undefined)
    throw new UsageError('CODE must be a unified social credit code (18) or an organisation code (9).');
  return code;
}

function reasonOf(input: Input): string {
  const reason = input.text('reason')?.trim();
  if (!reason) throw new UsageError('--reason is missing: the audit asks for it.');
  if ([...reason].length > REASON_MAXIMUM)
    throw new UsageError(`--reason has ${REASON_MAXIMUM} characters at most.`);
  return reason;
}

export const UNIT_COMMANDS: DatabaseCommand[] = [
  {
    name: 'unit show',
    about: 'Shows what is known of a unit: registry, certification, limits.',
    positionals: ['CODE'],
    plan(input) {
      const code = unitCode(input);
      return async ({ resources, now }) => {
        const state = await showUnit(resources.database, code, now());
        return { json: state, text: JSON.stringify(state, undefined, 2) };
      };
    },
  },
  {
    name: 'unit unlock',
    about: 'Gives a unit its failed attempts back.',
    positionals: ['CODE'],
    options: REASON,
    plan(input) {
      const [code, reason] = [unitCode(input), reasonOf(input)];
      return async ({ resources, now }) => {
        const unlocked = await unlockUnit(resources.database, code, reason, now());
        return { json: unlocked, text: `Unit ${unlocked.code}: ${unlocked.emptied} limits emptied.` };
      };
    },
  },
  {
    name: 'unit revoke',
    about: 'Ends a unit’s certification; it must certify again.',
    positionals: ['CODE'],
    options: REASON,
    plan(input) {
      const [code, reason] = [unitCode(input), reasonOf(input)];
      return async ({ resources, now }) => {
        const result = await revokeUnit(resources.database, code, reason, now());
        if (!result.revoked)
          throw new CommandFailure(`Unit ${result.code} is not certified: there is nothing to revoke.`);
        return { json: result, text: `Unit ${result.code} has to certify again.` };
      };
    },
  },
];
