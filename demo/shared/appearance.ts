/** The larger type that a visitor has chosen by 「长辈版」: kept in a cookie, which says nothing else. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';

export type Appearance = 'standard' | 'large';

/** The page's script writes it (shared/public/appearance.js); the server makes the next page by it, so that nothing jumps. */
export const appearanceOf = (c: Context): Appearance =>
  getCookie(c, 'appearance') === 'large' ? 'large' : 'standard';
