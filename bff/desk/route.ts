/** A page or a deed at the desk: `routes.ts` lets nobody in who has not the role that `access` takes. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Dependencies } from '../certification/submit.ts';
import type { Actor } from '../database/tables.ts';
import type { Access } from './access.ts';
import { instantWords, layout, type Page } from './layout.ts';
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

/** Answers a page. */
export const show = (
  { c, session, now }: Visit,
  page: Pick<Page, 'title' | 'body' | 'path'>,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> =>
  c.html(layout({ ...page, session, at: instantWords(new Date(now).toISOString()) }), status);

/** A field of the form; '' when it is not there. Trimmed. */
export const fieldOf = ({ form }: Visit, name: string): string => form.get(name)?.[0]?.trim() ?? '';
