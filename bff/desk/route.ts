/** A page or a deed at the desk: `admission.ts` lets nobody in who has not the role that `access` takes. And the answers that both share. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { Dependencies } from '../attempts/index.ts';
import { type ActorOf, reasonOf } from '../database/index.ts';
import { type EventType, type NewEvent, writeEvents } from '../events/index.ts';
import type { Access } from './access.ts';
import { instantWords } from './dates.ts';
import { buttonLink, type Html } from './kit/index.ts';
import { DESK, layout, type Page } from './layout.ts';
import type { DeskSession } from './sessions.ts';

export interface Visit {
  c: Context;
  session: DeskSession;
  /** The person, as events name them. */
  actor: ActorOf<'staff'>;
  /** The fields of a posted form; empty otherwise. */
  form: ReadonlyMap<string, readonly string[]>;
  /** When the page is made, in milliseconds. */
  now: number;
  /** The authority whose desk it is, for paper; '' where none is set. */
  authorityName: string;
}

export interface DeskRoute {
  method: 'get' | 'post';
  path: string;
  access: Access;
  /** It answers a file to keep, no page. */
  isFile?: true;
  handle(visit: Visit): Promise<Response>;
}

/** The parts of the service that pages use. */
export interface DeskDependencies extends Dependencies {
  log: Logger;
}

export const actorOf = ({ subject }: Pick<DeskSession, 'subject'>): ActorOf<'staff'> => `staff:${subject}`;

type Without<Event> = Event extends unknown ? Omit<Event, 'actor' | 'at'> : never;
type Recorded = Exclude<Extract<EventType, `${'desk' | 'audit'}.${string}`>, 'desk.sessions-ended'>;
type Deed = Without<NewEvent<Recorded>>;

/** Returns a function that writes an event with the person and the instant. */
export const recordDeed =
  ({ database, keys, now }: DeskDependencies) =>
  (person: Pick<DeskSession, 'subject'>, event: Deed): Promise<void> =>
    writeEvents(database, keys, [{ at: new Date(now()), actor: actorOf(person), ...event }]);

/** Returns a function that writes that an officer has tried to confirm their own proposal. */
export const createOwnProposals =
  ({ database, keys, now }: DeskDependencies) =>
  ({ actor }: Visit, access: Access, unitCode: string, detail: object = {}): Promise<void> =>
    writeEvents(database, keys, [
      {
        at: new Date(now()),
        actor,
        type: 'desk.own-proposal',
        unitCode,
        detail: { access, ...detail },
      },
    ]);

/** Without its message, which may quote data. `path`: the route's pattern. */
export const logFailure = (log: Logger, path: string, error: unknown): void =>
  log.error({ desk: path, error: (error as Error).name, reason: reasonOf(error) }, 'desk');

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
  status: 200 | 400 | 401 | 403 | 404 | 413 | 421 | 500 | 503,
  title: string,
  text: string | readonly string[],
  { body = html``, session, next, isCalm = [200, 401, 404, 421].includes(status) }: SayMore = {},
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

/** A field of the form; '' when it is not there. Trimmed. */
export const fieldOf = ({ form }: Pick<Visit, 'form'>, name: string): string =>
  form.get(name)?.[0]?.trim() ?? '';
