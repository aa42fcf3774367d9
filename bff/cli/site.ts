/**
 * `site …`: the portals that may embed the widget, with their keys, origins, webhooks and kinds of
 * certification.
 */
import { InvalidArgumentError } from 'commander';
import {
  addSite,
  changeKinds,
  changeOrigins,
  changePrivacyNotice,
  changeWebhook,
  isSiteId,
  listSites,
  rotateSite,
  showSite,
  type SiteSummary,
} from '../sites/index.ts';
import { endCasesOfSite } from '../cases/index.ts';
import { removeSite } from '../upkeep/index.ts';
import { named } from './audited.ts';
import { CommandFailure, dependenciesOf, shown, UsageError } from './context.ts';
import { checkWebhook, keyOptions, keysOf, kinds, origins, webhook } from './site-options.ts';
import { argument, asGiven, command, flag, type Group, mandatory } from './table.ts';

type Outcome = Awaited<
  ReturnType<
    | typeof addSite
    | typeof changeKinds
    | typeof changeOrigins
    | typeof changePrivacyNotice
    | typeof changeWebhook
    | typeof rotateSite
  >
>;
type Refusal = Exclude<Outcome['result'], 'added' | 'changed' | 'rotated'>;

const noSuchSite = (id: string) => new CommandFailure(`There is no site ${id}: 'site list' lists them.`);

const REFUSALS: Record<Refusal, (id: string) => Error> = {
  'unknown-site': noSuchSite,
  exists: (id) =>
    new CommandFailure(
      `There is a site ${id} already: 'site show ${id}' shows it, 'site origins ${id}' and 'site rotate ${id}' change it.`,
    ),
  conflict: (id) =>
    new CommandFailure(
      `Another command changed site ${id} just now, so this one changed nothing: look at the site and try again.`,
    ),
  'none-left': (id) =>
    new CommandFailure(`Site ${id} must keep one origin: --add the new one in the same command.`),
  'keys-needed': (id) =>
    new UsageError(`Site ${id} has its keys from a file: give the new ones with --jwks FILE.`),
  'no-webhook': (id) => new UsageError(`Site ${id} has no webhook yet: give its address with --webhook URL.`),
};

const isRefusal = (result: Outcome['result']): result is Refusal => Object.hasOwn(REFUSALS, result);

/** Throws when the change was refused. */
function done<T extends Outcome>(id: string, outcome: T): Exclude<T, { result: Refusal }> {
  if (isRefusal(outcome.result)) throw REFUSALS[outcome.result](id);
  return outcome as Exclude<T, { result: Refusal }>;
}

const ID = argument('the site’s id, which its tokens have as `iss`', asGiven);

const newId = (given: string): string => {
  if (isSiteId(given)) return named(given);
  throw new InvalidArgumentError(
    'It must be 1-64 letters, digits, dots, _ or -, and start with a letter or digit.',
  );
};

const secretLines = (secret: string): string[] => [
  `Secret: ${secret}`,
  'Its UTF-8 bytes are the HS256 key. It is shown this once.',
];
const webhookSecretLines = (secret: string): string[] => [
  `Webhook secret: ${secret}`,
  'It verifies the webhooks’ signatures (Standard Webhooks). It is shown this once.',
];

const add = command({
  name: 'add',
  about: 'Lets a portal embed the widget.',
  notes: 'Without --jwks the site gets a shared secret, as with --hs256.',
  arguments: { id: { ...ID, parse: newId } },
  options: {
    origin: { ...origins('of the portal’s pages'), isMandatory: true },
    ...keyOptions,
    webhook: webhook('the URL for webhooks about certifications'),
    open: kinds('opens a kind of certification to its users'),
  },
  async run(context, { id, origin, webhook: webhookUrl, open: openKinds, ...given }) {
    if (webhookUrl !== undefined) await checkWebhook(webhookUrl, context);
    const keys = (await keysOf(given, context)) ?? { kind: 'hs256' as const };
    const site = { id, origins: origin, webhookUrl, openKinds, keys };
    const { secret, webhookSecret } = done(id, await addSite(dependenciesOf(context), site));
    return {
      json: { id, ...(secret && { secret }), ...(webhookSecret && { webhookSecret }) },
      text: [
        `Site ${id} added.`,
        ...(secret ? secretLines(secret) : []),
        ...(webhookSecret ? webhookSecretLines(webhookSecret) : []),
      ].join('\n'),
    };
  },
});

const lineOf = ({ id, keys, origins }: SiteSummary): string => `${id}  ${keys}  ${origins.join(' ')}`;

const list = command({
  name: 'list',
  about: 'Lists the sites.',
  async run(context) {
    const sites = await listSites(dependenciesOf(context));
    return { json: sites, text: sites.map(lineOf).join('\n') || 'There is no site yet: site add.' };
  },
});

const show = command({
  name: 'show',
  about: 'Shows a site, without its secrets.',
  arguments: { id: ID },
  async run(context, { id }) {
    const found = await showSite(dependenciesOf(context), id);
    if (!found) throw noSuchSite(id);
    return shown(found);
  },
});

type Given = [option: string, values: readonly string[]];

/** The mistake in two options of which one adds what the other takes away. */
function mistakeInChange(thing: 'origin' | 'kind', [one, more]: Given, [other, less]: Given) {
  const value = thing.toUpperCase();
  if (more.length + less.length === 0) return `${one} ${value} or ${other} ${value} is missing.`;
  if (more.some((each) => less.includes(each))) return `Either ${one} or ${other} of each ${thing}.`;
  return undefined;
}

