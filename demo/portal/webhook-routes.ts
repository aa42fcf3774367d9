/** `POST /webhooks/certification`: what the certification service tells this portal by itself. */
import { Hono } from 'hono';
import type { Received, WebhookReceiver } from '../shared/webhook-receiver.ts';

/** 2xx: don't send it again. Anything else is tried again, for days. */
const STATUS = { taken: 204, repeated: 204, refused: 401, 'not-ready': 503 } as const satisfies Record<
  Received,
  number
>;

export function webhookRoutes(webhooks: WebhookReceiver): Hono {
  const app = new Hono();
  app.post('/webhooks/certification', async (c) => {
    const body = await c.req.text();
    return c.body(null, STATUS[webhooks.receive(body, c.req.header())]);
  });
  return app;
}
