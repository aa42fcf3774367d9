/** What the commands of `site …` share. */
import { CommandFailure, type Context } from './command.ts';

export const dependencies = ({ resources: { database, cipher }, now, actor }: Context) => ({
  database,
  cipher,
  now,
  actor,
});

export const noSuchSite = (id: string) =>
  new CommandFailure(`There is no site ${id}: 'site list' lists them.`);

export const changedMeanwhile = (id: string) =>
  new CommandFailure(`Somebody else changed site ${id} just now: look at it and try again.`);

export const ID = ['<ID>', 'the site’s, as its tokens have it for `iss`'] as const;
