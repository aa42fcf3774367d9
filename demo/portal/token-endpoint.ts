/**
 * The token endpoint: the widget asks for a token, the portal's server signs one for the user of this session. A token is
 * valid for five minutes; then the widget asks for another.
 */
import { Hono } from 'hono';
import type { Portal } from './portal.ts';
import { userOf } from './session.ts';

export function tokenEndpoint({ certification, sessions }: Portal): Hono {
  const app = new Hono();
  app.get('/session/certification-token', async (c) => {
    const session = sessions.find(c);
    // Not a redirect to the login: on 401 the widget asks the user to log in again, and does not lose the typed values.
    if (!session) return c.json({ error: 'login-required' }, 401);
    return c.json({ token: await certification.token(userOf(session)) });
  });
  return app;
}
