/** Standard Webhooks 1.0: checks the sent bytes with a second implementation of the signature, and with the known vector. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newWebhookSecret } from '../../../bff/sites/secrets.ts';
import { createSend } from '../../../bff/delivery/send.ts';
import { createDestinations } from '../../../bff/network/destinations.ts';

/** The test vector of the specification's reference libraries. */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const byHand = (secret: string, id: string, timestamp: string, body: string) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')}`;

describe('a webhook', () => {
  let received: { headers: IncomingHttpHeaders; body: string };
  let url: string;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received = { headers: request.headers, body };
      response.writeHead(204).end();
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const send = (secrets: string[], milliseconds = 0) =>
    createSend(
      () => VECTOR.timestamp * 1000 + milliseconds,
      createDestinations(['127.0.0.1']),
    )({
      url,
      secrets,
      id: VECTOR.id,
      body: VECTOR.body,
    });

  it('has the signature of the specification’s vector, over the exact bytes', async () => {
    expect(await send([VECTOR.secret])).toMatchObject({ kind: 'answered', status: 204 });
    expect(received.body).toBe(VECTOR.body);
    expect(received.headers).toMatchObject({
      'webhook-id': VECTOR.id,
      'webhook-timestamp': String(VECTOR.timestamp),
      'webhook-signature': VECTOR.signature,
      'content-type': 'application/json',
    });
  });

  it('has the timestamp that it is signed with, at whatever part of a second it is sent', async () => {
    for (const milliseconds of [1, 499, 500, 999]) {
      await send([VECTOR.secret], milliseconds);
      const { headers, body } = received;
      const timestamp = String(headers['webhook-timestamp']);
      expect(headers['webhook-signature']).toBe(byHand(VECTOR.secret, VECTOR.id, timestamp, body));
    }
  });

  it('has one signature for each secret, a space between them', async () => {
    const secrets = [newWebhookSecret(), VECTOR.secret];
    await send(secrets);
    const { headers, body } = received;
    const id = String(headers['webhook-id']);
    expect(String(headers['webhook-signature']).split(' ')).toEqual(
      secrets.map((secret) => byHand(secret, id, String(headers['webhook-timestamp']), body)),
    );
  });
});
