/** `site …`: the portals that may embed the widget, with their keys, origins, webhooks and kinds of certification. */
import { InvalidArgumentError } from 'commander';
import {
  addSite,
  changeKinds,
  changeOrigins,
  changePrivacyNotice,
  changeWebhook,
  isSiteId,
  type KindsChange,
  listSites,
  type OpenableKind,
  removeSite,
  rotateSite,
  showSite,
  type SiteSummary,
} from '../sites/index.ts';
import { named } from './audited.ts';
import { CommandFailure, onDatabase, UsageError, type AddCommands, type Context } from './command.ts';
import {
  checkWebhook,
  hs256Option,
  jwksOption,
  keysOf,
  kindOption,
  originOption,
  webhookOption,
  type KeyOptions,
} from './site-options.ts';

const dependencies = ({ resources: { database, cipher, keys }, now, actor }: Context) => ({
  database,
  cipher,
  keys,
  now,
  actor,
});

const noSuchSite = (id: string) => new CommandFailure(`There is no site ${id}: 'site list' lists them.`);

const changedMeanwhile = (id: string) =>
  new CommandFailure(
    `Another command changed site ${id} just now, so this one changed nothing: look at the site and try again.`,
  );

const ID = ['<ID>', 'the site’s id, which its tokens have as `iss`'] as const;

const WEBHOOK_NOTE = 'It verifies the webhooks’ signatures (Standard Webhooks). It is shown this once.';
const SECRET_NOTE = 'Its UTF-8 bytes are the HS256 key. It is shown this once.';

function newId(given: string): string {
  if (isSiteId(given)) return named(given);
  throw new InvalidArgumentError(
    'It must be 1-64 letters, digits, dots, _ or -, and start with a letter or digit.',
  );
}

interface AddOptions extends KeyOptions {
  origin: string[];
  webhook?: string;
  open: OpenableKind[];
}

const add: AddCommands = (site, plan) => {
  site
    .command('add')
    .description('Lets a portal embed the widget.')
    .argument(...ID, newId)
    .addOption(originOption('--origin', 'of the portal’s pages').makeOptionMandatory())
    .addOption(jwksOption())
    .addOption(hs256Option())
    .addOption(webhookOption('the URL for webhooks about certifications'))
    .addOption(kindOption('--open', 'opens a kind of certification to its users'))
    .addHelpText('after', '\nWithout --jwks the site gets a shared secret, as with --hs256.')
    .action((id: string, options: AddOptions) =>
      plan(
        onDatabase(async (context) => {
          const { origin: origins, webhook: webhookUrl, open: openKinds } = options;
          if (webhookUrl !== undefined) await checkWebhook(webhookUrl, context);
          const keys = (await keysOf(options, context)) ?? { kind: 'hs256' as const };
          const added = await addSite(dependencies(context), { id, origins, webhookUrl, openKinds, keys });
          if (added.result === 'exists')
            throw new CommandFailure(
              `There is a site ${id} already: 'site show ${id}' shows it, 'site origins ${id}' and 'site rotate ${id}' change it.`,
            );
          const { secret, webhookSecret } = added;
          const lines = [`Site ${id} added.`];
          if (secret) lines.push(`Secret: ${secret}`, SECRET_NOTE);
          if (webhookSecret) lines.push(`Webhook secret: ${webhookSecret}`, WEBHOOK_NOTE);
          return {
            json: { id, ...(secret && { secret }), ...(webhookSecret && { webhookSecret }) },
            text: lines.join('\n'),
          };
        }),
      ),
    );
};

const line = ({ id, keys, origins }: SiteSummary): string => `${id}  ${keys}  ${origins.join(' ')}`;

const list: AddCommands = (site, plan) => {
  site
    .command('list')
    .description('Lists the sites.')
    .action(() =>
      plan(
        onDatabase(async (context) => {
          const sites = await listSites(dependencies(context));
          return { json: sites, text: sites.map(line).join('\n') || 'There is no site yet: site add.' };
        }),
      ),
    );
};

const show: AddCommands = (site, plan) => {
  site
    .command('show')
    .description('Shows a site, without its secrets.')
    .argument(...ID)
    .action((id: string) =>
      plan(
        onDatabase(async (context) => {
          const found = await showSite(dependencies(context), id);
          if (!found) throw noSuchSite(id);
          return { json: found, text: JSON.stringify(found, undefined, 2) };
        }),
      ),
    );
};

