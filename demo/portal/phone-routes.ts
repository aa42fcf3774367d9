/** `/phone`: what has arrived on the demo's phone. There is no such page at a real portal. */
import { Hono } from 'hono';
import { type Portal, siteOf } from './context.ts';
import { phonePage } from './views/phone.ts';

export function phoneRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/phone', (c) => c.html(phonePage(siteOf(portal, c))));
  app.get('/phone/messages', (c) => c.json({ messages: portal.phone.messages() }));
  return app;
}
