/** The portal's receiving end of webhooks: signed with the library that the sender has to be compatible with. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './support/portal.ts';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const UNIT = '91320199MA1DEM023W';

let portal: TestPortal;

beforeEach(async () => {
  portal = await startPortal();
  portal.webhooks.useSecret(SECRET);
});

interface Message {
  type?: string;
  status?: string;
  kind?: string;
  sequence?: number;
  id?: string;
  secret?: string;
  /** Milliseconds. */
  at?: number;
}

const send = async (message: Message = {}) => {
  const { type = 'unit.certified', status = 'certified', kind = 'real-name', sequence = 1 } = message;
  const { id = `msg_${randomUUID()}` } = message;
  const at = new Date(message.at ?? Date.now());
  const body = JSON.stringify({
    type,
    timestamp: at.toISOString(),
    data: { unit: UNIT, kind, status, at: at.toISOString(), sequence },
  });
  const answer = await portal.request('/webhooks/certification', {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(message.secret ?? SECRET).sign(id, at, body),
    },
  });
  return answer.status;
};

describe('a webhook', () => {
  it('is taken once: the same id again changes nothing', async () => {
    expect(await send({ id: 'msg_1' })).toBe(204);
    expect(await send({ id: 'msg_1', type: 'unit.lapsed', status: 'lapsed', sequence: 2 })).toBe(204);
    expect(portal.webhooks.statusOf(UNIT)).toBe('certified');
    expect(portal.webhooks.eventsOf(UNIT)).toHaveLength(1);
  });

  it('counts by its place in the unit’s order, however late it comes', async () => {
    await send({ type: 'unit.lapsed', status: 'lapsed', sequence: 8 });
    await send({ sequence: 5 });
    expect(portal.webhooks.statusOf(UNIT)).toBe('lapsed');
    await send({ sequence: 9 });
    expect(portal.webhooks.statusOf(UNIT)).toBe('certified');
  });

  it('about a refused attempt does not touch what is certified', async () => {
    await send({ sequence: 1 });
    await send({ type: 'unit.rejected', status: 'uncertified', sequence: 2 });
    expect(portal.webhooks.statusOf(UNIT)).toBe('certified');
  });

  it('about a registration tells of the phone, not of the real name', async () => {
    await send({ type: 'unit.lapsed', status: 'lapsed', sequence: 1 });
    await send({ type: 'unit.registered', kind: 'phone', sequence: 2 });
    expect(portal.webhooks.statusOf(UNIT)).toBe('lapsed');
    const browser = portal.browser();
    await browser.logIn();
    expect(await (await browser.get('/settings/certification')).text()).toContain('单位注册成功');
  });

  it.each([
    ['with another secret', { secret: `whsec_${randomBytes(32).toString('base64')}` }],
    ['that is ten minutes old', { at: Date.now() - 600_000 }],
  ])('%s is refused', async (_, message) => {
    expect(await send(message)).toBe(401);
    expect(portal.webhooks.eventsOf(UNIT)).toHaveLength(0);
  });

  it('is to be sent again while the portal does not know its secret', async () => {
    portal = await startPortal();
    expect(await send()).toBe(503);
  });

  it('is shown in the center, and stands in for a service that is away', async () => {
    await send();
    portal.service.status = undefined;
    const browser = portal.browser();
    await browser.logIn();
    expect(await (await browser.get('/')).text()).toContain('data-certification="certified"');
    expect(await (await browser.get('/settings/certification')).text()).toContain(
      'data-event="unit.certified"',
    );
    const answer = await browser.get('/settings/certification/notices');
    expect(await answer.json()).toMatchObject({
      notices: [{ type: 'unit.certified', text: '通过实名认证' }],
    });
    const stranger = await portal.browser().get('/settings/certification/notices');
    expect(stranger.status).toBe(303);
  });
});
