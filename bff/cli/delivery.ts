/** `delivery …`: messages to portals that no receiver took (dead letters). */
import { InvalidArgumentError } from 'commander';
import { type DeadDelivery, discardDead, readDead, retryDead } from '../delivery/index.ts';
import { REASON } from './audited.ts';
import { CommandFailure, onDatabase, type AddCommands, type Context } from './command.ts';

function eventPosition(given: string): number {
  const position = Number(given);
  if (/^\d+$/.test(given) && Number.isSafeInteger(position)) return position;
  throw new InvalidArgumentError("It is the event's position, as `delivery list` tells it.");
}

const SITE = ['--site <ID>', 'the site'] as const;
const EVENT = ['--event <POSITION>', 'this message alone; all of the site otherwise', eventPosition] as const;

/** Every page of the list. */
async function readAll({ resources: { database } }: Context, site?: string): Promise<DeadDelivery[]> {
  const all: DeadDelivery[] = [];
  for (let page = await readDead(database, site); ; page = await readDead(database, site, page.next)) {
    all.push(...page.deliveries);
    if (!page.next) return all;
  }
}

const lineOf = ({ position, site, type, unitCode, at, tries, result }: DeadDelivery): string =>
  `${site}  ${position}  ${type}  ${unitCode ?? ''}  ${at}  ${tries} tries  ${result ?? ''}`;

interface Chosen {
  site: string;
  event?: number;
  reason: string;
}

export const addDeliveryCommands: AddCommands = (program, plan) => {
  const group = program
    .command('delivery')
    .description('Messages to portals that were not delivered in three days, and are given up.');

  group
    .command('list')
    .description('Lists them, by site.')
    .option(...SITE)
    .action(({ site }: { site?: string }) =>
      plan(
        onDatabase(async (context) => {
          const dead = await readAll(context, site);
          return { json: dead, text: dead.map(lineOf).join('\n') || 'No message is given up.' };
        }),
      ),
    );

  const deed = (
    name: string,
    about: string,
    said: string,
    work: (context: Context, chosen: Chosen) => Promise<number>,
  ) =>
    group
      .command(name)
      .description(about)
      .requiredOption(...SITE)
      .option(...EVENT)
      .requiredOption(...REASON)
      .action((chosen: Chosen) =>
        plan(
          onDatabase(async (context) => {
            const count = await work(context, chosen);
            if (count === 0)
              throw new CommandFailure(
                `Site ${chosen.site} has no such message: 'delivery list' lists them.`,
              );
            return { json: { site: chosen.site, count }, text: `Site ${chosen.site}: ${count} ${said}.` };
          }),
        ),
      );

  deed(
    'retry',
    'Sends them again, at once.',
    'messages are sent again',
    (context, { site, event, reason }) => {
      const { resources, actor, now } = context;
      return retryDead(resources, { site, position: event }, { actor, reason }, now());
    },
  );
  deed(
    'discard',
    'Discards them; the events stay.',
    'messages are discarded',
    (context, { site, event, reason }) => {
      const { resources, actor, now } = context;
      return discardDead(resources, { site, position: event }, { actor, reason }, now());
    },
  );
};
