/**
 * Replies to forms, on their way to the page that tells them. The browser brings them in a cookie
 * that only this session opens and that ends with the browser: nothing that was typed is stored by
 * the service, or stands in an address.
 */
import type { Context } from 'hono';
import { type Cipher, ifReadable } from '../../keys/index.ts';
import type { Reply, Visit } from '../page/route.ts';
import type { DeskCookie } from '../people/cookies.ts';
import type { DeskSession } from '../people/sessions.ts';

type SentForm = Pick<Visit, 'deed' | 'form' | 'reply'>;

interface Kept extends Pick<SentForm, 'deed'>, Reply {
  fields: (readonly [name: string, values: readonly string[]])[];
}

/** Bytes that browsers take as the value of a cookie (RFC 6265, 6.1), with room for its name. */
const MOST_BYTES = 4_000;

/** The address at which a page tells a reply; at its own address it does not. */
const addressOf = (page: string): string => `${page}${page.includes('?') ? '&' : '?'}again=yes`;

const contextOf = ({ id }: DeskSession): string => `desk-reply:${id}`;

export interface Replies {
  /** Leads to the page. A form that is too long for a cookie is not shown again. */
  send(c: Context, session: DeskSession, reply: Reply, told: Pick<SentForm, 'deed' | 'form'>): Response;
  /** Undefined: the page has none to tell. */
  read(c: Context, session: DeskSession): SentForm | undefined;
  /** The next form makes it old. */
  forget(c: Context): void;
}

export function createReplies(cipher: Cipher, cookie: DeskCookie): Replies {
  return {
    send(c, session, { page, reply }, { deed, form }) {
      const sealed = (fields: Kept['fields']) =>
        cipher.seal(JSON.stringify({ page, deed, reply, fields } satisfies Kept), contextOf(session));
      const whole = sealed([...form].filter(([name]) => name !== 'csrf'));
      cookie.write(c, whole.length <= MOST_BYTES ? whole : sealed([]));
      return c.redirect(addressOf(page), 303);
    },

    read(c, session) {
      const sealed = cookie.read(c);
      if (sealed === undefined) return undefined;
      const kept = ifReadable(() => JSON.parse(cipher.open(sealed, contextOf(session))) as Kept);
      const { pathname, search } = new URL(c.req.url);
      if (!kept || addressOf(kept.page) !== pathname + search) return undefined;
      return { deed: kept.deed, form: new Map(kept.fields), reply: kept.reply };
    },

    forget(c) {
      if (cookie.read(c) !== undefined) cookie.remove(c);
    },
  };
}
