/** The desk's cookies. `__Host-` binds them to the host, where browsers take it: over https. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

export interface DeskCookie {
  read(c: Context): string | undefined;
  /** Without `milliseconds` it ends with the browser. */
  write(c: Context, value: string, milliseconds?: number): void;
  remove(c: Context): void;
}

export function deskCookie(name: string, isSecure: boolean): DeskCookie {
  const fullName = isSecure ? `__Host-desk-${name}` : `desk-${name}`;
  const place = { path: '/', secure: isSecure } as const;
  return {
    read: (c) => getCookie(c, fullName),
    write: (c, value, milliseconds) =>
      // `Lax`: the provider sends the browser back from another site.
      setCookie(c, fullName, value, {
        ...place,
        httpOnly: true,
        sameSite: 'Lax',
        ...(milliseconds !== undefined && { maxAge: milliseconds / 1000 }),
      }),
    remove: (c) => void deleteCookie(c, fullName, place),
  };
}
