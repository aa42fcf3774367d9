/** `site …`: who may embed the widget. */
import { addSite, isSiteId, listSites, removeSite, showSite, type SiteSummary } from '../sites/manage.ts';
import { changeKinds } from '../sites/kinds.ts';
import { changeWebhook, rotateSite } from '../sites/rotate.ts';
import { CommandFailure, UsageError, type Context, type DatabaseCommand } from './command.ts';
import { KEY_OPTIONS, keysOf, kindsOf, OPEN_OPTION, originsOf, webhookOf } from './site-arguments.ts';

const dependencies = ({ resources: { database, cipher }, now }: Context) => ({ database, cipher, now });

const noSuchSite = (id: string) => new CommandFailure(`There is no site ${id}: 'site list' lists them.`);

const changedMeanwhile = (id: string) =>
  new CommandFailure(`Somebody else changed site ${id} just now: look at it and try again.`);

const WEBHOOK_NOTE = 'It verifies the webhooks’ signatures (Standard Webhooks). It is shown this once.';
const SECRET_NOTE = 'Its UTF-8 bytes are the HS256 key. It is shown this once.';

const add: DatabaseCommand = {
  name: 'site add',
  about: 'Lets a portal embed the widget.',
  positionals: ['ID'],
  options: {
    origin: {
      type: 'string',
      multiple: true,
      value: 'ORIGIN',
      about: 'of the portal’s pages; may be repeated',
    },
    ...KEY_OPTIONS,
    webhook: { type: 'string', value: 'URL', about: 'where to tell the portal of certifications' },
    open: OPEN_OPTION,
  },
  notes: 'Without --jwks the site gets a shared secret, as with --hs256.',
  changes: true,
  plan(input) {
    const id = input.positionals[0]!;
    if (!isSiteId(id))
      throw new UsageError(
        'ID must be 1-64 letters, digits, dots, _ or -, and start with a letter or digit.',
      );
    const [origins, webhookUrl, keys] = [originsOf(input), webhookOf(input), keysOf(input)];
    const openKinds = kindsOf(input, 'open');
    return async (context) => {
      const chosen = (await keys(context)) ?? { kind: 'hs256' as const };
      const site = { id, origins, webhookUrl, openKinds, keys: chosen };
      const added = await addSite(dependencies(context), site);
      if (added.result === 'exists')
        throw new CommandFailure(
          `There is a site ${id} already: 'site show ${id}' shows it, 'site rotate ${id}' changes its keys.`,
        );
      const { secret, webhookSecret } = added;
      const lines = [`Site ${id} added.`];
      if (secret) lines.push(`Secret: ${secret}`, SECRET_NOTE);
      if (webhookSecret) lines.push(`Webhook secret: ${webhookSecret}`, WEBHOOK_NOTE);
      return {
        json: { id, ...(secret && { secret }), ...(webhookSecret && { webhookSecret }) },
        text: lines.join('\n'),
      };
    };
  },
};

const line = ({ id, keys, origins }: SiteSummary): string => `${id}  ${keys}  ${origins.join(' ')}`;

const list: DatabaseCommand = {
  name: 'site list',
  about: 'Lists the sites.',
  plan: () => async (context) => {
    const sites = await listSites(dependencies(context));
    return { json: sites, text: sites.map(line).join('\n') || 'There is no site yet: site add.' };
  },
};

const show: DatabaseCommand = {
  name: 'site show',
  about: 'Shows a site, without its secrets.',
  positionals: ['ID'],
  plan(input) {
    const id = input.positionals[0]!;
    return async (context) => {
      const site = await showSite(dependencies(context), id);
      if (!site) throw noSuchSite(id);
      return { json: site, text: JSON.stringify(site, undefined, 2) };
    };
  },
};

