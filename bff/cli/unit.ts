/** `unit …`: one unit's state, its limits, its certification. */
import { InvalidArgumentError } from 'commander';
import { createArrivals } from '../attempts/index.ts';
import { readStaffNext, readSubmissions, showUnit, type Unlisted, unlockUnit } from '../staff/index.ts';
import { normalizeUnitCode } from '../contract/unit-code.ts';
import { createIsImported, createRegistryPartner } from '../registry/index.ts';
import { revokeUnit, takeAgentOff } from '../certifications/index.ts';
import { codeOfUnit, REASON } from './audited.ts';
import { CommandFailure, shown } from './context.ts';
import { argument, command, type Group } from './table.ts';

const CODE = argument('unified social credit code or organization code', (given) => {
  const code = normalizeUnitCode(codeOfUnit(given));
  if (code === undefined)
    throw new InvalidArgumentError(
      'It must be a unified social credit code (18) or an organization code (9).',
    );
  return code;
});

/** Explains which limits over all units `unit unlock` cannot reset, and when they end. */
const STAYS: Record<Unlisted, string> = {
  ipPerHour:
    'Failures from an address, over all units, still count, for an hour at most (LIMIT_IP_PER_HOUR).',
  personPerDay:
    'Tries with the same name and the same beginning of a number, over all units, still count, for a day at most (LIMIT_PERSON_PER_DAY), ' +
    'because nothing that is stored says whose they are. One more try is allowed anyway, unless LIMIT_UNIT_PER_30_DAYS is 0.',
};

const unlockedText = ({ code, emptied, unlisted }: Awaited<ReturnType<typeof unlockUnit>>): string =>
  [`Unit ${code}: ${emptied} limits emptied.`, ...unlisted.map((limit) => STAYS[limit])].join('\n');

const show = command({
  name: 'show',
  about: 'Shows what is known of a unit: registry, certification, limits, next step.',
  arguments: { code: CODE },
  async run({ resources: { database, config, digester }, now }, { code }) {
    const { limits, counter } = config;
    const registry = config.registry && createRegistryPartner(config.registry, digester);
    const next = await readStaffNext(
      {
        database,
        limits,
        counter,
        sources: { registry, insurance: undefined },
        isImported: createIsImported(database),
        arrivals: createArrivals(database),
        now,
      },
      code,
    );
    return shown({ ...(await showUnit(database, limits, code, now())), next });
  },
});

const attempts = command({
  name: 'attempts',
  about: 'Shows the unit’s last attempts with the rule that each failed, which users never see (audited).',
  arguments: { code: CODE },
  options: { reason: REASON },
  run: async ({ resources, now, actor }, { code, reason }) =>
    shown(await readSubmissions(resources, code, { reason, actor }, now())),
});

const unlock = command({
  name: 'unlock',
  about: 'Resets the limits that a unit’s failed attempts have used up.',
  arguments: { code: CODE },
  options: { reason: REASON },
  async run({ resources, now, actor }, { code, reason }) {
    const unlocked = await unlockUnit(resources, code, { reason, actor }, now());
    return { json: unlocked, text: unlockedText(unlocked) };
  },
});

const revoke = command({
  name: 'revoke',
  about: 'Ends a unit’s certification; it must certify again.',
  arguments: { code: CODE },
  options: { reason: REASON },
  async run({ resources, now, actor }, { code, reason }) {
    const result = await revokeUnit(resources, code, { reason, actor }, now());
    if (!result.revoked)
      throw new CommandFailure(`Unit ${result.code} is not certified: there is nothing to revoke.`);
    return { json: result, text: `Unit ${result.code} has to certify again.` };
  },
});

const agentLeft = command({
  name: 'agent-left',
  about: 'Takes off an agent who has left: the certification is due, as if the agent had withdrawn.',
  arguments: { code: CODE },
  options: { reason: REASON },
  async run({ resources: { database, keys, config }, now, actor }, { code, reason }) {
    const dependencies = { database, keys, graceDays: config.lapseGraceDays };
    const result = await takeAgentOff(dependencies, code, { reason, actor }, now());
    if (!result.due)
      throw new CommandFailure(`Unit ${result.code} is not certified by an agent: nothing was changed.`);
    return { json: result, text: `Unit ${result.code} is certified until ${result.due.at}.` };
  },
});

export const UNIT: Group = {
  name: 'unit',
  about: 'One unit’s state, its limits, its certification.',
  commands: [show, attempts, unlock, revoke, agentLeft],
};
