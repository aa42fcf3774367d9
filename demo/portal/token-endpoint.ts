/**
 * The token endpoint: the widget asks for a token, the portal's server signs one for the user of this session. A token lives
 * for five minutes; the widget asks for the next one by itself.
 */
import { Hono } from 'hono';
import type { Portal } from './portal.ts';
import { userOf } from './session.ts';

export function tokenEndpoint({ certification, sessions }: Portal): Hono {
  const app = new Hono();
  app.get('/session/certification-token', async (c) => {
    const session = sessions.find(c);
    // Never a redirect to the login: the widget reads 401 as "log in again" and keeps what was typed.
    if (!session) return c.json({ error: 'login-required' }, 401);
    return c.json({ token: await certification.token(userOf(session)) });
  });
  return app;
}
