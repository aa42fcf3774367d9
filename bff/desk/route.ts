/** A page or a deed at the desk: `admission.ts` lets nobody in who has not the role that `access` takes. And the answers that both share. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Dependencies } from '../certification/submit.ts';
import type { Actor } from '../database/tables.ts';
import { writeEvents, type EventType } from '../events/event.ts';
import type { Access } from './access.ts';
import { instantWords } from './dates.ts';
import { layout, type Page } from './layout.ts';
import type { DeskSession } from './sessions.ts';

export interface Visit {
  c: Context;
  session: DeskSession;
  /** In the events. */
  actor: Actor;
  /** The fields of a posted form; empty otherwise. */
  form: ReadonlyMap<string, readonly string[]>;
  /** When the page is made, in milliseconds. */
  now: number;
}

export interface DeskRoute {
  method: 'get' | 'post';
  path: string;
  access: Access;
  handle(visit: Visit): Promise<Response>;
}

/** The parts of the service that pages use. */
export type DeskDependencies = Dependencies;

export const actorOf = ({ subject }: Pick<DeskSession, 'subject'>): Actor => `staff:${subject}`;

/** Writes an event of a person. */
export const recordDeed =
  ({ database, keys, now }: DeskDependencies) =>
  (person: Pick<DeskSession, 'subject'>, type: EventType, detail: object = {}): Promise<void> =>
    writeEvents(database, keys, [{ at: new Date(now()), actor: actorOf(person), type, detail }]);

export const LOG_IN = html`<p><a class="button" href="/login">登录</a></p>`;

/** Answers a page of one message. */
export const say = (
  c: Context,
  status: 200 | 400 | 401 | 403 | 404 | 413 | 500 | 503,
  title: string,
  text: string,
  { body = html``, session, next }: Partial<Pick<Page, 'body' | 'session' | 'next'>> = {},
): Response | Promise<Response> => {
  const tone = status === 200 ? 'good' : 'bad';
  const isCalm = status === 401;
  return c.html(
    layout({
      title,
      body: html`<h1>${title}</h1>
        ${isCalm ? html`<p class="lead">${text}</p>` : html`<div class="notice ${tone}" role="${tone === 'good' ? 'status' : 'alert'}"><p>${text}</p></div>`}
        ${body}`,
      session,
      next,
    }),
    status,
  );
};

/** Answers a page. A browser's tab and a screen reader name an error by the title. */
export const show = (
  { c, session, now }: Visit,
  page: Pick<Page, 'title' | 'body' | 'path'>,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> =>
  c.html(
    layout({
      ...page,
      title: status >= 400 ? `未完成：${page.title}` : page.title,
      session,
      at: instantWords(new Date(now).toISOString()),
    }),
    status,
  );

/** A field of the form; '' when it is not there. Trimmed. */
export const fieldOf = ({ form }: Visit, name: string): string => form.get(name)?.[0]?.trim() ?? '';