const rotate: DatabaseCommand = {
  name: 'site rotate',
  about: 'Gives a site new keys.',
  positionals: ['ID'],
  options: {
    ...KEY_OPTIONS,
    now: { type: 'boolean', about: 'the previous secret stops at once, not after 24 hours' },
  },
  notes:
    'An HS256 site gets a new secret. A site with keys from a file needs --jwks with the new file. A site with\n' +
    'keys at a URL forgets them and reads them again. With --jwks or --hs256 the kind of keys may change.',
  changes: true,
  plan(input) {
    const id = input.positionals[0]!;
    const [keys, dropPrevious] = [keysOf(input), input.flag('now')];
    return async (context) => {
      const rotation = await rotateSite(dependencies(context), id, {
        keys: await keys(context),
        dropPrevious,
      });
      if (rotation.result === 'unknown-site') throw noSuchSite(id);
      if (rotation.result === 'keys-needed')
        throw new UsageError(`Site ${id} has its keys from a file: give the new ones with --jwks FILE.`);
      if (rotation.result === 'conflict') throw changedMeanwhile(id);
      const { keys: kind, secret, previousUntil } = rotation;
      const previous = previousUntil
        ? `The previous secret is good until ${previousUntil}.`
        : 'No previous secret is good.';
      return {
        json: { id, keys: kind, ...(secret && { secret, previousUntil }) },
        text: `Keys of site ${id} changed.${secret ? `\nSecret: ${secret}\n${SECRET_NOTE} ${previous}` : ''}`,
      };
    };
  },
};

const webhook: DatabaseCommand = {
  name: 'site webhook',
  about: 'Changes where a site is told of certifications, and how that is signed.',
  positionals: ['ID'],
  options: {
    webhook: { type: 'string', value: 'URL', about: 'the new address' },
    secret: { type: 'boolean', about: 'a new signing secret; the previous one signs beside it' },
    now: { type: 'boolean', about: 'the previous signing secret stops at once' },
  },
  notes: 'A webhook that its receiver has ended (410) is taken into use again.',
  changes: true,
  plan(input) {
    const id = input.positionals[0]!;
    const change = {
      url: webhookOf(input),
      newSecret: input.flag('secret') || input.flag('now'),
      dropPrevious: input.flag('now'),
    };
    return async (context) => {
      const changed = await changeWebhook(dependencies(context), id, change);
      if (changed.result === 'unknown-site') throw noSuchSite(id);
      if (changed.result === 'no-webhook')
        throw new UsageError(`Site ${id} has no webhook yet: give its address with --webhook URL.`);
      if (changed.result === 'conflict') throw changedMeanwhile(id);
      const { url, secret } = changed;
      return {
        json: { id, webhookUrl: url, ...(secret && { webhookSecret: secret }) },
        text: `Site ${id} is told at ${url}.${secret ? `\nWebhook secret: ${secret}\n${WEBHOOK_NOTE}` : ''}`,
      };
    };
  },
};

const kinds: DatabaseCommand = {
  name: 'site kinds',
  about: 'Opens or closes a kind of certification to a site’s users.',
  positionals: ['ID'],
  options: {
    open: OPEN_OPTION,
    close: { ...OPEN_OPTION, about: 'closes it again' },
  },
  changes: true,
  plan(input) {
    const id = input.positionals[0]!;
    const change = { open: kindsOf(input, 'open'), close: kindsOf(input, 'close') };
    if (change.open.length + change.close.length === 0)
      throw new UsageError('--open KIND or --close KIND is missing.');
    if (change.open.some((kind) => change.close.includes(kind)))
      throw new UsageError('Either --open or --close of a kind.');
    return async (context) => {
      const changed = await changeKinds(dependencies(context), id, change);
      if (changed.result === 'unknown-site') throw noSuchSite(id);
      if (changed.result === 'conflict') throw changedMeanwhile(id);
      const { openKinds } = changed;
      return {
        json: { id, openKinds },
        text: `Site ${id} has opened: ${openKinds.join(', ') || 'nothing besides phone and real-name'}.`,
      };
    };
  },
};

const remove: DatabaseCommand = {
  name: 'site remove',
  about: 'Removes a site. Its tokens stop at once; certifications stay.',
  positionals: ['ID'],
  changes: true,
  plan(input) {
    const id = input.positionals[0]!;
    return async (context) => {
      if (!(await removeSite(dependencies(context), id))) throw noSuchSite(id);
      return { json: { id, removed: true }, text: `Site ${id} removed.` };
    };
  },
};

export const SITE_COMMANDS = [add, list, show, rotate, webhook, kinds, remove];
