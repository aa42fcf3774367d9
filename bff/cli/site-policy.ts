/** `site origins`, `site kinds` and `site privacy`: who may use a site, for what, and under which notice users consent. */
import { InvalidArgumentError } from 'commander';
import { changeOrigins } from '../sites/change-origins.ts';
import { changeKinds, type KindsChange } from '../sites/kinds.ts';
import { changePrivacyNotice } from '../sites/privacy-notice.ts';
import { CommandFailure, onSites, UsageError, type AddCommands } from './command.ts';
import { changedMeanwhile, dependencies, ID, noSuchSite } from './site-common.ts';
import { kindOption, originOption } from './site-options.ts';

export const origins: AddCommands = (site, plan) => {
  site
    .command('origins')
    .description('Changes which pages may use a site: their origins.')
    .argument(...ID)
    .addOption(originOption('--add', 'one more').default([], 'none'))
    .addOption(originOption('--remove', 'one less').default([], 'none'))
    .action((id: string, change: { add: string[]; remove: string[] }) => {
      if (change.add.length + change.remove.length === 0)
        throw new UsageError('--add ORIGIN or --remove ORIGIN is missing.');
      if (change.add.some((origin) => change.remove.includes(origin)))
        throw new UsageError('Either --add or --remove of an origin.');
      plan(
        onSites(async (context) => {
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

export const kinds: AddCommands = (site, plan) => {
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
        onSites(async (context) => {
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

export const privacy: AddCommands = (site, plan) => {
  site
    .command('privacy')
    .description(
      'Says which version of its personal data notice a site shows now: recorded with each consent.',
    )
    .argument(...ID)
    .requiredOption('--notice <VERSION>', 'as the portal names it, like 2026-11', noticeVersion)
    .action((id: string, { notice }: { notice: string }) =>
      plan(
        onSites(async (context) => {
          const changed = await changePrivacyNotice(dependencies(context), id, notice);
          if (changed === 'unknown-site') throw noSuchSite(id);
          if (changed === 'conflict') throw changedMeanwhile(id);
          return {
            json: { id, privacyNotice: notice },
            text: `Consents at site ${id} are recorded with notice ${notice}.`,
          };
        }),
      ),
    );
};

function noticeVersion(given: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u.test(given)) return given;
  throw new InvalidArgumentError('It must be 1-32 letters, digits, spaces, dots, _ or -.');
}
