/**
 * Pages and deeds of the desk: what a route is given, and how it answers. `admission/` lets in who
 * has a role for the route's `access`.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { Dependencies } from '../../attempts/index.ts';
import { type ActorOf, reasonOf } from '../../database/index.ts';
import { type EventType, type NewEvent, writeEvents } from '../../events/index.ts';
import type { Access } from '../people/access.ts';
import { instantWords } from '../words/dates.ts';
import { buttonLink, type Html } from '../kit/index.ts';
import { DESK, layout, type Page } from './layout.ts';
import type { DeskSession } from '../people/sessions.ts';

export interface Visit {
  c: Context;
  session: DeskSession;
  /** The person, as events name them. */
  actor: ActorOf<'staff'>;
  /** The fields of the form that was posted, or to which the page replies; empty otherwise. */
  form: ReadonlyMap<string, readonly string[]>;
  /** The deed of that form. */
  deed: Access | undefined;
  /** As the form's route has given it. */
  reply: unknown;
  /** Writes an event of this person. */
  record: (event: Recorded) => Promise<void>;
  /** When the page is made, in milliseconds. */
  now: number;
  /** The authority whose desk it is, for paper; '' where none is set. */
  authorityName: string;
}

/**
 * Leads from a form to the page at `page`, which tells the reply and shows what was typed: the
 * browser's Back finds a page, and no form to send again.
 */
export interface Reply {
  /** Path and query, without anything that was typed. */
  page: string;
  /** Plain data, of a shape that the page knows. */
  reply: object;
}

export interface DeskRoute {
  method: 'get' | 'post';
  path: string;
  access: Access;
  /** It answers a file to keep, no page. */
  isFile?: true;
  /** The parameter that names what the page shows: a login leads back with it. */
  parameter?: string;
  /** The reference or the unit's code that is looked up, or what was typed instead. */
  looksUp?: (visit: Pick<Visit, 'c' | 'form'>) => string | undefined;
  handle(visit: Visit): Promise<Response | Reply>;
}

/**
 * Returns a function that makes the route of a form, at `name` below the page of a thing. The page
 * tells the deed that was done (`?done=`), or why nothing was. `path`: of the list. `parameter`:
 * the thing's name in the path of its page. `thingIn`: undefined where the text names none.
 */
export const formsBelow =
  (path: string, parameter: string, thingIn: (text: string) => string | undefined) =>
  (
    name: string,
    access: Access,
    work: (visit: Visit, thing: string) => Promise<string | object>,
  ): DeskRoute => {
    const looksUp = ({ c }: Pick<Visit, 'c'>) => thingIn(c.req.param(parameter) ?? '');
    const handle = async (visit: Visit): Promise<Response | Reply> => {
      const thing = looksUp(visit);
      if (thing === undefined) return visit.c.redirect(path, 303);
      const page = `${path}/${thing}`;
      const result = await work(visit, thing);
      return typeof result === 'object'
        ? { page, reply: result }
        : visit.c.redirect(`${page}?done=${result}`, 303);
    };
    return { method: 'post', path: `${path}/:${parameter}/${name}`, access, looksUp, handle };
  };

/** The parts of the service that pages use. */
export interface DeskDependencies extends Dependencies {
  log: Logger;
}

export const actorOf = ({ subject }: Pick<DeskSession, 'subject'>): ActorOf<'staff'> => `staff:${subject}`;

/** The desk writes these itself; all others are written by the functions that it calls. */
type RecordedType =
  | Exclude<Extract<EventType, `${'desk' | 'audit'}.${string}`>, 'desk.sessions-ended'>
  | 'unit.read'
  | 'unit.listed'
  | 'figures.read'
  | 'webhook.listed';
type Without<Event> = Event extends unknown ? Omit<Event, 'actor' | 'at'> : never;
export type Recorded = Without<NewEvent<RecordedType>>;

/** Returns a function that writes an event with the person and the instant. */
export const createRecord =
  ({ database, keys, now }: DeskDependencies) =>
  (person: Pick<DeskSession, 'subject'>, event: Recorded): Promise<void> =>
    writeEvents(database, keys, [{ at: new Date(now()), actor: actorOf(person), ...event }]);

/** Without its message, which may quote data. `path`: the route's pattern. */
export const logFailure = (log: Logger, path: string, error: unknown): void =>
  log.error({ desk: path, error: (error as Error).name, reason: reasonOf(error) }, 'desk');

/** The header of a file to keep. `plain`: its name for a browser that takes ASCII alone. */
export const attached = (name: string, plain: string): string =>
  `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/**
 * For an answer that has begun: the web server prints the error that is thrown, which has no data,
 * and breaks the connection. `path`: the route's.
 */
export const breakOff = (log: Logger, path: string, error: unknown): never => {
  logFailure(log, path, error);
  throw new Error('an answer broke off: the log has the reason');
};

export const button = (address: string, words: string): Html => html`<p>${buttonLink(address, words)}</p>`;
export const LOG_IN_AGAIN = button('/login', '重新登录');
export const TO_THE_DESK = button('/', '回到工作台');

interface SayMore extends Partial<Pick<Page, 'body' | 'session' | 'next'>> {
  /** Nothing has failed, although the status is that of an error. */
  isCalm?: boolean;
}

/** Answers a page of one message. `text`: one paragraph or several. */
export const say = (
  c: Context,
  status: 200 | 400 | 401 | 403 | 404 | 413 | 421 | 429 | 500 | 503,
  title: string,
  text: string | readonly string[],
  { body = html``, session, next, isCalm = [200, 401, 404, 421, 429].includes(status) }: SayMore = {},
): Response | Promise<Response> =>
  c.html(
    layout({
      title,
      body: html`<section class="card alone ${isCalm ? '' : 'bad'}">
        ${session ? '' : html`<p class="brand">${DESK}</p>`}
        <h1>${title}</h1>
        <div role="${isCalm ? 'status' : 'alert'}">${[text].flat().map((part) => html`<p>${part}</p>`)}</div>
        ${body}
      </section>`,
      session,
      next,
    }),
    status,
  );

/** Answers a page. A browser's tab and a screen reader name an error by the title. */
export const show = (
  { c, session, now, authorityName }: Visit,
  page: Pick<Page, 'title' | 'body' | 'path'>,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> =>
  c.html(
    layout({
      ...page,
      title: status >= 400 ? `未完成：${page.title}` : page.title,
      session,
      at: instantWords(new Date(now).toISOString()),
      authorityName,
    }),
    status,
  );
