import { Hono } from 'hono';
import { createWebhookVerifier } from 'unit-certification-server';
import { store } from './store.js';

const verify = createWebhookVerifier(process.env.WEBHOOK_SECRET);

export const app = new Hono();

app.post('/webhooks/certification', async (c) => {
  const received = verify(await c.req.text(), c.req.raw.headers);
  if (!received.ok) return c.body(null, received.error === 'unknown-type' ? 204 : 401);
  await store(received.value.id, received.value.event);
  return c.body(null, 204);
});