const changeOfOrigins = command({
  name: 'origins',
  about: 'Changes the origins of the pages that may use a site.',
  arguments: { id: ID },
  options: { add: origins('one more'), remove: origins('one less') },
  mistakeIn: ({ add, remove }) => mistakeInChange('origin', ['--add', add], ['--remove', remove]),
  async run(context, { id, ...change }) {
    const changed = done(id, await changeOrigins(dependenciesOf(context), id, change));
    return {
      json: { id, origins: changed.origins },
      text: `Site ${id} is used by pages of: ${changed.origins.join(' ')}`,
    };
  },
});

const rotate = command({
  name: 'rotate',
  about: 'Gives a site new keys.',
  notes:
    'An HS256 site gets a new secret. A site with keys from a file needs --jwks with the new file. A site with\n' +
    'keys at a URL reads them again. With --jwks or --hs256 the kind of keys may change.',
  arguments: { id: ID },
  options: { ...keyOptions, now: flag('the previous secret stops at once, not after 24 hours') },
  async run(context, { id, now: dropPrevious, ...given }) {
    const rotation = { keys: await keysOf(given, context), dropPrevious };
    const rotated = done(id, await rotateSite(dependenciesOf(context), id, rotation));
    const { keys, secret, previousUntil } = rotated;
    const previous = previousUntil
      ? `The previous secret is good until ${previousUntil}.`
      : 'No previous secret is good.';
    return {
      json: { id, keys, ...(secret && { secret, previousUntil }) },
      text: `Keys of site ${id} changed.${secret ? `\n${secretLines(secret).join('\n')} ${previous}` : ''}`,
    };
  },
});

const changeOfWebhook = command({
  name: 'webhook',
  about: 'Changes the URL and the signing secret of a site’s webhooks.',
  notes: 'It also enables a webhook again that its receiver has ended (410).',
  arguments: { id: ID },
  options: {
    webhook: webhook('the new address'),
    secret: flag('a new signing secret; webhooks are signed with the previous one too'),
    now: flag('the previous signing secret stops at once'),
  },
  async run(context, { id, webhook: newUrl, secret: newSecret, now: dropPrevious }) {
    if (newUrl !== undefined) await checkWebhook(newUrl, context);
    const change = { url: newUrl, newSecret: newSecret || dropPrevious, dropPrevious };
    const { url, secret } = done(id, await changeWebhook(dependenciesOf(context), id, change));
    return {
      json: { id, webhookUrl: url, ...(secret && { webhookSecret: secret }) },
      text: [`Webhooks of site ${id} go to ${url}.`, ...(secret ? webhookSecretLines(secret) : [])].join(
        '\n',
      ),
    };
  },
});

const changeOfKinds = command({
  name: 'kinds',
  about: 'Opens or closes a kind of certification to a site’s users.',
  arguments: { id: ID },
  options: { open: kinds('opens it'), close: kinds('closes it again') },
  mistakeIn: ({ open, close }) => mistakeInChange('kind', ['--open', open], ['--close', close]),
  async run(context, { id, ...change }) {
    const { openKinds } = done(id, await changeKinds(dependenciesOf(context), id, change));
    return {
      json: { id, openKinds },
      text: `Site ${id} has opened: ${openKinds.join(', ') || 'nothing besides phone and real-name'}.`,
    };
  },
});

const noticeVersion = (given: string): string => {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u.test(given)) return named(given);
  throw new InvalidArgumentError('It must be 1-32 letters, digits, spaces, dots, _ or -.');
};

const privacy = command({
  name: 'privacy',
  about: 'Sets the version of the personal data notice that a site shows. It is recorded with each consent.',
  arguments: { id: ID },
  options: { notice: mandatory('VERSION', 'as the portal names it, like 2026-11', noticeVersion) },
  async run(context, { id, notice }) {
    done(id, await changePrivacyNotice(dependenciesOf(context), id, notice));
    return {
      json: { id, privacyNotice: notice },
      text: `Consents at site ${id} are recorded with notice ${notice}.`,
    };
  },
});

const remove = command({
  name: 'remove',
  about: 'Removes a site. Its tokens stop at once; certifications stay.',
  notes:
    'Its attempts, waiting claims, cases, answers and undelivered messages are erased. A site with open cases is not removed: their people are to bring papers to the counter. Let officers decide the cases first, or end them with --end-cases.',
  arguments: { id: ID },
  options: {
    endCases: flag(
      'end its open cases: their people need not come any more, and their units may open others',
    ),
  },
  async run(context, { id, endCases }) {
    const dependencies = dependenciesOf(context);
    const { database, keys, actor, now } = dependencies;
    if (endCases) await endCasesOfSite({ database, keys }, id, actor, now());
    const removal = await removeSite(dependencies, id);
    switch (removal.result) {
      case 'no-such-site':
        throw noSuchSite(id);
      case 'open-cases':
        throw new CommandFailure(
          `Site ${id} has ${removal.count} open case${removal.count === 1 ? '' : 's'} at the counter, so it was not removed: let officers decide the cases, or end them with --end-cases.`,
        );
      case 'removed':
        return { json: { id, removed: true }, text: `Site ${id} removed.` };
    }
  },
});

export const SITE: Group = {
  name: 'site',
  about: 'The sites that may embed the widget.',
  commands: [add, list, show, changeOfOrigins, rotate, changeOfWebhook, changeOfKinds, privacy, remove],
};
