/** Verifying webhooks as a portal's server does, signed by the library that the service signs with. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { unitLapsed, webhookOf } from '../../../bff/contract/webhook.ts';
import { createWebhookVerifier } from '../../../bff/portal-client/index.ts';

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
const [OLD, NEW] = [newSecret(), newSecret()];

const certified = { by: 'agent', method: 'registry' } as const;
const event = webhookOf(unitLapsed('91320100MA1DEM015L', certified, 'revoked', new Date()), 7);

/** The received webhook: body and headers. `at` in milliseconds. */
function sent(secret: string, body = JSON.stringify(event), at = Date.now()) {
  const id = 'msg_1';
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
  };
  return [body, headers] as const;
}

const refused = { ok: false, error: 'refused' };

describe('a webhook', () => {
  it('is verified, with the headers of Node and of fetch', () => {
    const verify = createWebhookVerifier(OLD);
    const [body, headers] = sent(OLD);
    expect(verify(body, headers)).toEqual({ ok: true, value: { id: 'msg_1', event } });
    expect(verify(body, new Headers(headers))).toEqual({ ok: true, value: { id: 'msg_1', event } });
  });

  it('is verified by either secret during a rotation', () => {
    const verify = createWebhookVerifier(OLD, NEW);
    for (const secret of [OLD, NEW]) expect(verify(...sent(secret))).toMatchObject({ ok: true });
    expect(verify(...sent(newSecret()))).toEqual(refused);
  });

  it.each([
    ['changed on its way', () => [sent(OLD)[0].replace('lapsed', 'certified'), sent(OLD)[1]] as const],
    ['six minutes old', () => sent(OLD, undefined, Date.now() - 360_000)],
    ['with half a signature', () => [sent(OLD)[0], { ...sent(OLD)[1], 'webhook-signature': 'v1' }] as const],
    ['without headers', () => [sent(OLD)[0], {}] as const],
    [
      'with a header twice',
      () => [sent(OLD)[0], { ...sent(OLD)[1], 'webhook-id': ['msg_1', 'msg_2'] }] as const,
    ],
  ])('%s is refused', (_, made) => {
    expect(createWebhookVerifier(OLD)(...made())).toEqual(refused);
  });

  it('of an unknown type has its own result, so that it can be ignored', () => {
    const later = JSON.stringify({ type: 'unit.renamed', timestamp: event.timestamp, data: {} });
    for (const body of [later, 'null', '7'])
      expect(createWebhookVerifier(OLD)(...sent(OLD, body))).toEqual({ ok: false, error: 'unknown-type' });
  });

  it('needs a secret in the right form', () => {
    expect(() => createWebhookVerifier('whsec_')).toThrow();
  });
});