const rotate: AddCommands = (site, plan) => {
  site
    .command('rotate')
    .description('Gives a site new keys.')
    .argument(...ID)
    .addOption(jwksOption())
    .addOption(hs256Option())
    .option('--now', 'the previous secret stops at once, not after 24 hours')
    .addHelpText(
      'after',
      '\nAn HS256 site gets a new secret. A site with keys from a file needs --jwks with the new file. A site with\n' +
        'keys at a URL reads them again. With --jwks or --hs256 the kind of keys may change.',
    )
    .action((id: string, options: KeyOptions & { now?: boolean }) =>
      plan(
        onDatabase(async (context) => {
          const rotation = await rotateSite(dependencies(context), id, {
            keys: await keysOf(options, context),
            dropPrevious: options.now === true,
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
        }),
      ),
    );
};

interface WebhookOptions {
  webhook?: string;
  secret?: boolean;
  now?: boolean;
}

const webhook: AddCommands = (site, plan) => {
  site
    .command('webhook')
    .description('Changes the URL and the signing secret of a site’s webhooks.')
    .argument(...ID)
    .addOption(webhookOption('the new address'))
    .option('--secret', 'a new signing secret; webhooks are signed with the previous one too')
    .option('--now', 'the previous signing secret stops at once')
    .addHelpText('after', '\nIt also enables a webhook again that its receiver has ended (410).')
    .action((id: string, { webhook: newUrl, secret: newSecret = false, now = false }: WebhookOptions) =>
      plan(
        onDatabase(async (context) => {
          if (newUrl !== undefined) await checkWebhook(newUrl, context);
          const change = { url: newUrl, newSecret: newSecret || now, dropPrevious: now };
          const changed = await changeWebhook(dependencies(context), id, change);
          if (changed.result === 'unknown-site') throw noSuchSite(id);
          if (changed.result === 'no-webhook')
            throw new UsageError(`Site ${id} has no webhook yet: give its address with --webhook URL.`);
          if (changed.result === 'conflict') throw changedMeanwhile(id);
          const { url, secret } = changed;
          return {
            json: { id, webhookUrl: url, ...(secret && { webhookSecret: secret }) },
            text: `Webhooks of site ${id} go to ${url}.${secret ? `\nWebhook secret: ${secret}\n${WEBHOOK_NOTE}` : ''}`,
          };
        }),
      ),
    );
};

const origins: AddCommands = (site, plan) => {
  site
    .command('origins')
    .description('Changes the origins of the pages that may use a site.')
    .argument(...ID)
    .addOption(originOption('--add', 'one more').default([], 'none'))
    .addOption(originOption('--remove', 'one less').default([], 'none'))
    .action((id: string, change: { add: string[]; remove: string[] }) => {
      if (change.add.length + change.remove.length === 0)
        throw new UsageError('--add ORIGIN or --remove ORIGIN is missing.');
      if (change.add.some((origin) => change.remove.includes(origin)))
        throw new UsageError('Either --add or --remove of an origin.');
      plan(
        onDatabase(async (context) => {
          const changed = await changeOrigins(dependencies(context), id, change);
          if (changed.result === 'unknown-site') throw noSuchSite(id);
          if (changed.result === 'conflict') throw changedMeanwhile(id);
          if (changed.result === 'none-left')
            throw new CommandFailure(
              `Site ${id} must keep one origin: --add the new one in the same command.`,
            );
          return {
            json: { id, origins: changed.origins },
            text: `Site ${id} is used by pages of: ${changed.origins.join(' ')}`,
          };
        }),
      );
    });
};

const kinds: AddCommands = (site, plan) => {
  site
    .command('kinds')
    .description('Opens or closes a kind of certification to a site’s users.')
    .argument(...ID)
    .addOption(kindOption('--open', 'opens it'))
    .addOption(kindOption('--close', 'closes it again'))
    .action((id: string, change: KindsChange) => {
      if (change.open.length + change.close.length === 0)
        throw new UsageError('--open KIND or --close KIND is missing.');
      if (change.open.some((kind) => change.close.includes(kind)))
        throw new UsageError('Either --open or --close of a kind.');
      plan(
        onDatabase(async (context) => {
          const changed = await changeKinds(dependencies(context), id, change);
          if (changed.result === 'unknown-site') throw noSuchSite(id);
          if (changed.result === 'conflict') throw changedMeanwhile(id);
          const { openKinds } = changed;
          return {
            json: { id, openKinds },
            text: `Site ${id} has opened: ${openKinds.join(', ') || 'nothing besides phone and real-name'}.`,
          };
        }),
      );
    });
};

const privacy: AddCommands = (site, plan) => {
  site
    .command('privacy')
    .description(
      'Sets the version of the personal data notice that a site shows. It is recorded with each consent.',
    )
    .argument(...ID)
    .requiredOption('--notice <VERSION>', 'as the portal names it, like 2026-11', noticeVersion)
    .action((id: string, { notice }: { notice: string }) =>
      plan(
        onDatabase(async (context) => {
          const changed = await changePrivacyNotice(dependencies(context), id, notice);
          if (changed.result === 'unknown-site') throw noSuchSite(id);
          if (changed.result === 'conflict') throw changedMeanwhile(id);
          return {
            json: { id, privacyNotice: notice },
            text: `Consents at site ${id} are recorded with notice ${notice}.`,
          };
        }),
      ),
    );
};

function noticeVersion(given: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u.test(given)) return named(given);
  throw new InvalidArgumentError('It must be 1-32 letters, digits, spaces, dots, _ or -.');
}

const remove: AddCommands = (site, plan) => {
  site
    .command('remove')
    .description('Removes a site. Its tokens stop at once; certifications stay.')
    .argument(...ID)
    .addHelpText('after', '\nIts attempts, waiting claims, answers and undelivered messages are erased.')
    .action((id: string) =>
      plan(
        onDatabase(async (context) => {
          if (!(await removeSite(dependencies(context), id))) throw noSuchSite(id);
          return { json: { id, removed: true }, text: `Site ${id} removed.` };
        }),
      ),
    );
};

export const addSiteCommands: AddCommands = (program, plan) => {
  const site = program.command('site').description('The sites that may embed the widget.');
  for (const addTo of [add, list, show, origins, rotate, webhook, kinds, privacy, remove]) addTo(site, plan);
};
