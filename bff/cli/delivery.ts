/** `delivery …`: messages to portals that no receiver took (dead letters). */
import { InvalidArgumentError } from 'commander';
import { type DeadDelivery, discardDead, readDead, retryDead } from '../delivery/index.ts';
import { REASON } from './audited.ts';
import { CommandFailure, type Context } from './context.ts';
import { asGiven, command, mandatory, optional, type Group } from './table.ts';

function eventPosition(given: string): number {
  const position = Number(given);
  if (/^\d+$/.test(given) && Number.isSafeInteger(position)) return position;
  throw new InvalidArgumentError("It is the event's position, as `delivery list` tells it.");
}

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

const SITE = ['ID', 'the site', asGiven] as const;

const list = command({
  name: 'list',
  about: 'Lists them, by site.',
  options: { site: optional(...SITE) },
  async run(context, { site }) {
    const dead = await readAll(context, site);
    return { json: dead, text: dead.map(lineOf).join('\n') || 'No message is given up.' };
  },
});

/** `done` follows the number of messages. */
const deed = (name: string, about: string, change: typeof discardDead, done: string) =>
  command({
    name,
    about,
    options: {
      site: mandatory(...SITE),
      event: optional('POSITION', 'this message alone; all of the site otherwise', eventPosition),
      reason: REASON,
    },
    async run({ resources, actor, now }, { site, event: position, reason }) {
      const count = await change(resources, { site, position }, { actor, reason }, now());
      if (count === 0)
        throw new CommandFailure(`Site ${site} has no such message: 'delivery list' lists them.`);
      return { json: { site, count }, text: `Site ${site}: ${count} messages are ${done}.` };
    },
  });

export const DELIVERY: Group = {
  name: 'delivery',
  about: 'Messages to portals that were not delivered in three days, and are given up.',
  commands: [
    list,
    deed('retry', 'Sends them again, at once.', retryDead, 'sent again'),
    deed('discard', 'Discards them; the events stay.', discardDead, 'discarded'),
  ],
};
